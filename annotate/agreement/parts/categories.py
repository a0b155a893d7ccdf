"""Each label against the rest, and how often it was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.alpha import alpha
from annotate.agreement.coefficients.gwet import prevalence
from annotate.agreement.elements.measurements import Measurement, attempt, pairable
from annotate.agreement.elements.units import Units
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.intervals import FEWEST_WITH_LABEL
from annotate.agreement.results.resampling import Resampling
from annotate.counting import count
from annotate.records.no_answer import NO_ANSWER

_EXACT = 2.0**53


def measure_categories(units: Units, resampling: Resampling) -> list[Measurement]:
    """Alpha of each label, or member of sets, against all others, and its share of the answers."""
    rows = []
    for part in _parts(units):
        codes, label = _against_rest(units, part), label_name(part)
        given: dict[str, Any] = {"articles": units.articles, "resampling": resampling}
        for name, run in (
            ("alpha", partial(alpha, codes, labels=("any other", label), **given)),
            ("prevalence", partial(prevalence, codes, **given)),
        ):
            found = attempt(name, run, pairable(codes))
            found = found if name == "prevalence" else enough_to_tell(found)
            rows.append(Measurement(units.element, units.kind, found, units.basis, "category", label))
    return rows


def enough_to_tell(alpha_of_label: Agreement) -> Agreement:
    """Alpha of a label; undefined where fewer than five articles have it, as it is biased there."""
    sums = alpha_of_label.sums
    if sums is None or sums.groups >= FEWEST_WITH_LABEL:
        return alpha_of_label
    groups = count(sums.groups, "unit" if sums.articles is None else "article")
    reason = f"{groups} with a {sums.bearing.what}; alpha of a label is biased below five"
    return replace(
        alpha_of_label, value=None, observed=None, expected=None, interval=None, recipe=None, reason=reason, notes=()
    )


def _against_rest(units: Units, part: Any) -> NDArray[np.intp]:
    """Codes 1 where the label was chosen, 0 where another was, -1 where the answer is missing."""
    chosen = np.array([*(part in _members(label) for label in units.labels), -1], dtype=np.intp)
    return chosen[units.codes]


def label_name(label: Any) -> str:
    """A label as it is printed: a whole number has no decimals, unless it has more digits than are exact."""
    whole = isinstance(label, float) and label.is_integer() and abs(label) < _EXACT
    return f"{label:.0f}" if whole else str(label)


def _parts(units: Units) -> list[Any]:
    """Every label, or member of a set of them: numbers in their order, words in that of the alphabet."""
    parts = {part for label in units.labels for part in _members(label)}
    if not units.has_no_answers:
        parts.discard(NO_ANSWER)
    numbers = all(isinstance(part, float) for part in parts)
    return sorted(parts) if numbers else sorted(parts, key=str)


def _members(label: Any) -> Iterable[Any]:
    return label if isinstance(label, frozenset) else (label,)
