"""Duplicates and periods."""

import pytest

from annotate.network.statements import Statement, period_of, without_duplicates


def said(article, date, value="for", **more):
    return Statement("a", "X", value, article, f"{article}:0-1", date, **more)


STATEMENTS = [
    said("late", "2022-01-03"),
    said("early", "2021-12-30"),
    said("early", "2021-12-30", "against"),
    said("early", "2021-12-30"),
    said("week", "2022-01-01"),
    said("other", "2022-12-30"),
]


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [
        ("include", ["early", "early", "early", "week", "late", "other"]),
        ("document", ["early", "early", "week", "late", "other"]),
        ("week", ["early", "early", "late", "other"]),
        ("month", ["early", "early", "week", "other"]),
        ("year", ["early", "early", "week"]),
        ("across", ["early", "early"]),
    ],
)
def test_the_earliest_of_equal_statements_is_kept(duplicates, kept):
    """The last week of 2021 ends in 2022, and the months of December of two years are two."""
    outcome = without_duplicates(STATEMENTS, duplicates, with_value=True)
    assert [statement.article for statement in outcome.statements] == kept
    assert outcome.left_out.total() == len(STATEMENTS) - len(kept)


def test_where_values_are_ignored_statements_of_other_values_are_equal():
    outcome = without_duplicates(STATEMENTS, "across", with_value=False)
    assert [statement.article for statement in outcome.statements] == ["early"]


def test_statements_without_a_date_are_in_no_period():
    outcome = without_duplicates([said("a", ""), said("b", "2022")], "month", with_value=True)
    assert (outcome.statements, outcome.left_out) == ([], {"no month in the date": 2})


@pytest.mark.parametrize(
    ("day", "period", "name"),
    [("2022-01-01", "week", "2021-W52"), ("2022-01", "week", ""), ("2022", "year", "2022"), ("", "year", "")],
)
def test_a_period_is_named_if_the_date_says_it(day, period, name):
    assert period_of(day, period) == name
