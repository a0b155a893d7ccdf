"""What the change log says became of earlier names, and what `annotate schema check` finds wrong with it."""

from __future__ import annotations

import pytest
from change_logs import FIRST, History, entry, histories, made_schema
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_problems import problems

from annotate.schema import check_schema
from annotate.schema.changes import Answer, became, check_changes, earlier_names, is_present
from annotate.schema.codebook import to_markdown
from annotate.schema.elements import Element

SCHEMA = """\
name: small
version: 3
title: A small schema
questions:
  - {name: topic, definition: Which one., labels: [{name: war}, {name: peace}]}
claim:
  roles:
    - {name: demand, head: true, definition: What is wanted.}
    - {name: predicate, definition: The verb.}
  attributes:
    - {name: stance, definition: For or against., labels: [{name: against}, {name: for}, {name: torn}]}
    - {name: certainty, on: predicate, definition: How sure., labels: [{name: low}, {name: high}]}
changes:
  - {version: 1, date: 2026-11-01, note: First version.}
  - version: 2
    date: 2026-11-15
    note: Cues are predicates.
    elements: {role cue: predicate, question mood: null}
    labels:
      attribute stance on claim: {mixed: torn, neutral: torn}
  - version: 3
    date: 2026-11-22
    note: Certainty has two labels.
    labels:
      attribute certainty on predicate: {medium: high}
"""


def test_a_sound_change_log_has_no_problems(tmp_path):
    assert problems(tmp_path, SCHEMA) == []


@pytest.mark.parametrize(
    ("replace", "by", "problem"),
    [
        (
            "{mixed: torn,",
            "{mixed: tron,",
            "20: changes, number 2, labels, attribute stance on claim, mixed: "
            "attribute stance on claim has no label tron, did you mean torn?",
        ),
        ("{medium: high}", "{low: high}", "low still exists, so it cannot be renamed or taken out"),
        ("role cue: predicate", "role cue: verb", "18: changes, number 2, elements, role cue: there is no role verb"),
        ("role cue: ", "cue: ", "18: changes, number 2, elements, cue: is not an element: write `question NAME`"),
        ("attribute stance on claim: {", "attribute stance: {", "is not an element: write `question NAME`"),
        (
            "attribute certainty on predicate: {",
            "attribute certanty on predicate: {",
            "there is no attribute certanty on predicate, did you mean attribute certainty on predicate?",
        ),
        ("attribute certainty on predicate: {", "role predicate: {", "a role has no labels"),
        ("version: 2", "version: 1", "15: changes, number 2, version: version 1 is written twice"),
        ("- version: 2", "- version: 0.9", "version 0.9 comes after 1: write the oldest first"),
        ("version: 3\ntitle", "version: 4\ntitle", "the last entry is for version 3, but the schema has version 4"),
        ("note: First version.", "note: First version., labels: {}, renames: {}", "renames: unknown key"),
        ("note: First version.}", "note: N., elements: {role cue: predicate}}", "14: changes, number 1: is the first"),
    ],
)
def test_a_problem_in_the_change_log_names_its_line_and_entry(tmp_path, replace, by, problem):
    assert replace in SCHEMA
    assert any(problem in found for found in problems(tmp_path, SCHEMA.replace(replace, by, 1)))


def test_the_codebook_says_what_became_of_each_name(tmp_path):
    (tmp_path / "schema.yaml").write_text(SCHEMA)
    schema, _ = check_schema(tmp_path / "schema.yaml")
    text = to_markdown(schema)
    assert "`role cue` is now `predicate`; `question mood` is gone" in text
    assert "`mixed` of `attribute stance on claim` is now `torn`" in text


def test_an_attribute_follows_the_role_it_is_asked_of(tmp_path):
    (tmp_path / "schema.yaml").write_text(SCHEMA)
    schema, _ = check_schema(tmp_path / "schema.yaml")
    now = became(Answer(Element("attribute", "certainty", "cue"), "medium"), schema.changes)
    assert now == Answer(Element("attribute", "certainty", "predicate"), "high")
    assert Answer(Element("attribute", "certainty", "cue")) in earlier_names(schema)


@settings(max_examples=40)
@given(histories())
def test_whatever_a_name_was_once_it_is_present_now_or_gone(history: History):
    assert list(check_changes(history.schema)) == []
    for name in history.names:
        now = became(name, history.schema.changes)
        assert now is None or is_present(now, history.schema)


@settings(max_examples=40)
@given(histories())
def test_following_the_change_log_twice_is_following_it_once(history: History):
    for name in history.names:
        now = became(name, history.schema.changes)
        assert now is None or became(now, history.schema.changes) == now


@settings(max_examples=40)
@given(histories(), st.integers(0, 5))
def test_following_the_change_log_in_two_parts_is_following_it_whole(history: History, cut: int):
    changes = history.schema.changes
    for name in history.names:
        between = became(name, changes[:cut])
        assert (between and became(between, changes[cut:])) == became(name, changes)


def test_an_empty_change_log_changes_nothing():
    schema = made_schema(FIRST, [])
    names = [Answer(Element.parse(element), label) for element, labels in FIRST.items() for label in ("", *labels)]
    assert [became(name, schema.changes) for name in names] == names
    assert earlier_names(schema) == []


def test_a_name_taken_back_means_itself_again():
    undone = [
        entry(1),
        entry(2, labels={"question q": {"yes": "si"}}),
        entry(3, labels={"question q": {"si": "yes"}}),
    ]
    schema = made_schema(FIRST, undone)
    assert list(check_changes(schema)) == []
    assert became(Answer(Element("question", "q"), "si"), schema.changes) == Answer(Element("question", "q"), "yes")
