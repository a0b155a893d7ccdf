"""What is the same object in many places, so that whatever follows from it is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Ints = NDArray[np.intp]


class Distinct(NamedTuple, Generic[T]):
    """Rows of objects, each object as its number.

    Attributes:
        numbers: shape (rows, columns); -1 where there is none.
        values: what each number means; two of them may be equal, and none is there twice.
    """

    numbers: Ints
    values: list[T]


class Pairs(NamedTuple, Generic[T]):
    """The different pairs that two rows of objects have.

    Attributes:
        values: each pair once.
        columns: where both rows have an object.
        which: the number of the pair in each of these columns.
    """

    values: list[tuple[T, T]]
    columns: Ints
    which: Ints


class Markings:
    """Numbers for what records mark: equal claims and unlinked spans have the same.

    Attributes:
        records: one record for each number.
    """

    def __init__(self) -> None:
        self.records: list[Any] = []
        self._number: dict[Hashable, int] = {}
        self._same: dict[tuple[int, int], int] = {}

    def number(self, record: Any) -> int:
        """The number of what a record marks; the record must be kept, as its claims are known by their identity."""
        # To look at claims takes longer than to see that they are the very same ones.
        identity = id(record.claims), id(record.unlinked)
        number = self._same.get(identity)
        if number is None:
            number = self._number.setdefault((record.claims, record.unlinked), len(self.records))
            self._same[identity] = number
            if number == len(self.records):
                self.records.append(record)
        return number


def distinct(rows: Sequence[Sequence[T | None]]) -> Distinct[T]:
    """Number objects by their identity; rows are equally long."""
    ids = np.array([[0 if value is None else id(value) for value in row] for row in rows], dtype=np.intp)
    known, first, numbers = np.unique(ids, return_index=True, return_inverse=True)
    width = len(rows[0]) if rows else 0
    values: list[Any] = [rows[place // width][place % width] for place in first.tolist()]
    gaps = int(len(known) > 0 and known[0] == 0)
    shape = len(rows), width
    return Distinct(numbers.reshape(shape) - gaps, values[gaps:])


def in_order(objects: Distinct[T], order: Callable[[T], Any]) -> Distinct[T]:
    """The same with one number for those of which `order` is equal, and numbers in that order."""
    orders = [order(value) for value in objects.values]
    meaning: dict[Any, T] = {}
    for key, value in zip(orders, objects.values, strict=True):
        meaning.setdefault(key, value)
    place = {key: index for index, key in enumerate(sorted(meaning))}
    number = np.array([*map(place.__getitem__, orders), -1], dtype=np.intp)
    return Distinct(number[objects.numbers], [meaning[key] for key in place])


def pairs_of(objects: Distinct[T], one: int, two: int) -> Pairs[T]:
    """The pairs that two rows have, by their numbers."""
    numbers, values = objects
    columns = np.flatnonzero((numbers[one] >= 0) & (numbers[two] >= 0))
    keys, which = np.unique(numbers[one, columns] * len(values) + numbers[two, columns], return_inverse=True)
    pairs = [(values[key // len(values)], values[key % len(values)]) for key in keys.tolist()]
    return Pairs(pairs, columns, which)
