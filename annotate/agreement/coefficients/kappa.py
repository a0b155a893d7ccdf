"""Fleiss' and Cohen's kappa, and the weighted one of an ordered scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.codes import refuse_alone
from annotate.agreement.coefficients.patterns import as_codes, find_patterns
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Sums, as_articles
from annotate.errors import InsufficientData

Weights = Literal["linear", "quadratic"]


def fleiss_kappa(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """Fleiss' kappa: units need equally many judgements, and not the same people's.

    Where their numbers differ, it is Gwet's generalization: the units judged twice or more say what is observed, and
    the shares of labels are means over all units that were judged. Equal numbers give Fleiss' own value.

    Args as `observed_agreement`.

    Raises:
        InsufficientData: one annotator, no unit judged by two, or one label in use.

    Source:
        Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76; Gwet (2014),
        Handbook of Inter-Rater Reliability, 4th ed., ch. 2 and 5.
    """
    array = as_codes(codes)
    refuse_alone(len(array), "units")
    all_patterns = find_patterns(array, by_unit=articles is not None)
    patterns, pairable = all_patterns.where(all_patterns.judges > 0), all_patterns.judged_twice()
    counts, judges = patterns.counts, patterns.judges
    agreeing = ((counts - 1) * counts).sum(axis=1) / np.maximum(judges * (judges - 1), 1)
    rarer = np.zeros(len(judges))
    rarer[judges > 1] = pairable.rarer
    rows = np.column_stack([agreeing, judges > 1, rarer, counts / judges[:, None]])
    apart = np.array([-1.0, 1.0] + [0.0] * (1 + patterns.labels))
    # Labels of units judged once would count groups that say nothing of agreement.
    labels = () if (judges < 2).any() else (slice(3, None),)
    bearing = Bearing(slice(1, 2), labels, apart, varied=slice(2, 3))
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), _fleiss, LOG, bearing)
    kappa = _kappa("fleiss_kappa", sums, per("unit", articles, resampling), pairable.entered)
    fewest, most = int(judges.min()), int(judges.max())
    return kappa.with_note(f"units have {fewest} to {most} judgements: Gwet's generalization" if fewest < most else "")


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
    return _of_two(np.stack(lines), "cohen_kappa", np.eye, articles, resampling)


def weighted_kappa(
    codes: ArrayLike,
    weights: Weights,
    steps: int | None = None,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Cohen's weighted kappa of two annotators: a difference counts by the places on the scale that it spans.

    Args:
        codes: shape (2, units), int, in the order of the scale; -1 marks a missing judgement.
        weights: "linear" counts the places, "quadratic" their square.
        steps: how many codes are steps of the scale; a higher one is as far from each of them as its ends are. By
            default all are.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: not two annotators, no unit judged by both, or both always gave one label.

    Source:
        Cohen (1968), Weighted kappa, Psychological Bulletin 70.
    """
    array = as_codes(codes)
    if len(array) != 2:
        raise InsufficientData(f"weighted kappa compares two annotators, not {len(array)}", "give each pair by itself")
    power = 1 if weights == "linear" else 2

    def weigh(labels: int) -> Floats:
        places = np.arange(labels if steps is None else steps)
        agreeing = np.eye(labels)
        of_scale = agreeing[: len(places), : len(places)]
        apart = np.abs(np.subtract.outer(places, places)) / max(1, len(places) - 1)
        of_scale[:] = 1 - apart[: len(of_scale), : len(of_scale)] ** power
        return agreeing

    return _of_two(array, f"{weights}_kappa", weigh, articles, resampling)


def _of_two(
    codes: NDArray[np.integer],
    measure: str,
    weigh: Callable[[int], Floats],
    articles: ArrayLike | None,
    resampling: Resampling | None,
) -> Agreement:
    """A kappa of two annotators; `weigh` gives how far each two of so many labels agree, from 0 to 1."""
    array = as_codes(codes)
    all_patterns = find_patterns(array, by_unit=articles is not None)
    patterns = all_patterns.where(all_patterns.judges == len(array))
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by both annotators", "give some units to both annotators")
    size = patterns.labels
    weights = weigh(size)
    one, two = np.eye(size)[patterns.codes]
    agreeing = weights[patterns.codes[0], patterns.codes[1]]
    rows = np.column_stack([agreeing, one, two])
    bearing = Bearing(
        labels=(slice(1, 1 + size), slice(1 + size, None)), apart=np.array([-1.0] + [1.0] * size + [0.0] * size)
    )
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), partial(_cohen, weights), LOG, bearing)
    return _kappa(measure, sums, per("unit", articles, resampling), patterns.entered)


def _kappa(measure: str, sums: Sums, resampling: Resampling, counts: Counts) -> Agreement:
    if np.isnan(sums.estimate.value):
        raise InsufficientData("only one label is in use in the units that were compared", "chance needs two labels")
    return conclude(measure, sums, resampling, counts)


def _fleiss(sums: Floats) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums[..., 3:] / sums[..., 3:].sum(axis=-1, keepdims=True)
        return _corrected(sums[..., 0] / sums[..., 1], (share**2).sum(axis=-1))


def _cohen(weights: Floats, sums: Floats) -> Estimate:
    one, two = np.split(sums[..., 1:], 2, axis=-1)
    total = one.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(sums[..., 0] / total, ((one @ weights) * two).sum(axis=-1) / total**2)


def _corrected(observed: Floats, expected: Floats) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan), observed, expected)
