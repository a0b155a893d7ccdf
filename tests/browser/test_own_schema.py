"""The page of a schema of one's own, the one that docs/schemas.md walks through, with a list to search in."""

from collections import Counter
from string import ascii_lowercase, digits

import pytest
from labeling import IN_LIST, SPAN_IN_LIST, SUBMITTED, Shown
from own_schema import read_own_schema

from annotate.schema.keys import page_keys


@pytest.fixture
def schema(tmp_path):
    return read_own_schema(tmp_path)


def one_promise(hands):
    hands.press("y")
    hands.mark("2", "Russia")
    hands.mark("1", "guarantees")
    hands.press("f")


def two_promises(hands):
    hands.press("w")
    hands.mark("2 Shift+2", "Russia")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.press("f", "Shift+V")


def test_no_habit_gives_a_wrong_answer_without_a_word(labeling, schema):
    work, shown = labeling(schema, 2), Shown(schema)
    for annotate in (one_promise, two_promises):
        hands = work.begin()
        annotate(hands)
        before = hands.page.evaluate(SUBMITTED)
        hands.open_list()
        hands.page.keyboard.type("bid")
        assert hands.page.evaluate(SUBMITTED) == before
        hands.click(IN_LIST, "Joe Biden")
        hands.click(SPAN_IN_LIST, "guarantees")
        hands.try_keys(*(key for key in ascii_lowercase + digits if key not in "u123ynwhfv"))
        problems, fields = work.read(hands.page.evaluate(SUBMITTED))
        assert (problems, fields["claims"][0]["candidate_unmarked"]) == ([], "biden")
        assert hands.ticked() == Counter(shown.choices(hands))
        hands.press("2")
        problems, _ = work.read(hands.page.evaluate(SUBMITTED))
        assert problems and ("has 0 promises" in problems[0] or "at once" in problems[0])


def test_where_no_question_announces_claims_the_page_asks_how_many_there_are(labeling, schema):
    schema = schema.model_copy(update={"claims_if": None})
    work = labeling(schema, 2)
    none, _, two, _ = [key for answer, key in page_keys(schema).items() if answer.element.name == "claims"]

    def no_promise(hands):
        hands.press("n", none)

    def two_heads(hands):
        hands.press("y", two)
        hands.mark("1", "guarantees")
        hands.mark("Shift+1", "neutrality")
        hands.press("f", "Shift+V")

    _, fields = work.carry_out(no_promise)
    assert fields == {"has_promise": "no", "claims": [], "unlinked": []}
    _, fields = work.carry_out(two_heads)
    assert fields["has_promise"] == "yes"
    heads = [(claim["promise"]["text"], claim["strength"]) for claim in fields["claims"]]
    assert heads == [("guarantees", "firm"), ("neutrality", "vague")]
