"""What is the same object in many places is worked out once, and lands where it belongs."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotate.records.distinct import Markings, distinct, pairs_of

OBJECTS = [[1], [2], [1], []]
ROWS = st.integers(0, 5).flatmap(
    lambda width: st.lists(st.lists(st.sampled_from([None, *OBJECTS]), min_size=width, max_size=width), max_size=3)
)


@given(ROWS)
def test_each_object_is_found_again_by_its_number_and_none_is_there_twice(rows: list[list[Any]]) -> None:
    numbers, values = distinct(rows)
    again = [[values[number] if number >= 0 else None for number in row] for row in numbers.tolist()]
    assert all(
        one is two for row, others in zip(rows, again, strict=True) for one, two in zip(row, others, strict=True)
    )
    assert len({id(value) for value in values}) == len(values) == len(set(numbers[numbers >= 0].tolist()))


@given(ROWS)
def test_pairs_are_those_of_the_columns_in_which_both_rows_have_something(rows: list[list[Any]]) -> None:
    objects = distinct(rows)
    for one in range(len(rows)):
        for two in range(len(rows)):
            pairs, columns, which = pairs_of(objects, one, two)
            expected = [
                (column, id(left), id(right))
                for column, (left, right) in enumerate(zip(rows[one], rows[two], strict=True))
                if left is not None and right is not None
            ]
            given_back = [(*pairs[number],) for number in which.tolist()]
            assert [
                (column, id(left), id(right))
                for column, (left, right) in zip(columns.tolist(), given_back, strict=True)
            ] == expected


class Record:
    def __init__(self, *claims: str) -> None:
        self.claims, self.unlinked = claims, ()


def test_equal_claims_have_one_number_though_they_are_other_objects() -> None:
    markings = Markings()
    records = [Record("a"), Record("b"), Record("a"), Record()]
    assert [markings.number(record) for record in records] == [0, 1, 0, 2]
    assert markings.records == [records[0], records[1], records[3]]
