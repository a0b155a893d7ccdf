"""How well each annotator does: agreement with the others, and accuracy under Dawid and Skene's model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.dawid_skene import dawid_skene
from annotate.agreement.elements.measure import units_of
from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.elements.units import Units
from annotate.agreement.parts.categories import label_name
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.difference import difference
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOGIT
from annotate.agreement.results.sums import Bearing, Estimate, Floats, sums_of
from annotate.errors import InsufficientData
from annotate.records.aligned import align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

_SHARE = Bearing(apart=np.array([-1.0, 1.0]), alike=np.array([1.0, 0.0]))


@dataclass(frozen=True)
class Competence:
    """One annotator on one element.

    Attributes:
        annotator: who.
        with_others: the share of the other annotators, unit by unit, who gave the same answer.
        accuracy: the expected share of right answers, the true labels being those of the model without this interval's
            resampling.
        diagonal: label → the share of its units that the annotator gave it, that is, the diagonal of the model's
            confusions without their smoothing. `units` is how many of those the annotator judged are expected to have
            the label.
    """

    annotator: str
    with_others: Agreement
    accuracy: Agreement
    diagonal: Mapping[str, Agreement]


def competence(units: Units, resampling: Resampling | None = None) -> list[Competence]:
    """Rate each annotator who shares a unit with another.

    Raises:
        InsufficientData: no unit was judged by two annotators.
    """
    present = units.codes >= 0
    if not (present.sum(axis=0) > 1).any():
        raise InsufficientData("no unit was judged by two annotators", "give some units to two annotators")
    used = np.unique(units.codes[present])
    codes = np.where(present, np.searchsorted(used, units.codes), -1)
    truth = dawid_skene(codes, len(used)).posterior
    how = resampling or Resampling()
    rated = []
    for line, name in enumerate(units.annotators):
        others = present.sum(axis=0) - present[line]
        shared = present[line] & (others > 0)
        if shared.any():
            same = ((codes == codes[line]) & present).sum(axis=0) - 1
            right = truth[np.arange(codes.shape[1]), codes[line]]
            judged, one = present[line], np.ones(codes.shape[1])
            rated.append(
                Competence(
                    name,
                    _share("with_others", same / np.maximum(others, 1), one, units, shared, how),
                    _share("accuracy", right, one, units, judged, how),
                    {
                        label_name(units.labels[label]): _share(
                            "diagonal", truth[:, code] * (codes[line] == code), truth[:, code], units, judged, how
                        )
                        for code, label in enumerate(used)
                    },
                )
            )
    return rated


def measure_competence(
    records: Iterable[Record],
    schema: Schema,
    *,
    elements: Collection[str] | None = None,
    resampling: Resampling | None = None,
) -> list[Measurement]:
    """Rate every annotator on each question and attribute that has one label; where nobody overlaps, there is no row.

    Returns:
        rows of the measures "with_others" and "accuracy", whose `group` is the annotator, and of "diagonal", whose
        `group` is the annotator and the label; then by how much the first two are higher for one annotator than for
        another, the same articles being drawn for both.
    """
    rows = []
    for units in units_of(align_records(records, schema), elements):
        if units.level.has_one_label:
            rows += rate_annotators(units, resampling)
    return rows


def rate_annotators(units: Units, resampling: Resampling | None = None) -> list[Measurement]:
    """Rate every annotator on the units of one element, as `measure_competence` does."""
    if (units.codes >= 0).sum(axis=0).max(initial=0) < 2:
        return []
    found = competence(units, resampling)
    rated = [(each.annotator, each.with_others) for each in found]
    rated += [(each.annotator, each.accuracy) for each in found]
    rated += [(f"{each.annotator}: {label}", part) for each in found for label, part in each.diagonal.items()]
    if units.articles is not None:
        for one, two in combinations(found, 2):
            group = f"{one.annotator} over {two.annotator}"
            rated.append((group, difference(one.with_others, two.with_others, resampling=resampling)))
            rated.append((group, difference(one.accuracy, two.accuracy, resampling=resampling)))
    return [Measurement(units.element, units.kind, rating, units.basis, "annotator", group) for group, rating in rated]


def _share(
    measure: str,
    part: Floats,
    whole: Floats,
    units: Units,
    where: NDArray[np.bool_],
    how: Resampling,
) -> Agreement:
    """The sum of `part` over that of `whole`, both of shape (units,), over the units of `where`."""
    expected = round(float(whole[where].sum()))
    annotators = int((units.codes >= 0)[:, where].any(axis=1).sum())
    if not expected:
        return Agreement(measure, None, annotators=annotators, reason="no unit is likely to have this label")
    rows = np.column_stack([part, whole])[where]
    articles = None if units.articles is None else units.articles[where]

    def estimator(sums: Floats) -> Estimate:
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums[..., 0] / sums[..., 1]
        return Estimate(share, np.full_like(share, np.nan), np.full_like(share, np.nan))

    return conclude(
        measure,
        sums_of(rows, articles, estimator, LOGIT, _SHARE),
        per("unit", articles, how),
        Counts(expected, annotators, expected),
    )
