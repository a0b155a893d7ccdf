"""Intervals: how sure a value is, from how much it changes with the articles.

Annotators are held fixed: an interval speaks of other articles, not of other annotators.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotate.agreement.results.jackknife import spread, studentised
from annotate.agreement.results.recipe import Settings
from annotate.agreement.results.resampling import Resampling, draw
from annotate.agreement.results.scales import LOGIT
from annotate.agreement.results.sums import RARER, Sums
from annotate.counting import count

FEW = 30
LEVEL = 0.95
FEWEST = 3
"""Groups that must bear on a value for it to have an interval."""

FEWEST_WITH_LABEL = 5
"""Groups that must have a label for its alpha to be given: below, it is biased."""

_LOW, _HIGH = 0.6, 0.9
_FEW_WITH_LABEL, _MOST_WITH_LABEL = 50, 0.9
_FEW_APART, _VERY_FEW, _FEW_AND_LOW, _FEW_AND_HIGH = 10, 20, 50, 100
"""What is known to cover too little or too much: values below or above, and labels in fewer groups, as a share too."""

_WIDE = "such intervals are a little wider than they need to be"
_TAIL = (1 - LEVEL) / 2
_ENOUGH_TO_DRAW = 20
_DRAWN = 1000
_DEFINED = 0.8
_STATISTICS = 30
_NO_WIDTH = 1e-12


class Interval(NamedTuple):
    """Bounds, or None and the `reason`; `recipe` is how they were made, and `remarks` what to know about them."""

    bounds: tuple[float, float] | None
    recipe: Settings
    remarks: tuple[str, ...] = ()
    reason: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a result with this interval says about it."""
        return (*self.remarks, *([f"no interval: {self.reason}"] if self.reason else []))

    @property
    def note(self) -> str:
        """All notes in a line."""
        return "; ".join(self.notes)


def interval(sums: Sums, resampling: Resampling) -> Interval:
    """A 95 % interval: the jackknife with Student's t on the scale of the measure, or a percentile bootstrap.

    Where articles add to the value with a skew to the right, the upper bound has Johnson's correction for it. Where few
    articles of many have a label other than the commonest, and the value is low, bounds are those of the studentised
    bootstrap too, whichever is wider.

    Source:
        Johnson (1978), Modified t tests and confidence intervals for asymmetrical populations, Journal of the American
        Statistical Association 73.
    """
    if resampling.resamples is not None and resampling.resamples < 2:
        return Interval(None, {"resample": "none"})
    reason = _reason(sums, resampling.unit)
    if reason:
        return Interval(None, {"resample": resampling.unit}, reason=reason)
    estimated = _jackknife(sums, resampling) if resampling.resamples is None else _percentile(sums, resampling)
    if estimated.bounds is None:
        return estimated
    small = f"only {count(sums.groups, resampling.unit)}" if sums.groups < FEW else ""
    caution = _caution(sums) if resampling.resamples is None else ""
    return estimated._replace(remarks=tuple(filter(None, (small, caution, *estimated.remarks))))


def _caution(sums: Sums) -> str:
    """What simulations show of intervals like this one: see benchmarks/validity.py and docs/agreement.md."""
    if sums.bearing.labels and sums.groups < min(_FEW_WITH_LABEL, _MOST_WITH_LABEL * sums.listed):
        return "a rare label: such intervals miss the true value too often if it is low, too rarely if it is high"
    lowest = min(float(side.estimate.value) for side in sums.sides or (sums,))
    if sums.groups < FEW and lowest > _HIGH:
        return f"near 1, from few articles: {_WIDE}"
    if sums.sides:
        return f"different articles, and very few: {_WIDE}" if sums.groups < _FEW_APART and sums.apart else ""
    if sums.groups < _FEW_AND_LOW and lowest < _LOW:
        return "low, from few articles: the true value is more often above such an interval than below"
    if sums.groups < _VERY_FEW:
        return "very few articles: such intervals miss the true value a little too often"
    if sums.groups < _FEW_AND_HIGH and lowest > _HIGH and sums.scale is LOGIT:
        return "near 1: the true value is more often below such an interval than above"
    return ""


