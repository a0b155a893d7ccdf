"""Judgements in the form coefficients count: how often each pattern of answers occurs, and in which article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.codes import number_entries
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.scales import Scale
from annotate.agreement.results.sums import Bearing, Estimator, Floats, Ints, Sums
from annotate.errors import InsufficientData

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_LARGEST_KEY = 2**62


def as_codes(codes: ArrayLike) -> NDArray[np.integer]:
    """Codes as an int array of shape (annotators, units), checked.

    Raises:
        InsufficientData: the array is not two-dimensional, not int, has no rows, or a code below -1.
    """
    array = np.asarray(codes)
    if array.ndim != 2 or not np.issubdtype(array.dtype, np.integer):
        raise InsufficientData(
            f"codes must be whole numbers of shape (annotators, units), not {array.dtype} of shape {array.shape}",
            "number the labels from 0 and write -1 where a judgement is missing",
        )
    if not len(array):
        raise InsufficientData("nobody judged anything")
    if array.size and array.min() < -1:
        raise InsufficientData(f"{array.min()} is not a code", "number the labels from 0 and write -1 for missing")
    return array


@dataclass(frozen=True)
class Patterns:
    """Distinct columns of a code array.

    Attributes:
        codes: shape (annotators, patterns).
        times: shape (patterns,); how many units have the pattern.
        labels: how many labels there are.
        of_unit: shape (units,); each unit's pattern.
    """

    codes: NDArray[np.integer]
    times: Ints
    labels: int
    of_unit: Ints | None

    @cached_property
    def counts(self) -> Floats:
        """How many annotators chose each label: shape (patterns, labels)."""
        patterns = self.codes.shape[1]
        cells = np.arange(patterns) * (self.labels + 1) + self.codes + 1
        table = np.bincount(cells.ravel(), minlength=patterns * (self.labels + 1))
        return np.asarray(table.reshape(patterns, self.labels + 1)[:, 1:], dtype=float)

    @property
    def judges(self) -> Ints:
        """How many annotators judged a unit of the pattern: shape (patterns,)."""
        return np.asarray((self.codes >= 0).sum(axis=0), dtype=np.intp)

    @property
    def rarer(self) -> Floats:
        """How many annotators chose a label other than the commonest of all: shape (patterns,)."""
        commonest = int((self.times @ self.counts).argmax())
        return np.asarray(self.counts.sum(axis=1) - self.counts[:, commonest])

    @property
    def entered(self) -> Counts:
        """What a measure on these patterns rests on."""
        return Counts(int(self.times.sum()), int((self.codes >= 0).any(axis=1).sum()), int(self.times @ self.judges))

    def where(self, chosen: NDArray[np.bool_]) -> Patterns:
        """Only the chosen patterns; units of the others belong to pattern -1."""
        renumbered = np.where(chosen, np.cumsum(chosen) - 1, -1)
        of_unit = None if self.of_unit is None else renumbered[self.of_unit]
        return Patterns(self.codes[:, chosen], self.times[chosen], self.labels, of_unit)

    def judged_twice(self) -> Patterns:
        """The patterns of units judged twice or more.

        Raises:
            InsufficientData: there is none.
        """
        patterns = self.where(self.judges > 1)
        if not len(patterns.times):
            raise InsufficientData("no unit was judged by two annotators", "give some units to two annotators")
        return patterns

    def sums(
        self,
        rows: Floats | csr_array,
        articles: NDArray[Any] | None,
        estimator: Estimator,
        scale: Scale,
        bearing: Bearing,
    ) -> Sums:
        """Sum the statistics of each pattern over the articles that have a unit of one.

        Args:
            rows: shape (patterns, statistics); sparse ones stay sparse.
            articles: shape (units,); None where units are resampled.
            estimator: as in `Sums`.
            scale: as in `Sums`.
            bearing: as in `Sums`.
        """
        if articles is None or self.of_unit is None:
            return Sums(rows, self.times, estimator, scale, bearing)
        from scipy.sparse import coo_array

        kept = self.of_unit >= 0
        numbers, article = number_entries(articles[kept])
        cells = (np.ones(len(article)), (article, self.of_unit[kept]))
        summed = coo_array(cells, shape=(len(numbers), rows.shape[0])).tocsr() @ rows
        times = np.ones(len(numbers), dtype=np.intp)
        return Sums(summed, times, estimator, scale, bearing, numbers)


def find_patterns(codes: NDArray[np.integer], labels: int = 0, *, by_unit: bool = False) -> Patterns:
    """Count the distinct columns of codes, shape (annotators, units); `by_unit` also keeps each unit's pattern.

    `labels` is how many labels there are, where that is more than the largest code says.
    """
    annotators, units = codes.shape
    labels = max(labels, int(codes.max(initial=-1)) + 1)
    base = labels + 1
    if base**annotators <= 4 * units + 65536:
        key = codes[0].astype(np.intp)
        for row in codes[1:]:
            key *= base
            key += row
        key += sum(base**place for place in range(annotators))
        times = np.bincount(key, minlength=base**annotators)
        present = np.flatnonzero(times)
        digits = [present // base**place % base - 1 for place in reversed(range(annotators))]
        of_unit = (np.cumsum(times > 0) - 1)[key] if by_unit else None
        return Patterns(np.array(digits, dtype=np.intp), times[present], labels, of_unit)
    key = np.zeros(units, dtype=np.intp)
    most = 1
    for row in codes:
        if most * base > _LARGEST_KEY:
            distinct, key = np.unique(key, return_inverse=True)
            most = len(distinct)
        key = key * base + row + 1
        most *= base
    _, first, of_unit, times = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    return Patterns(codes[:, first], times, labels, of_unit if by_unit else None)
