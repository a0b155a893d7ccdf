"""Sums: every measure is a function of statistics that add up over articles, so that articles can be left out.

Sentences of one article resemble each other; taking sentences for independent gives intervals that are far too short.
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