def _reason(sums: Sums, unit: str) -> str:
    """Why there cannot be an interval; empty where there can."""
    groups, listed = sums.groups, sums.listed
    if groups < FEWEST:
        if groups == listed:
            return f"{_few(groups, unit)} something to compare; an interval needs three"
        return f"{_few(groups, unit, listed)} a {sums.bearing.what}; an interval needs three"
    if not sums.contested:
        value = float(sums.estimate.value)
        return f"the value is {value:.0f} in all {groups} {unit}s, which says nothing about others"
    if sums.varied < FEWEST:
        return f"{_few(sums.varied, unit, listed)} a {RARER}; an interval needs three"
    return ""


def _few(groups: int, unit: str, listed: int = 0) -> str:
    """How few groups have what follows, of how many if that is said."""
    words = (f"no {unit}", f"only one {unit}", f"only two {unit}s")[groups]
    return f"{words}{f' of {listed}' if listed else ''} {'have' if groups > 1 else 'has'}"


def _jackknife(sums: Sums, resampling: Resampling) -> Interval:
    from scipy.special import stdtrit

    error, freedom, skew = spread(sums)
    recipe: dict[str, str | int] = {"resample": resampling.unit, "jackknife-t": sums.groups}
    if round(freedom, 1) != sums.groups - 1:
        recipe["df"] = f"{freedom:.1f}".removesuffix(".0")
    recipe["scale"] = sums.scale.name
    everything = f"{sums.listed} {resampling.unit}s"
    if np.isnan(error):
        return Interval(None, recipe, reason=f"undefined without one of the {everything}")
    if error < _NO_WIDTH:
        return Interval(None, recipe, reason=f"all {everything} are alike, which says nothing about others")
    most = stdtrit(freedom, 1 - _TAIL)
    reach = np.array([-most, most])
    if round(skew, 2) > 0:
        # Where a few articles lift a low value, samples without them are too low and look too sure.
        reach[1] += skew * (1 + 2 * most**2) / 6
        recipe["skew"] = f"{skew:.2f}"
    value = sums.estimate.value
    if value < _LOW and _is_rare(sums):
        above = studentised(sums, resampling._replace(resamples=_DRAWN))
        if len(above) > _DEFINED * _DRAWN:
            # With one degree of freedom Student's t says as little as an interval can.
            most = stdtrit(1, 1 - _TAIL)
            low, high = np.clip(np.quantile(above, [_TAIL, 1 - _TAIL]), -most, most)
            reach = np.array([min(reach[0], -high), max(reach[1], -low)])
            recipe |= {"bootstrap-t": _DRAWN, "seed": resampling.seed}
    low, high = sums.scale.back(sums.scale.forth(value) + reach * error * sums.scale.slope(value))
    return Interval((float(low), float(high)), recipe)


def _is_rare(sums: Sums) -> bool:
    """Whether few articles of many have a label other than the commonest, and there are enough to draw from."""
    few = FEWEST_WITH_LABEL <= sums.groups < min(FEW, sums.listed) and sums.listed >= _ENOUGH_TO_DRAW
    return few and bool(sums.bearing.labels) and sums.rows.shape[1] <= _STATISTICS


def _percentile(sums: Sums, resampling: Resampling) -> Interval:
    drawn = resampling.resamples or 0
    recipe: Settings = {"resample": resampling.unit, "b": drawn, "seed": resampling.seed}
    values = sums.estimator(draw(sums, resampling)).value
    defined = values[~np.isnan(values)]
    if len(defined) < LEVEL * len(values):
        return Interval(None, recipe, reason="undefined in more than 5 % of the resamples")
    low, high = (float(bound) for bound in np.quantile(defined, [_TAIL, 1 - _TAIL]))
    if high - low < _NO_WIDTH:
        return Interval(None, recipe, reason="all resamples agree; this says nothing about other data")
    lost = len(values) - len(defined)
    return Interval((low, high), recipe, (f"undefined in {count(lost, 'resample')}, left out",) if lost else ())
