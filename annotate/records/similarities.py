"""Similarities of many claims at once, equal to those of `similarity` to the last digit.

What two claims have in common is added up in the same order, role by role and then answer by answer, for whole tables
of claims instead of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.records.frames import Frame, Place, Weights, similarity

_FEW = 16
"""Up to so many similarities are faster one by one."""
_AT_ONCE = 1_000_000
_PAIRS = 100_000
_NOT_THERE = object()
_NOTHING: frozenset[Place] = frozenset()


def similarity_table(rows: Sequence[Frame], columns: Sequence[Frame], weights: Weights | None) -> NDArray[np.float64]:
    """How much of each two claims is equal: shape (rows, columns)."""
    if len(rows) * len(columns) <= _FEW:
        return np.array([[similarity(row, column, weights) for column in columns] for row in rows])
    numbered = Numbered([*rows, *columns], weights)
    return numbered.table(np.arange(len(rows)), np.arange(len(rows), len(rows) + len(columns)))


class _Column(NamedTuple):
    """A role or an attribute of all claims.

    Attributes:
        is_filled: which claims have it.
        number: what each claim has there, as a number; 0 for nothing.
        weight: its share in the similarity.
        spans: of a role, the spans that each number means, shape (numbers, spans, 2); 0 to 0 where there are fewer.
    """

    is_filled: NDArray[np.bool_]
    number: NDArray[np.intp]
    weight: float
    spans: NDArray[np.intp] | None = None


class Numbered:
    """Claims in the form in which many of them are compared."""

    def __init__(self, claims: Sequence[Frame], weights: Weights | None) -> None:
        weigh = weights or {}
        roles = sorted({role for claim in claims for role in claim.roles})
        attributes = sorted({name for claim in claims for name in claim.attributes})
        self._roles = [_role([claim.roles.get(role) for claim in claims], weigh.get(role, 1.0)) for role in roles]
        self._attributes = [
            _attribute([claim.attributes.get(name, _NOT_THERE) for claim in claims], weigh.get(name, 1.0))
            for name in attributes
        ]

    def table(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
        """The similarities of some claims, by their places, with others: shape (rows, columns)."""
        step = max(1, _AT_ONCE // max(1, len(rows)))
        parts = [self._part(rows, columns[begin : begin + step]) for begin in range(0, len(columns), step)]
        return np.concatenate(parts, axis=1) if parts else np.zeros((len(rows), 0))

    def pairs(self, one: NDArray[np.intp], two: NDArray[np.intp]) -> NDArray[np.float64]:
        """The similarity of each claim, by its place, with another: shape (pairs,)."""
        parts = [
            self._pairs(one[begin : begin + _PAIRS], two[begin : begin + _PAIRS])
            for begin in range(0, len(one), _PAIRS)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _pairs(self, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
        total, common = np.zeros((2, len(first)))
        for column in (*self._roles, *self._attributes):
            weight = np.where(column.is_filled[first] | column.is_filled[second], column.weight, 0.0)
            one, two = column.number[first], column.number[second]
            same = one == two if column.spans is None else _shares_of_pairs(column.spans, one, two)
            total += weight
            common += weight * same
        return _mean(common, total)

    def _part(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
        total, common = np.zeros((2, len(rows), len(columns)))
        for column in (*self._roles, *self._attributes):
            weight = np.where(column.is_filled[rows, None] | column.is_filled[columns], column.weight, 0.0)
            one, two = column.number[rows], column.number[columns]
            same = one[:, None] == two if column.spans is None else _shares(column.spans, one, two)
            total += weight
            common += weight * same
        return _mean(common, total)


def _mean(common: NDArray[np.float64], total: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore"):
        return np.where(total > 0, common / total, 1.0)


def _shares_of_pairs(spans: NDArray[np.intp], one: NDArray[np.intp], two: NDArray[np.intp]) -> NDArray[np.float64]:
    """The share of characters that each two numbers have in common, as `_shares`: shape (pairs,)."""
    inside = np.zeros(len(one), dtype=np.intp)
    ends = spans[..., 1]
    for first in range(spans.shape[1]):
        for second in range(spans.shape[1]):
            here = np.flatnonzero((ends[one, first] > 0) & (ends[two, second] > 0))
            start, end = spans[one[here], first].T
            begin, stop = spans[two[here], second].T
            inside[here] += np.maximum(0, np.minimum(end, stop) - np.maximum(start, begin))
    sizes = (spans[..., 1] - spans[..., 0]).sum(axis=1)
    return np.where(one == two, 1.0, 2 * inside / np.maximum(sizes[one] + sizes[two], 1))


def _shares(spans: NDArray[np.intp], one: NDArray[np.intp], two: NDArray[np.intp]) -> NDArray[np.float64]:
    """The share of characters in common, as `dice` counts it, of spans that are given by number."""
    inside = np.zeros((len(one), len(two)), dtype=np.intp)
    for start, end in np.moveaxis(spans[one], (1, 2), (0, 1)):
        here = np.flatnonzero(end)
        for begin, stop in np.moveaxis(spans[two], (1, 2), (0, 1)):
            there = np.flatnonzero(stop)
            common = np.minimum(end[here, None], stop[there]) - np.maximum(start[here, None], begin[there])
            inside[np.ix_(here, there)] += np.maximum(0, common)
    sizes = (spans[..., 1] - spans[..., 0]).sum(axis=1)
    return np.where(one[:, None] == two, 1.0, 2 * inside / np.maximum(sizes[one, None] + sizes[two], 1))


def _role(places: Sequence[frozenset[Place] | None], weight: float) -> _Column:
    number: dict[frozenset[Place], int] = {_NOTHING: 0}
    numbers = [number.setdefault(each or _NOTHING, len(number)) for each in places]
    parts = [tuple(each) if len(each) < 2 else _apart(each) for each in number]
    counts = np.array([len(part) for part in parts], dtype=np.intp)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    spans = np.zeros((len(parts), counts.max(), 2), dtype=np.intp)
    everything = np.array([place for part in parts for place in part], dtype=np.intp).reshape(-1, 2)
    spans[np.repeat(np.arange(len(parts)), counts), within] = everything
    return _Column(np.array([each is not None for each in places], dtype=bool), np.array(numbers), weight, spans)


def _apart(places: frozenset[Place]) -> list[Place]:
    """The characters of some spans as spans of which no two have one in common."""
    apart: list[Place] = []
    for start, end in sorted(places):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def _attribute(answers: Sequence[Any], weight: float) -> _Column:
    number: dict[Any, int] = {None: 0}
    numbers = [number.setdefault(None if each is _NOT_THERE else each, len(number)) for each in answers]
    return _Column(
        np.array([each is not _NOT_THERE for each in answers], dtype=bool), np.array(numbers, dtype=np.intp), weight
    )
