"""Sums: every measure is a function of statistics that add up over articles, so that articles can be left out.

Sentences of one article resemble each other; taking sentences for independent gives intervals that are far too short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.results.scales import Scale
from annotate.errors import InsufficientData

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

_ROUNDING = 1e-9


class Estimate(NamedTuple):
    """A measure computed from sums, one entry for each leading index; NaN where it is undefined."""

    value: Floats
    observed: Floats
    expected: Floats


Estimator = Callable[[Floats], Estimate]


class Bearing(NamedTuple):
    """Which groups bear on a value.

    Attributes:
        objects: columns of which one must not be 0: what is counted, such as units judged twice, or spans.
        labels: columns that count labels, for each annotator apart or for all: one must be other than the commonest.
        apart: shape (statistics,); weights whose sum is the disagreement, 0 in a group that agrees in full.
        alike: the same of agreement, where the measure is 0 without any.
        varied: the column of judgements other than the commonest, where `labels` does not look at them: they say
            nothing of the degrees of freedom, but what is all in one or two groups is no ground for an interval.
    """

    objects: slice | None = None
    labels: tuple[slice, ...] = ()
    apart: Floats | None = None
    alike: Floats | None = None
    varied: slice | None = None

    @property
    def what(self) -> str:
        """What a group must have, in words."""
        return RARER if self.labels else "judgement to compare"


EVERY = Bearing()
RARER = "label other than the commonest"


@dataclass(frozen=True)
class Sums:
    """The additive statistics of one measure.

    Attributes:
        rows: shape (groups, statistics); a group is an article, or a pattern of answers where units are left out.
            Sparse where most statistics of a group are 0. Groups without any statistic are left out.
        times: shape (groups,); how often each row occurs.
        estimator: sums of shape (..., statistics) → Estimate of shape (...).
        scale: where its intervals are symmetric.
        bearing: which groups bear on the value; by default all do.
        articles: shape (groups,); the article of each row, sorted; None where rows are not articles.
        sides: the two measures of which this is the difference; each knows its articles.
    """

    rows: Floats | csr_array
    times: Ints
    estimator: Estimator
    scale: Scale
    bearing: Bearing = EVERY
    articles: NDArray[Any] | None = None
    sides: tuple[Sums, Sums] | None = None

    @cached_property
    def total(self) -> Floats:
        """The sums over everything, shape (statistics,)."""
        return np.asarray(self.times @ self.rows, dtype=float)

    @cached_property
    def estimate(self) -> Estimate:
        """The measure on everything."""
        return self.estimator(self.total)

    @cached_property
    def listed(self) -> int:
        """How many groups there are."""
        return int(self.times.sum())

    @cached_property
    def bears(self) -> NDArray[np.bool_]:
        """Whether each row bears on the value, shape (groups,): it has objects, and a label that is not the commonest.

        Where all have the commonest label, the value rests on the others: 5 articles with a "yes" are 5 of 50.
        """
        bears = np.ones(len(self.times), dtype=bool)
        if self.bearing.objects is not None:
            bears &= dense(self.rows[:, self.bearing.objects]).any(axis=1)
        if self.bearing.labels:
            rarer = np.zeros(len(self.times), dtype=bool)
            for columns in self.bearing.labels:
                counts = np.array(dense(self.rows[:, columns]))
                counts[:, int((self.times @ counts).argmax())] = 0
                rarer |= counts.any(axis=1)
            bears &= rarer
        return bears

    @cached_property
    def groups(self) -> int:
        """How many groups bear on the value; of a difference, on that of its two values on which fewer do."""
        if self.sides:
            return min(side.groups for side in self.sides)
        return int(self.times[self.bears].sum())

    @cached_property
    def contested(self) -> int:
        """In how many groups annotators differ, or agree if those are fewer: what keeps the value off its ends."""
        weights = (each for each in (self.bearing.apart, self.bearing.alike) if each is not None)
        return min((int(self.times[self.rows @ each > _ROUNDING].sum()) for each in weights), default=self.listed)

    @property
    def apart(self) -> bool:
        """Whether this is a difference of two values that have no article in common."""
        if not self.sides:
            return False
        first, second = (() if side.articles is None else side.articles for side in self.sides)
        return not np.isin(first, second).any()

    @cached_property
    def varied(self) -> int:
        """How many groups have a judgement other than the commonest; of a difference, on the side with fewer."""
        if self.sides:
            return min(side.varied for side in self.sides)
        if self.bearing.varied is None:
            return self.groups
        return int(self.times[dense(self.rows[:, self.bearing.varied]).any(axis=1)].sum())


def dense(rows: Floats | csr_array) -> Floats:
    """The same statistics with their zeros."""
    return rows if isinstance(rows, np.ndarray) else np.asarray(rows.toarray())


def sums_of(
    rows: Floats, articles: NDArray[Any] | None, estimator: Estimator, scale: Scale, bearing: Bearing = EVERY
) -> Sums:
    """Sum the statistics of sentences over articles; without articles, count sentences that have the same.

    Articles without any statistic bear on nothing and are left out.

    Args:
        rows: shape (sentences, statistics).
        articles: shape (sentences,), or None.
        estimator: as in `Sums`.
        scale: as in `Sums`.
        bearing: as in `Sums`.
    """
    some = np.flatnonzero(rows.any(axis=1))
    rows = rows[some]
    if articles is not None:
        numbers, article = np.unique(np.asarray(articles)[some], return_inverse=True)
        summed = [np.bincount(article, weights=column, minlength=len(numbers)) for column in rows.T]
        once = np.ones(len(numbers), dtype=np.intp)
        return Sums(np.column_stack(summed), once, estimator, scale, bearing, numbers)
    key = np.zeros(len(rows), dtype=np.intp)
    for column in rows.T:
        values, codes = np.unique(column, return_inverse=True)
        key = np.unique(key * len(values) + codes, return_inverse=True)[1]
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    return Sums(rows[first], times, estimator, scale, bearing)


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
