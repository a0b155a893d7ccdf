"""Intervals: every measure is a function of sums that add up over articles, so articles can be resampled.

Sentences of one article resemble each other; resampling sentences gives intervals that are far too short. Annotators
are held fixed: an interval speaks of other articles, not of other annotators.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.errors import InsufficientData

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

FEW = 30
LEVEL = 0.95
_AT_ONCE = 2_000_000


class Estimate(NamedTuple):
    """A measure computed from sums, one entry for each leading index; NaN where it is undefined."""

    value: Floats
    observed: Floats
    expected: Floats


Estimator = Callable[[Floats], Estimate]


@dataclass(frozen=True)
class Sums:
    """The additive statistics of one measure.

    Attributes:
        rows: shape (groups, statistics); a group is an article, or a pattern of answers where units are resampled.
            Sparse where most statistics of a group are 0. Groups without any statistic are left out.
        times: shape (groups,); how often each row occurs.
        estimator: sums of shape (..., statistics) → Estimate of shape (...).
        lowest: the smallest value the measure can take.
        highest: the largest.
        needs: columns of which a group must have one that is not 0 to bear on the value; empty where every group does.
            Where there are several, the one that the fewest groups have says how many bear on it.
        articles: shape (groups,); the article of each row, sorted; None where rows are not articles.
    """

    rows: Floats | csr_array
    times: Ints
    estimator: Estimator
    lowest: float = -np.inf
    highest: float = 1.0
    needs: tuple[slice, ...] = ()
    articles: NDArray[Any] | None = None

    @property
    def total(self) -> Floats:
        """The sums over everything, shape (statistics,)."""
        return np.asarray(self.times @ self.rows, dtype=float)

    @property
    def groups(self) -> int:
        """How many articles, or units, bear on the value."""
        bearing = (dense(self.rows)[:, need].any(axis=1) for need in self.needs)
        return min((int(self.times[some].sum()) for some in bearing), default=int(self.times.sum()))


class Resampling(NamedTuple):
    """How intervals are made.

    `unit` is the word for what is resampled. Fewer than two `resamples` mean no interval.
    """

    resamples: int = 1000
    seed: int = 1
    unit: str = "article"


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
    values = sums.estimator(_resample(sums, resampling)).value
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


def _resample(sums: Sums, resampling: Resampling) -> Floats:
    """Sums of shape (resamples, statistics), each over as many groups as there are, drawn with replacement."""
    rng = np.random.default_rng(resampling.seed)
    distinct, groups = len(sums.times), int(sums.times.sum())
    drawn = np.empty((resampling.resamples, sums.rows.shape[1]))
    if distinct * 8 < groups:
        step = max(1, _AT_ONCE // distinct)
        for first in range(0, resampling.resamples, step):
            size = min(step, resampling.resamples - first)
            drawn[first : first + size] = rng.multinomial(groups, sums.times / groups, size=size) @ sums.rows
        return drawn
    members = np.repeat(np.arange(distinct), sums.times) if distinct < groups else None
    columns = _columns(sums.rows)
    for index in range(resampling.resamples):
        draw = rng.integers(groups, size=groups)
        times = np.bincount(draw if members is None else members[draw], minlength=distinct)
        drawn[index] = columns @ times.astype(float)
    return drawn


def _columns(rows: Floats | csr_array) -> Floats | csr_array:
    """The statistics as lines, sparse where that makes sums over groups faster."""
    if isinstance(rows, np.ndarray):
        if 4 * np.count_nonzero(rows) > rows.size:
            return np.ascontiguousarray(rows.T)
        from scipy.sparse import csc_array

        rows = csc_array(rows)
    return rows.T.tocsr()


def dense(rows: Floats | csr_array) -> Floats:
    """The same statistics with their zeros."""
    return rows if isinstance(rows, np.ndarray) else np.asarray(rows.toarray())


def sums_of(rows: Floats, articles: NDArray[Any] | None, estimator: Estimator, lowest: float = -np.inf) -> Sums:
    """Sum the statistics of sentences over articles; without articles, count sentences that have the same.

    Articles without any statistic bear on nothing and are left out.

    Args:
        rows: shape (sentences, statistics).
        articles: shape (sentences,), or None.
        estimator: as in `Sums`.
        lowest: as in `Sums`.
    """
    bearing = np.flatnonzero(rows.any(axis=1))
    rows = rows[bearing]
    if articles is not None:
        numbers, article = np.unique(np.asarray(articles)[bearing], return_inverse=True)
        summed = [np.bincount(article, weights=column, minlength=len(numbers)) for column in rows.T]
        once = np.ones(len(numbers), dtype=np.intp)
        return Sums(np.column_stack(summed), once, estimator, lowest, articles=numbers)
    key = np.zeros(len(rows), dtype=np.intp)
    for column in rows.T:
        values, codes = np.unique(column, return_inverse=True)
        key = np.unique(key * len(values) + codes, return_inverse=True)[1]
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    return Sums(rows[first], times, estimator, lowest)


def as_articles(articles: ArrayLike | None, count: int) -> NDArray[Any] | None:
    """The article of each of `count` units, checked; None where articles are not known.

    Raises:
        InsufficientData: another number of articles than of units.
    """
    if articles is None:
        return None
    found = np.asarray(articles)
    if found.shape != (count,):
        raise InsufficientData(
            f"articles have shape {found.shape}, and there are {count} units", "give the article of each unit, in order"
        )
    return found


def per(unit: str, articles: ArrayLike | None, resampling: Resampling | None) -> Resampling:
    """How to resample: articles where they are known, else what `unit` says."""
    how = resampling or Resampling()
    return how if articles is not None else how._replace(unit=unit)
