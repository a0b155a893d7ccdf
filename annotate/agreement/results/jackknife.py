"""The jackknife: how much a value changes when each article in turn is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.resampling import Resampling, draw
from annotate.agreement.results.sums import Estimator, Floats, Sums, dense

_MANY = 1000
"""From so many rows on, the derivative takes the place of leaving each out: bounds differ in the fourth digit."""

_LEAST = 5
"""Degrees of freedom that a value near its end has at least: measured, see benchmarks/validity.py."""

_STEP = 1e-3


class Spread(NamedTuple):
    """How sure a value is.

    Attributes:
        error: its standard error.
        freedom: the degrees of freedom of Student's t.
        skew: the skewness of what the groups add to the value, over the root of their number; 0 for a difference.
    """

    error: float
    freedom: float
    skew: float = 0.0


def spread(sums: Sums) -> Spread:
    """The standard error of a value; NaN where the value is undefined without one of the groups.

    Degrees of freedom are one less than the groups that bear on the value. Near its end a value rests on the groups in
    which annotators differ: where these are fewer, it is their number, five at least.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11; Field & Welsh (2007) on clusters.
    """
    if sums.sides:
        return _of_difference(*sums.sides)
    moved = _moved(sums)
    error = float(np.sqrt(sums.times @ moved**2))
    skew = -float(sums.times @ (moved / error) ** 3) if error else 0.0
    # Few groups look less skew than they are: this is Fisher and Pearson's correction for a sample.
    groups = sums.groups
    skew *= float(np.sqrt(groups * (groups - 1))) / max(groups - 2, 1)
    return Spread(error, min(sums.groups - 1, max(sums.contested, _LEAST)), skew)


def _moved(sums: Sums) -> Floats:
    """By how much each row moves the value, shape (groups,); the squares sum to the variance."""
    listed = sums.listed
    if len(sums.times) <= _MANY:
        moved = sums.estimator(sums.total - dense(sums.rows)).value
        factor = (listed - 1) / listed
    else:
        moved = -np.asarray(sums.rows @ _gradient(sums.estimator, sums.total[None], _steps(sums))[0])
        factor = listed / (listed - 1)
    return np.asarray(np.sqrt(factor) * (moved - sums.times @ moved / listed))


def _of_difference(first: Sums, second: Sums) -> Spread:
    """The spread of a difference, each article moving both values.

    Articles of both values, of the first and of the second only are three groups with variances of their own: with the
    same articles in both this is the paired jackknife, with none in common Welch's and Satterthwaite's.
    """
    articles = np.union1d(_names(first), _names(second))
    moved = np.zeros((2, len(articles)))
    bears = np.zeros((2, len(articles)), dtype=bool)
    for line, side in enumerate((first, second)):
        place = np.searchsorted(articles, _names(side))
        moved[line, place], bears[line, place] = _moved(side), side.bears
    squares = (moved[0] - moved[1]) ** 2
    variance, loss = 0.0, 0.0
    for groups, chosen in (
        (min(first.groups, second.groups), bears.all(axis=0)),
        (first.groups, bears[0] & ~bears[1]),
        (second.groups, bears[1] & ~bears[0]),
    ):
        if chosen.any():
            variance += squares[chosen].sum()
            loss += squares[chosen].sum() ** 2 / (chosen.sum() * (1 - 1 / groups))
    return Spread(float(np.sqrt(squares.sum())), float(variance**2 / loss) if loss else 0.0)


def _names(sums: Sums) -> NDArray[np.generic]:
    return np.empty(0) if sums.articles is None else sums.articles


def _steps(sums: Sums) -> Floats:
    """Steps of a derivative: a part of what the greatest group has of each statistic."""
    largest = abs(sums.rows).max(axis=0)
    return _STEP * np.asarray(largest if isinstance(largest, np.ndarray) else largest.toarray()).ravel()


def _gradient(estimator: Estimator, totals: Floats, steps: Floats) -> Floats:
    """The derivative of a value by each statistic, at each of `totals` of shape (..., statistics)."""
    slopes = np.zeros_like(totals)
    for column in np.flatnonzero(steps):
        step = np.zeros_like(steps)
        step[column] = steps[column]
        above, below = estimator(totals + step).value, estimator(totals - step).value
        slopes[..., column] = (above - below) / (2 * steps[column])
    return slopes


def studentised(sums: Sums, resampling: Resampling) -> Floats:
    """How many standard errors the values of resamples are above the value, on its scale; undefined ones left out.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 12.
    """
    rows = dense(sums.rows)
    groups, size = sums.listed, rows.shape[1]
    products = (rows[:, :, None] * rows[:, None, :]).reshape(len(rows), -1)
    drawn = draw(replace(sums, rows=np.column_stack([rows, products])), resampling)
    totals, squares = drawn[:, :size], drawn[:, size:].reshape(-1, size, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        defined = np.isfinite(sums.scale.slope(sums.estimator(totals).value))
    totals, squares = totals[defined], squares[defined]
    slopes = _gradient(sums.estimator, totals, _steps(sums))
    mean = (slopes * totals).sum(axis=1) / groups
    variance = (slopes[:, None, :] @ squares @ slopes[:, :, None])[:, 0, 0] - groups * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        values = sums.estimator(totals).value
        error = np.sqrt(groups / (groups - 1) * variance) * sums.scale.slope(values)
        above = (sums.scale.forth(values) - sums.scale.forth(sums.estimate.value)) / error
    return np.asarray(above[np.isfinite(above)])
