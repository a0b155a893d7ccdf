"""Macro F1 of two judges: how well each label was found, every label counting alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.coefficients.patterns import as_codes, find_patterns
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOGIT
from annotate.agreement.results.sums import Bearing, Estimate, Floats, as_articles
from annotate.errors import InsufficientData


def macro_f1(
    first: ArrayLike,
    second: ArrayLike,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """The mean of the F1 of each label that either of two judges gave, on the units that both judged.

    Args:
        first: shape (units,), int; -1 marks a missing judgement.
        second: the same of the other.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: no unit judged by both.

    Source:
        Opitz & Burst (2019), Macro F1 and Macro F1, for the mean of F1 scores.
    """
    codes = as_codes(np.stack([np.asarray(first), np.asarray(second)]))
    all_patterns = find_patterns(codes, by_unit=articles is not None)
    patterns = all_patterns.where(all_patterns.judges == len(codes))
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by both", "compare judgements of the same units")
    labels = patterns.labels
    one, two = np.eye(labels)[patterns.codes]
    rows = np.column_stack([one * two, one + two])
    bearing = Bearing(
        labels=(slice(labels, None),),
        apart=np.repeat([-2.0, 1.0], labels),
        alike=np.repeat([1.0, 0.0], labels),
    )
    sums = patterns.sums(rows, as_articles(articles, codes.shape[1]), _mean_over_labels, LOGIT, bearing)
    return conclude("macro_f1", sums, per("unit", articles, resampling), patterns.entered)


def _mean_over_labels(sums: Floats) -> Estimate:
    both, sizes = np.split(sums, 2, axis=-1)
    # Cells that leave nothing of a label after a subtraction are not exactly 0.
    given = sizes > 1e-9
    of_labels = np.divide(2 * both, sizes, out=np.zeros_like(sizes), where=given)
    with np.errstate(invalid="ignore"):
        mean = of_labels.sum(axis=-1) / given.sum(axis=-1)
    return Estimate(mean, *(np.full_like(mean, np.nan) for _ in range(2)))
