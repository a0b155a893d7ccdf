"""Whatever the schema and the records: options make valid records, and gold holds what was taken."""

import json
import random

import pytest
from adjudicating import RULES, at_random, by_hand, cases, every_schema, gold_above, record, ruling, version_of
from drawn import SCHEMAS, TEXT, answers_to
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.adjudication import open_cases, outcome_of, problems_with
from annotate.adjudication.asked import of_text
from annotate.adjudication.values import answer_value, claim_value
from annotate.gold import Status, make_gold

EVERY = every_schema()


@st.composite
def said(draw, schema):
    """Records of a sentence: some annotators say the same, some have a part of what another has."""
    versions = [draw(answers_to(schema)) for _ in range(draw(st.integers(1, 3)))]
    seed = draw(st.integers(0, 2**16))
    drawn = random.Random(seed)
    for version in list(versions):
        if len(version.get("claims", ())) > 1:
            versions.append(version | {"claims": version["claims"][: drawn.randint(1, len(version["claims"]))]})
    names = draw(st.sampled_from(["ab", "abc", "abcd"]))
    return [record(schema, name, drawn.choice(versions)) for name in names], seed


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_any_choice_of_options_is_a_valid_record_and_becomes_gold(name, data) -> None:
    schema = EVERY[name]
    records, seed = data.draw(said(schema))
    rules = data.draw(st.sampled_from(RULES))
    for case in cases(records, schema, rules):
        decided = ruling(case, schema, at_random(seed))
        assert problems_with(decided, case, schema, TEXT) == []
        wanted = outcome_of(decided, case, schema, TEXT).record
        (row,) = gold_above(records, [decided], schema, rules).rows
        assert row.conflicts == ()
        assert row.answers == answers(wanted, schema)
        if schema.head:
            assert in_any_order(row.claims) == in_any_order(claim_value(claim, schema) for claim in wanted.claims)


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_what_is_marked_by_hand_becomes_gold_whole(name, data) -> None:
    schema = EVERY[name]
    records, _ = data.draw(said(schema))
    meant = record(of_text(schema), "dewi", only_of_text(data.draw(answers_to(schema)), schema))
    for case in cases(records, schema, RULES[2]):
        fields = meant.model_dump(mode="json", exclude_none=True, include=asked(schema))
        decided = by_hand(case, schema, fields)
        assert problems_with(decided, case, schema, TEXT) == []
        (row,) = gold_above(records, [decided], schema, RULES[2]).rows
        assert row.conflicts == ()
        assert row.answers == answers(meant, schema)
        if schema.head:
            assert in_any_order(row.claims) == in_any_order(claim_value(claim, schema) for claim in meant.claims)


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_open_decision_is_asked_once(name, data) -> None:
    schema = EVERY[name]
    records, _ = data.draw(said(schema))
    rules = data.draw(st.sampled_from(RULES))
    (row,) = make_gold(records, schema, rules)
    asked_of = [
        decision for case in cases(records, schema, rules) for point in case.points for decision in point.settles
    ]
    assert sorted(asked_of) == sorted(decision.id for decision in row.conflicts)


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_options_of_a_point_have_different_words_and_ids(name, data) -> None:
    schema = EVERY[name]
    records, _ = data.draw(said(schema))
    for case in cases(records, schema, data.draw(st.sampled_from(RULES))):
        for point in case.points:
            assert point.options
            for what in ([option.text for option in point.options], [option.id for option in point.options]):
                assert len(set(what)) == len(what)
            letters = [letter for option in point.options for letter in option.letters]
            assert sorted(letters) == sorted(set(letters))


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_seed_changes_letters_and_nothing_that_a_ruling_names(name, data) -> None:
    schema = EVERY[name]
    records, seed = data.draw(said(schema))
    for one, other in zip(
        open_cases(records, schema, RULES[2], 1), open_cases(records[::-1], schema, RULES[2], seed), strict=True
    ):
        assert one.digest == other.digest
        decided = ruling(one, schema, version_of(one.versions[0].letter))
        assert problems_with(decided, other, schema, TEXT) == []
        assert outcome_of(decided, one, schema) == outcome_of(decided, other, schema)


def test_votes_stay_as_they_were_counted() -> None:
    schema = SCHEMAS["claim_stance"]
    no = {"has_claim": "no", "claims": [], "unlinked": []}
    records = [record(schema, name, no | {"has_claim": answer}) for name, answer in (("a", "no"), ("b", "unsure"))]
    (case,) = cases(records, schema, RULES[0])
    (row,) = gold_above(records, [ruling(case, schema, version_of("A"))], schema, RULES[0]).rows
    (decision,) = row.decisions
    assert decision.status == Status.ADJUDICATED
    assert decision.votes == {"no": 1, "unsure": 1}
    assert decision.who == {"a": "no", "b": "unsure"}
    assert row.annotators == ("a", "b")


def asked(schema):
    return {question.name for question in of_text(schema).sentence_questions} | ({"claims"} if schema.head else set())


def only_of_text(fields, schema):
    """Answers without those that annotators give about themselves, and without spans of no claim."""
    of_annotators = {each.name for each in schema.answerables if not each.is_of_text}

    def cleaned(value):
        if isinstance(value, dict):
            return {key: cleaned(item) for key, item in value.items() if key not in of_annotators}
        return [cleaned(item) for item in value] if isinstance(value, list) else value

    return cleaned(fields) | ({"unlinked": []} if schema.head else {})


def answers(wanted, schema):
    values = {each.name: answer_value(wanted, each, schema) for each in of_text(schema).sentence_questions}
    return {name: value for name, value in values.items() if value not in (None, [])}


def in_any_order(claims):
    return sorted(json.dumps(claim, sort_keys=True) for claim in claims)
