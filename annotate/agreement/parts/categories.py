"""Each label against the rest, and how often it was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.alpha import alpha
from annotate.agreement.coefficients.gwet import prevalence
from annotate.agreement.elements.measurements import Measurement, attempt, pairable
from annotate.agreement.elements.units import Units
from annotate.agreement.results.resampling import Resampling


def measure_categories(units: Units, resampling: Resampling) -> list[Measurement]:
    """Alpha of each label, or member of sets, against all others, and its share of the answers."""
    rows = []
    for label in _names(units):
        codes = _against_rest(units, label)
        given: dict[str, Any] = {"articles": units.articles, "resampling": resampling}
        for name, run in (
            ("alpha", partial(alpha, codes, labels=("any other", label), **given)),
            ("prevalence", partial(prevalence, codes, **given)),
        ):
            rows.append(
                Measurement(
                    units.element, units.kind, attempt(name, run, pairable(codes)), units.basis, "category", label
                )
            )
    return rows


def _against_rest(units: Units, label: str) -> NDArray[np.intp]:
    """Codes 1 where the label was chosen, 0 where another was, -1 where the answer is missing."""
    chosen = np.array([*(label in map(label_name, _members(known)) for known in units.labels), -1], dtype=np.intp)
    return chosen[units.codes]


def label_name(label: Any) -> str:
    """A label as it is printed: a whole number has no decimals."""
    return f"{label:.0f}" if isinstance(label, float) and label.is_integer() else str(label)


def _names(units: Units) -> list[str]:
    """Every label, or member of a set of them: numbers in their order, words in that of the alphabet."""
    parts = {part for known in units.labels for part in _members(known)}
    numbers = all(isinstance(part, float) for part in parts)
    return [label_name(part) for part in (sorted(parts) if numbers else sorted(parts, key=str))]


def _members(label: Any) -> Iterable[Any]:
    return label if isinstance(label, frozenset) else (label,)
