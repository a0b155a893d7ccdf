"""How well each annotator does: agreement with the others, and accuracy under Dawid and Skene's model."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from annotate.agreement.plan import each_units
from annotate.agreement.resample import Estimate, Floats, Resampling, per, sums_of
from annotate.agreement.result import Agreement, conclude
from annotate.agreement.rows import Row
from annotate.agreement.sheet import Units, read_sheet
from annotate.errors import InsufficientData
from annotate.gold.dawid_skene import dawid_skene
from annotate.schema.model import Schema
from annotate.schema.record import Record


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
    present = units.codes >= 0
    if not (present.sum(axis=0) > 1).any():
        raise InsufficientData("no unit was judged by two annotators", "let annotators overlap on some units")
    used = np.unique(units.codes[present])
    codes = np.where(present, np.searchsorted(used, units.codes), -1)
    truth = dawid_skene(codes, len(used)).posterior
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


def competence_rows(
    records: Iterable[Record],
    schema: Schema,
    *,
    elements: Collection[str] | None = None,
    resampling: Resampling | None = None,
) -> list[Row]:
    """Rate every annotator on each question and attribute that has one label; where nobody overlaps, there is no row.

    Returns:
        rows of the measures "with_others" and "accuracy", whose `group` is the annotator.
    """
    rows = []
    for kind, level, units in each_units(read_sheet(records, schema), elements):
        if level != "set" and (units.codes >= 0).sum(axis=0).max(initial=0) > 1:
            found = competence(units, resampling)
            for measure in ("with_others", "accuracy"):
                rows += [
                    Row(units.element, kind, getattr(each, measure), units.basis, "annotator", each.annotator)
                    for each in found
                ]
    return rows


def _mean(
    measure: str, values: Floats, units: Units, where: np.ndarray[tuple[int], np.dtype[np.bool_]], how: Resampling
) -> Agreement:
    rows = np.column_stack([values, np.ones(len(values))])
    articles = None if units.articles is None else units.articles[where]

    def estimator(sums: Floats) -> Estimate:
        mean = sums[..., 0] / sums[..., 1]
        return Estimate(mean, np.full_like(mean, np.nan), np.full_like(mean, np.nan))

    return conclude(
        measure,
        sums_of(rows, articles, estimator, 0.0),
        per("unit", articles, how),
        units=len(values),
        annotators=len(units.annotators),
        judgements=len(values),
    )
