"""What every measure returns: a number, what it rests on, and the recipe to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from annotate.agreement.results.intervals import interval
from annotate.agreement.results.names import named
from annotate.agreement.results.recipe import Counts, Recipe, Settings
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Sums


@dataclass(frozen=True)
class Agreement:
    """One measure on one set of judgements.

    Attributes:
        measure: the measure's name, such as "alpha" or "span_f1".
        value: the coefficient; None where it is undefined, and then `reason` says why.
        observed: what was counted. Of an alpha it is *dis*agreement; of a kappa, AC1, AC2 and "observed" it is
            agreement; of a difference it is the first of the two values; None for F1.
        expected: the same by chance; of a difference, the second value.
        interval: 95 % interval, or None; then a note says why.
        units: how many units entered, each with the judgements the measure needs.
        annotators: how many annotators judged one of them.
        judgements: how many answers, spans or claims entered.
        recipe: what it takes to compute the value again; None where there is no value.
        pairs: lowest and highest value among pairs of annotators, where the value is a mean over pairs.
        counts: what else was counted, such as the claims in which one annotator only filled a role.
        reason: why there is no value.
        notes: what to keep in mind when reading the value.
        sums: the statistics of each article that the value was computed from, for `difference`.
    """

    measure: str
    value: float | None
    observed: float | None = None
    expected: float | None = None
    interval: tuple[float, float] | None = None
    units: int = 0
    annotators: int = 0
    judgements: int = 0
    recipe: Recipe | None = None
    pairs: tuple[float, float] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    notes: tuple[str, ...] = ()
    sums: Sums | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.measure} undefined: {self.reason}"
        return f"{self.signature} = {self.estimate}"

    @property
    def note(self) -> str:
        """All notes in a line."""
        return "; ".join(self.notes)

    @property
    def signature(self) -> str:
        """The recipe in a line; empty where there is no value."""
        return str(self.recipe) if self.recipe else ""

    @property
    def estimate(self) -> str:
        """The value with its interval, such as `0.812 [0.701, 0.923]`; empty where there is no value."""
        if self.value is None:
            return ""
        return f"{self.value:.3f}" + (f" [{self.interval[0]:.3f}, {self.interval[1]:.3f}]" if self.interval else "")

    def with_note(self, note: str) -> Agreement:
        """The same with one more note; an empty one adds nothing."""
        return replace(self, notes=(*self.notes, *filter(None, [note])))

    def to_json(self) -> dict[str, Any]:
        """The fields that say something, as agreement.json has them; an undefined value is null with its reason.

        `observed` and `expected` are called by what they are: `observed_disagreement`, `expected_agreement`.
        """
        row: dict[str, Any] = {"measure": self.measure, "value": self.value}
        for name in ("observed", "expected", "interval", "pairs"):
            if (found := getattr(self, name)) is not None:
                row[self._called(name)] = list(found) if isinstance(found, tuple) else found
        row |= {"units": self.units, "annotators": self.annotators, "judgements": self.judgements}
        row |= {"counts": dict(self.counts)} if self.counts else {}
        row |= {name: getattr(self, name) for name in ("signature", "reason", "note") if getattr(self, name)}
        return row

    def _called(self, name: str) -> str:
        if name not in ("observed", "expected"):
            return name
        measure = named(self.measure)
        if measure.difference_of:
            return f"{'first' if name == 'observed' else 'second'}_{measure.difference_of}"
        return f"{name}_agreement" if measure.of_agreement else f"{name}_disagreement"


def conclude(
    measure: str, sums: Sums, resampling: Resampling, counts: Counts, settings: Settings | None = None
) -> Agreement:
    """Estimate a measure from its sums, with its interval and recipe."""
    value, observed, expected = (float(part) for part in sums.estimate)
    estimated = interval(sums, resampling)
    return Agreement(
        measure,
        value,
        observed if np.isfinite(observed) else None,
        expected if np.isfinite(expected) else None,
        estimated.bounds,
        *counts,
        Recipe(measure, settings or {}, counts.units, counts.annotators, estimated.recipe),
        notes=estimated.notes,
        sums=sums,
    )
