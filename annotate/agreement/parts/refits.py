"""How sure the numbers of Dawid and Skene's model are: the model is fitted again without each article.

Intervals that hold the model's truth fixed cover 57 to 90 % where 95 % is claimed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.dawid_skene import Search, answers_given, maximise
from annotate.agreement.coefficients.patterns import find_patterns
from annotate.agreement.results.intervals import FEW, FEWEST, LEVEL, Interval
from annotate.agreement.results.scales import Scale
from annotate.agreement.results.sums import RARER, Floats, Ints
from annotate.counting import count

MOST = 100
"""Where there are more articles, so many groups of them are left out in turn."""

_NO_WIDTH = 1e-9
_AT_ONCE = 2_000_000
_SOME = 0.5
_HARDLY = 0.05
"""How much of a unit bears on something, and how much is nothing: what the model finds is a share of each unit."""


class Fits(NamedTuple):
    """Shares under the model: the first column is accuracy, the others are the diagonal of the confusions.

    Attributes:
        whole: shape (annotators, 1 + labels).
        judged: shape (annotators, 1 + labels); how many units a share rests on.
        without: shape (groups, annotators, 1 + labels), each without a group of articles; NaN where undefined.
        mass: the same of each group: shape (groups, annotators, 1 + labels).
    """

    whole: Floats
    judged: Floats
    without: Floats
    mass: Floats

    def share(self, line: int, column: int) -> ModelShare:
        """The share of an annotator that a column is of."""
        by_label = self.mass[:, line, 1:]
        rarer = np.delete(by_label, by_label.sum(axis=0).argmax(), axis=1).sum(axis=1)
        value, units = float(self.whole[line, column]), float(self.judged[line, column])
        return ModelShare(
            value, units, self.without[:, line, column], self.mass[:, line, column] >= _SOME, rarer >= _SOME
        )


class ModelShare(NamedTuple):
    """One share under the model, or the difference of two.

    Attributes:
        value: with everything.
        units: how many units it rests on.
        without: shape (groups,); the value without each.
        bears: shape (groups,); whether a group has half a unit that bears on the value.
        varied: shape (groups,); whether half a unit of a group is likely to have a label other than the commonest.
    """

    value: float
    units: float
    without: Floats
    bears: NDArray[np.bool_]
    varied: NDArray[np.bool_]


def fit_without_each(codes: NDArray[np.intp], labels: int, articles: Ints | None, *, refit: bool = True) -> Fits:
    """Fit the model to everything, and again without each article, or each unit where articles are not known.

    Args:
        codes: shape (annotators, units); -1 is missing.
        labels: how many labels there are.
        articles: shape (units,), or None.
        refit: False for the whole only, where no interval is asked for.
    """
    judged = (codes >= 0).any(axis=0)
    codes, articles = codes[:, judged], None if articles is None else articles[judged]
    patterns = find_patterns(codes, labels, by_unit=True)
    counts = patterns.counts
    answers = answers_given(patterns.codes, labels)
    start = counts / counts.sum(axis=1, keepdims=True)
    truth = maximise(answers, patterns.times, start, Search()).posterior
    whole = _shares(answers, truth * patterns.times[:, None])
    _, group = np.unique(np.arange(codes.shape[1]) if articles is None else articles, return_inverse=True)
    group %= MOST
    groups = int(group.max()) + 1
    if not refit or groups < FEWEST:
        empty = np.zeros((0, len(codes), 1 + labels))
        return Fits(*whole, empty, empty)
    size = len(patterns.times)
    of_group = np.bincount(group * size + patterns.of_unit, minlength=groups * size).reshape(groups, size)
    step = max(1, _AT_ONCE // (size * labels))
    without = []
    for first in range(0, groups, step):
        times = patterns.times - of_group[first : first + step]
        posterior = maximise(answers, times, truth, Search(tolerance=1e-8)).posterior
        without.append(_shares(answers, posterior * times[..., None])[0])
    mass = _shares(answers, truth * of_group[..., None])[1]
    return Fits(*whole, np.concatenate(without), mass)


def _shares(answers: Floats, weighted: Floats) -> tuple[Floats, Floats]:
    """Each annotator's accuracy and diagonal, and how many units each rests on.

    Args:
        answers: as `answers_given` makes it.
        weighted: shape (..., patterns, labels); how many units of a pattern are likely to have each label.
    """
    right = np.einsum("alp,...pl->...al", answers, weighted)
    mass = np.einsum("ap,...pl->...al", answers.sum(axis=1), weighted)
    parts = np.concatenate([right.sum(axis=-1, keepdims=True), right], axis=-1)
    whole = np.concatenate([mass.sum(axis=-1, keepdims=True), mass], axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return parts / whole, whole


def interval_of(share: ModelShare, scale: Scale, unit: str) -> Interval:
    """The jackknife's interval of one share or difference, on its scale; `unit` says what is left out."""
    from scipy.special import stdtrit

    value, without = share.value, share.without
    groups, bearing, varied = len(without), int(share.bears.sum()), int(share.varied.sum())
    recipe: dict[str, str | int] = {"resample": unit, "jackknife-t": bearing, "refit": "model", "scale": scale.name}
    if bearing < FEWEST:
        few = f"it rests on {count(bearing, unit)}" if groups else f"there are fewer than three {unit}s"
        return Interval(None, {"resample": unit}, reason=few)
    if varied < FEWEST:
        few = f"{count(varied, unit)} of {groups} {'has' if varied == 1 else 'have'} a {RARER}; an interval needs three"
        return Interval(None, {"resample": unit}, reason=few)
    if min(value - scale.lowest, scale.highest - value) * share.units < _HARDLY:
        everywhere = f"the value is {value:.0f} in all {bearing} {unit}s"
        return Interval(None, {"resample": unit}, reason=f"{everywhere}, which says nothing about others")
    if np.isnan(without).any():
        return Interval(None, recipe, reason=f"undefined without one of the {groups} {unit}s")
    error = float(np.sqrt((groups - 1) / groups * ((without - without.mean()) ** 2).sum()))
    if error < _NO_WIDTH:
        return Interval(None, recipe, reason=f"all {groups} {unit}s are alike, which says nothing about others")
    reach = stdtrit(bearing - 1, 0.5 + LEVEL / 2) * error * scale.slope(np.asarray(value))
    place = scale.forth(np.asarray(value))
    low, high = (float(scale.back(np.asarray(place + sign * reach))) for sign in (-1, 1))
    return Interval((low, high), recipe, (f"only {count(bearing, unit)}",) if bearing < FEW else ())
