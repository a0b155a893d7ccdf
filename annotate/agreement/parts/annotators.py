"""How well each annotator does: agreement with the others, and accuracy under Dawid and Skene's model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.gwet import OF_SHARE, share
from annotate.agreement.elements.measure import units_of
from annotate.agreement.elements.measurements import Measurement, counting_no_answer
from annotate.agreement.elements.units import Units
from annotate.agreement.parts.categories import label_name
from annotate.agreement.parts.refits import Fits, ModelShare, fit_without_each, interval_of
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.difference import difference, smaller_counts
from annotate.agreement.results.names import difference_name
from annotate.agreement.results.recipe import Counts, Recipe
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOGIT, plain
from annotate.agreement.results.sums import Floats, sums_of
from annotate.errors import InsufficientData
from annotate.records.aligned import align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

_EQUALLY_HARD = "the model treats all articles as equally hard; where they are not, the true value is lower"


@dataclass(frozen=True)
class Competence:
    """One annotator on one element.

    Attributes:
        annotator: who.
        with_others: the share of the other annotators, unit by unit, who gave the same answer.
        accuracy: the expected share of right answers, if the true labels are those of the model. Its interval fits the
            model again without each article.
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
    return [competence for _, competence in _rate(units, resampling or Resampling())[1]]


class _Rated(NamedTuple):
    """The fits of the model, and which row of the codes each annotator's competence is of."""

    fits: Fits
    rated: list[tuple[int, Competence]]


def _rate(units: Units, how: Resampling) -> _Rated:
    present = units.codes >= 0
    if not (present.sum(axis=0) > 1).any():
        raise InsufficientData("no unit was judged by two annotators", "give some units to two annotators")
    used = np.unique(units.codes[present])
    codes = np.where(present, np.searchsorted(used, units.codes), -1)
    fits = fit_without_each(codes, len(used), units.articles, refit=how.resamples != 0)
    unit = per("unit", units.articles, how).unit
    rated = []
    for line, name in enumerate(units.annotators):
        others = present.sum(axis=0) - present[line]
        shared = present[line] & (others > 0)
        if shared.any():
            same = ((codes == codes[line]) & present).sum(axis=0) - 1
            with_others = _share_of_others(same / np.maximum(others, 1), units, shared, how)
            accuracy = _by_model("accuracy", fits, line, 0, unit)
            diagonal = {
                label_name(units.labels[label]): _by_model("diagonal", fits, line, 1 + code, unit)
                for code, label in enumerate(used)
            }
            rated.append((line, Competence(name, with_others, accuracy, diagonal)))
    return _Rated(fits, rated)


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
    fits, rated = _rate(units, resampling or Resampling())
    ratings = [(rating.annotator, rating.with_others) for _, rating in rated]
    ratings += [(rating.annotator, rating.accuracy) for _, rating in rated]
    ratings += [
        (f"{rating.annotator}: {label}", part) for _, rating in rated for label, part in rating.diagonal.items()
    ]
    if units.articles is not None:
        for (first, one), (second, two) in combinations(rated, 2):
            group = f"{one.annotator} over {two.annotator}"
            ratings.append((group, difference(one.with_others, two.with_others, resampling=resampling)))
            ratings.append((group, _accuracy_difference(fits, (first, one), (second, two))))
    return [
        Measurement(units.element, units.kind, counting_no_answer(value, units), units.basis, "annotator", group)
        for group, value in ratings
    ]


def _share_of_others(same: Floats, units: Units, where: NDArray[np.bool_], how: Resampling) -> Agreement:
    """The mean of `same`, shape (units,), over the units of `where`."""
    annotators = int((units.codes >= 0)[:, where].any(axis=1).sum())
    codes = units.codes[:, where]
    rarer = (codes >= 0) & (codes != np.bincount(codes[codes >= 0]).argmax())
    rows = np.column_stack([same[where], np.ones(codes.shape[1]), rarer.sum(axis=0)])
    articles = None if units.articles is None else units.articles[where]
    sums = sums_of(rows, articles, share, LOGIT, OF_SHARE)
    counts = Counts(len(rows), annotators, len(rows))
    return conclude("with_others", sums, per("unit", articles, how), counts)


def _by_model(measure: str, fits: Fits, line: int, column: int, unit: str) -> Agreement:
    """A share under the model; `line` is the annotator's row, `column` that of `Fits`."""
    share_of_right = fits.share(line, column)
    value, units = share_of_right.value, round(share_of_right.units)
    annotators = int((fits.judged[:, 0] > 0).sum())
    if not units:
        return Agreement(measure, None, annotators=annotators, reason="no unit is likely to have this label")
    found = interval_of(share_of_right, LOGIT, unit)
    recipe = Recipe(measure, {}, units, annotators, found.recipe)
    notes = (*found.notes, _EQUALLY_HARD) if found.bounds else found.notes
    return Agreement(measure, value, None, None, found.bounds, units, annotators, units, recipe, notes=notes)


def _accuracy_difference(fits: Fits, first: tuple[int, Competence], second: tuple[int, Competence]) -> Agreement:
    """How much more often the first annotator is right, both being fitted without the same articles."""
    (one, better), (two, other) = first, second
    left, right = fits.share(one, 0), fits.share(two, 0)
    values = left.value, right.value
    change = left.value - right.value
    both = ModelShare(
        change,
        min(left.units, right.units),
        left.without - right.without,
        left.bears & right.bears,
        left.varied & right.varied,
    )
    estimated = interval_of(both, plain(-1.0, 1.0), "article")
    counts = smaller_counts(better.accuracy, other.accuracy)
    measure = difference_name("accuracy")
    recipe = Recipe(measure, {}, counts.units, counts.annotators, estimated.recipe)
    return Agreement(measure, change, *values, estimated.bounds, *counts, recipe, notes=estimated.notes)
