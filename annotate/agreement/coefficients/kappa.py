"""Fleiss' and Cohen's kappa."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.coefficients.patterns import Patterns, as_codes, find_patterns
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Sums, as_articles
from annotate.errors import InsufficientData


def fleiss_kappa(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """Fleiss' kappa, on the units that every annotator judged.

    Args as `observed_agreement`.

    Raises:
        InsufficientData: one annotator, no unit judged by all, or one label in use.

    Source:
        Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76.
    """
    array = as_codes(codes)
    found = find_patterns(array, by_unit=articles is not None)
    patterns = found.where(found.judges == len(array))
    annotators = len(array)
    if annotators < 2:
        raise InsufficientData("there is only one annotator", "agreement needs two annotators on the same units")
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by every annotator", "use alpha, which needs no complete units")
    counts = patterns.counts
    agreeing = ((counts - 1) * counts).sum(axis=1) / (annotators - 1)
    rows = np.column_stack([agreeing, counts])
    bearing = Bearing(labels=(slice(1, None),), apart=np.array([-1.0] + [1.0] * patterns.labels))
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), _fleiss, LOG, bearing)
    return _kappa("fleiss_kappa", patterns, sums, per("unit", articles, resampling))


def cohen_kappa(
    first: ArrayLike,
    second: ArrayLike,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Cohen's kappa of two annotators, on the units both judged.

    Args:
        first: shape (units,), int; -1 marks a missing judgement.
        second: the same of the other annotator.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: no unit judged by both, or both always gave one label.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
    """
    lines = [np.asarray(first), np.asarray(second)]
    if lines[0].shape != lines[1].shape:
        raise InsufficientData(
            f"the two annotators have {lines[0].size} and {lines[1].size} units", "write -1 where one did not judge"
        )
    array = as_codes(np.stack(lines))
    found = find_patterns(array, by_unit=articles is not None)
    patterns = found.where(found.judges == len(array))
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by both annotators", "give some units to both annotators")
    one, two = np.eye(patterns.labels)[patterns.codes]
    rows = np.column_stack([(one * two).sum(axis=1), one, two])
    size = patterns.labels
    bearing = Bearing(
        labels=(slice(1, 1 + size), slice(1 + size, None)), apart=np.array([-1.0] + [1.0] * size + [0.0] * size)
    )
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), _cohen, LOG, bearing)
    return _kappa("cohen_kappa", patterns, sums, per("unit", articles, resampling))


def _kappa(measure: str, patterns: Patterns, sums: Sums, resampling: Resampling) -> Agreement:
    if np.isnan(sums.estimator(sums.total).value):
        raise InsufficientData("only one label is in use", "chance agreement needs two labels")
    return conclude(measure, sums, resampling, patterns.entered)


def _fleiss(sums: Floats) -> Estimate:
    total = sums[..., 1:].sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(sums[..., 0] / total, (sums[..., 1:] ** 2).sum(axis=-1) / total**2)


def _cohen(sums: Floats) -> Estimate:
    one, two = np.split(sums[..., 1:], 2, axis=-1)
    total = one.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(sums[..., 0] / total, (one * two).sum(axis=-1) / total**2)


def _corrected(observed: Floats, expected: Floats) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan), observed, expected)
