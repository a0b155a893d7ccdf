"""Intervals: how sure a value is, from how much it changes with the articles.

Annotators are held fixed: an interval speaks of other articles, not of other annotators.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotate.agreement.results.resampling import Resampling, draw
from annotate.agreement.results.sums import Sums, dense

FEW = 30
LEVEL = 0.95


class Interval(NamedTuple):
    """Bounds, or None and a note that says why; `recipe` is the signature's part on resampling."""

    bounds: tuple[float, float] | None
    recipe: str
    note: str = ""


def interval(sums: Sums, resampling: Resampling) -> Interval:
    """A 95 % interval by resampling groups: percentile bootstrap, or jackknife-t below thirty groups.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11 and 13; Field & Welsh (2007) on clusters.
    """
    unit, groups = resampling.unit, sums.groups
    if resampling.resamples < 2:
        return Interval(None, "resample:none")
    if groups < 2:
        return Interval(None, f"resample:{unit}", f"no interval: one {unit} only, nothing to resample")
    if groups < FEW:
        return _jackknife(sums, unit, groups)
    recipe = f"resample:{unit}|b:{resampling.resamples}|seed:{resampling.seed}"
    values = sums.estimator(draw(sums, resampling)).value
    defined = values[~np.isnan(values)]
    if len(defined) < LEVEL * len(values):
        return Interval(None, recipe, "no interval: undefined in more than 5 % of the resamples")
    tail = (1 - LEVEL) / 2
    low, high = (float(bound) for bound in np.quantile(defined, [tail, 1 - tail]))
    lost = len(values) - len(defined)
    notes = [f"undefined in {lost} of the {len(values)} resamples, which are left out"] if lost else []
    return Interval((low, high), recipe, "; ".join([*notes, *_degenerate(high - low)]))


def _jackknife(sums: Sums, unit: str, groups: int) -> Interval:
    from scipy.special import stdtrit

    recipe = f"resample:{unit}|jackknife-t:{groups}"
    values = sums.estimator(sums.total - dense(sums.rows)).value
    listed = int(sums.times.sum())
    if np.isnan(values).any():
        return Interval(None, recipe, f"no interval: undefined without one of the {groups} {unit}s")
    whole = float(sums.estimator(sums.total).value)
    mean = sums.times @ values / listed
    error = np.sqrt((listed - 1) / listed * (sums.times @ (values - mean) ** 2))
    reach = float(stdtrit(groups - 1, 0.5 + LEVEL / 2) * error)
    bounds = max(whole - reach, sums.lowest), min(whole + reach, sums.highest)
    return Interval(bounds, recipe, "; ".join([f"small: {groups} {unit}s", *_degenerate(reach)]))


def _degenerate(width: float) -> list[str]:
    """What to note of an interval that has no width, which is not certainty."""
    return ["the interval has no width: all resamples agree, which says nothing of other data"] if width < 1e-12 else []
