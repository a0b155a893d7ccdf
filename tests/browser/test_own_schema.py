"""The page of a schema of one's own, the one that docs/schemas.md walks through, with a list to search in."""

from collections import Counter
from string import ascii_lowercase, digits

import pytest
from documents import ROOT, blocks
from labeling import IN_LIST, LIST, SPAN_IN_LIST, SUBMITTED, Actions, Shown

from annotate.schema import read_schema

UNNAMED = """
    - {name: candidate_unmarked, title: Candidate not named, level: nominal, actors: true, definition: Who is meant.}
"""


@pytest.fixture
def schema(tmp_path):
    promises, register = [block.code for block in blocks(ROOT / "docs" / "schemas.md") if block.language == "yaml"][:2]
    (tmp_path / "promises.yaml").write_text(promises.rstrip() + UNNAMED)
    (tmp_path / "actors.yaml").write_text(register)
    return read_schema(tmp_path / "promises.yaml")


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


def test_one_and_two_claims_take_few_actions_and_come_back_as_they_were_made(labeling, schema):
    work, counted, claims = labeling(schema, 2), [], []
    for annotate in (one_promise, two_promises):
        actions, fields = work.carry_out(annotate)
        counted.append(actions)
        assert fields["has_promise"] == "yes"
        claims += [
            (claim["promise"]["text"], claim["candidate"][0]["text"], claim["strength"]) for claim in fields["claims"]
        ]
    assert counted == [Actions(keys=4, chords=1, drags=2), Actions(keys=4, chords=4, drags=3)]
    assert claims == [
        ("guarantees", "Russia", "firm"),
        ("guarantees", "Russia", "firm"),
        ("neutrality", "Russia", "vague"),
    ]


def test_no_habit_gives_a_wrong_answer_without_a_word(labeling, schema):
    work, shown = labeling(schema, 2), Shown(schema)
    for annotate in (one_promise, two_promises):
        hands = work.begin()
        annotate(hands)
        before = hands.page.evaluate(SUBMITTED)
        hands.click(LIST)
        hands.page.keyboard.type("bid")
        assert hands.page.evaluate(SUBMITTED) == before
        hands.click(IN_LIST, "Joe Biden")
        hands.click(SPAN_IN_LIST, "guarantees")
        hands.press(*(key for key in ascii_lowercase + digits if key not in "u12ynwhfv"))
        problems, fields = work.read(hands.page.evaluate(SUBMITTED))
        assert (problems, fields["claims"][0]["candidate_unmarked"]) == ([], "biden")
        assert hands.ticked() == Counter(shown.choices(hands))
        hands.press("2")
        problems, _ = work.read(hands.page.evaluate(SUBMITTED))
        assert problems and ("has 0 promises" in problems[0] or "at once" in problems[0])
