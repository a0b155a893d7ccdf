"""How well each annotator does: agreement with the others, and accuracy under Dawid and Skene's model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.resample import Estimate, Floats, Resampling, Sums, group_rows
from annotate.agreement.result import Agreement, conclude
from annotate.agreement.sheet import Units
from annotate.errors import InsufficientData
from annotate.gold.dawid_skene import dawid_skene


@dataclass(frozen=True)
class Competence:
    """One annotator on one element.

    Attributes:
        annotator: who.
        with_others: the share of the other annotators, unit by unit, who gave the same answer.
        accuracy: the expected share of right answers, the true labels being those of the model without this interval's
            resampling.
    """

    annotator: str
    with_others: Agreement
    accuracy: Agreement


def competence(units: Units, resampling: Resampling | None = None) -> list[Competence]:
    """Rate each annotator who shares a unit with another.

    Raises:
        InsufficientData: no unit was judged by two annotators.
    """
    codes = units.codes
    present = codes >= 0
    if not (present.sum(axis=0) > 1).any():
        raise InsufficientData("no unit was judged by two annotators", "let annotators overlap on some units")
    truth = dawid_skene(codes, len(units.labels)).posterior
    how = resampling or Resampling()
    found = []
    for line, name in enumerate(units.annotators):
        others = present.sum(axis=0) - present[line]
        shared = present[line] & (others > 0)
        if shared.any():
            same = ((codes == codes[line]) & present).sum(axis=0) - 1
            right = truth[np.arange(codes.shape[1]), codes[line]]
            found.append(
                Competence(
                    name,
                    _mean("with_others", (same / np.maximum(others, 1))[shared], units, shared, how),
                    _mean("accuracy", right[present[line]], units, present[line], how),
                )
            )
    return found


def _mean(
    measure: str, values: Floats, units: Units, where: np.ndarray[tuple[int], np.dtype[np.bool_]], how: Resampling
) -> Agreement:
    rows = np.column_stack([values, np.ones(len(values))])
    grouped, times = group_rows(rows, None if units.articles is None else units.articles[where])

    def estimator(sums: Floats) -> Estimate:
        mean = sums[..., 0] / sums[..., 1]
        return Estimate(mean, np.full_like(mean, np.nan), np.full_like(mean, np.nan))

    return conclude(
        measure,
        Sums(grouped, times, estimator, 0.0),
        how if units.articles is not None else how._replace(unit="unit"),
        units=len(values),
        annotators=len(units.annotators),
        judgements=len(values),
    )
