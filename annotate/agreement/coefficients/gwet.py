"""Agreement corrected for chance in other ways: AC1 and AC2, and no correction at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.coefficients.distance import ordinal_weights
from annotate.agreement.coefficients.patterns import as_codes, find_patterns
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Settings
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG, LOGIT
from annotate.agreement.results.sums import Bearing, Estimate, Floats, as_articles
from annotate.errors import InsufficientData

OF_SHARE = Bearing(apart=np.array([-1.0, 1, 0]), alike=np.array([1.0, 0, 0]), varied=slice(2, 3))
"""Statistics of a share: what has it, of how many, and the judgements other than the commonest."""


def observed_agreement(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """The share of annotator pairs that agree, averaged over the units judged twice or more.

    Args:
        codes: shape (annotators, units), int; -1 marks a missing judgement.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: no unit was judged by two annotators.
    """
    array = as_codes(codes)
    patterns = find_patterns(array, by_unit=articles is not None).judged_twice()
    agreeing = _agreeing(patterns.counts, np.eye(patterns.labels))
    rows = np.column_stack([agreeing, np.ones(len(agreeing)), patterns.rarer])
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), _observed, LOGIT, OF_SHARE)
    return conclude("observed", sums, per("unit", articles, resampling), patterns.entered)


def _observed(sums: Floats) -> Estimate:
    estimate = share(sums)
    return estimate._replace(observed=estimate.value)


def gwet_ac1(
    codes: ArrayLike,
    labels: int | None = None,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Gwet's AC1 for nominal answers.

    Prevalence is that of all judgements, as Gwet has it, those of units judged once too.

    Args:
        codes: as in `observed_agreement`.
        labels: how many labels annotators could choose from; by default those in use, and two must be.
        articles: as in `observed_agreement`.
        resampling: as in `observed_agreement`.

    Raises:
        InsufficientData: no unit was judged by two annotators, a code beyond `labels`, or fewer than two labels.

    Source:
        Gwet (2008), Computing inter-rater reliability in the presence of high agreement; (2014) Handbook, ch. 2 and 4.
    """
    return _gwet(_Coefficient("ac1", np.eye, {}), codes, labels, articles, resampling)


def gwet_ac2(
    codes: ArrayLike,
    labels: int,
    *,
    last_apart: bool = False,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Gwet's AC2 with ordinal weights; codes are in the order of a scale of `labels` steps.

    Weights go by the place of a step on the scale, not by a number it may have, so steps that nobody chose count too.
    With `last_apart` the last label is no step of the scale (no answer), and agrees with itself only.

    Other args and Raises as `gwet_ac1`.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3 and 4.
    """
    ac2 = _Coefficient("ac2", partial(ordinal_weights, last_apart=last_apart), {"weights": "ordinal"})
    return _gwet(ac2, codes, labels, articles, resampling)


def prevalence(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """The share of code 1 among all judgements, of units judged once too.

    Args as `observed_agreement`.

    Raises:
        InsufficientData: there is no judgement.
    """
    array = as_codes(codes)
    all_patterns = find_patterns(array, 2, by_unit=articles is not None)
    patterns = all_patterns.where(all_patterns.judges > 0)
    if not len(patterns.times):
        raise InsufficientData("there are no judgements")
    rows = np.column_stack([patterns.counts[:, 1], patterns.judges, patterns.rarer])
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), share, LOGIT, OF_SHARE)
    return conclude("prevalence", sums, per("unit", articles, resampling), patterns.entered)


def share(sums: Floats) -> Estimate:
    """The estimator of a share: its first statistic over the second."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sums[..., 0] / sums[..., 1]
    return Estimate(value, np.full_like(value, np.nan), np.full_like(value, np.nan))


class _Coefficient(NamedTuple):
    """A coefficient of Gwet's; `weigh` gives the weights of a scale from how many steps it has."""

    measure: str
    weigh: Callable[[int], Floats]
    settings: Settings


def _gwet(
    coefficient: _Coefficient,
    codes: ArrayLike,
    labels: int | None,
    articles: ArrayLike | None,
    resampling: Resampling | None,
) -> Agreement:
    measure, weigh, settings = coefficient
    array = as_codes(codes)
    highest = int(array.max(initial=-1))
    if labels is not None and labels <= highest:
        raise InsufficientData(f"code {highest} is not one of {labels} labels", "number the labels from 0")
    everything = find_patterns(array, labels or 0, by_unit=articles is not None)
    patterns, pairable = everything.where(everything.judges > 0), everything.judged_twice()
    size = labels or int((patterns.times @ patterns.counts > 0).sum())
    if size < 2:
        raise InsufficientData("only one label is in use", "say how many there are to choose from, as `labels`")
    counts, judges = patterns.counts, patterns.judges
    agreeing = _agreeing(counts, weigh(patterns.labels))
    rarer = np.zeros(len(judges))
    rarer[judges > 1] = pairable.rarer
    rows = np.column_stack([agreeing, judges > 1, rarer, counts / judges[:, None]])
    spread = float(weigh(size).sum()) / (size * (size - 1))
    # Articles without a unit judged twice add to prevalence only: the value is no surer for them.
    apart = np.array([-1.0, 1.0] + [0.0] * (1 + patterns.labels))
    bearing = Bearing(slice(1, 2), apart=apart, varied=slice(2, 3))
    estimator = partial(_gwet_estimate, spread)
    sums = patterns.sums(rows, as_articles(articles, array.shape[1]), estimator, LOG, bearing)
    return conclude(measure, sums, per("unit", articles, resampling), pairable.entered, {"labels": size, **settings})


def _gwet_estimate(spread: float, sums: Floats) -> Estimate:
    """Gwet's coefficient; `spread` times Σ π (1 - π) is chance agreement."""
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = sums[..., 0] / sums[..., 1]
        used = sums[..., 3:] / sums[..., 3:].sum(axis=-1, keepdims=True)
        expected = spread * (used * (1 - used)).sum(axis=-1)
        return Estimate((observed - expected) / (1 - expected), observed, expected)


def _agreeing(counts: Floats, weights: Floats) -> Floats:
    """The mean weight of two judgements of a unit: shape (patterns,); 0 where there are not two."""
    judges = counts.sum(axis=1)
    return np.asarray((counts * (counts @ weights - 1)).sum(axis=1) / np.maximum(judges * (judges - 1), 1))
