"""All conflicts of the demo: each annotator's version in turn is what the adjudicator wants."""

import pytest
from adjudicating import RULES, gold_above, ruling, version_of
from exporting import demo_workspace

from annotate.adjudication import open_cases, outcome_of, problems_with
from annotate.adjudication.points import overlap
from annotate.adjudication.values import answer_value, claim_value, in_order, span_value
from annotate.gold import Status, make_gold
from annotate.records.contents import spans_of

MINORITIES = RULES[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return demo_workspace(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def records(demo):
    return list(demo.records())


@pytest.fixture(scope="module")
def conflicts(demo, records):
    return open_cases(records, demo.schema, MINORITIES, seed=1)


def test_the_costliest_conflicts_come_first_and_none_is_forgotten(demo, records, conflicts):
    rows = [row for row in make_gold(records, demo.schema, MINORITIES) if row.conflicts]
    assert sorted(case.sentence_id for case in conflicts) == sorted(row.sentence_id for row in rows)
    costs = [case.cost for case in conflicts]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > 2 * costs[-1] > 0


def test_each_version_in_turn_becomes_the_record_that_was_meant(demo, records, conflicts):
    schema = demo.schema
    texts = {sentence.id: sentence.text for sentence in demo.sentences()}
    rows = {row.sentence_id: row for row in make_gold(records, schema, MINORITIES)}
    tried = 0
    for case in conflicts:
        for version in case.versions:
            decided = ruling(case, schema, version_of(version.letter))
            assert problems_with(decided, case, schema, texts[case.sentence_id]) == []
            outcome = outcome_of(decided, case, schema, texts[case.sentence_id])
            answers, claims = meant(case, rows[case.sentence_id], version, schema)
            made_answers, made_claims = said_in(outcome, schema)
            assert made_answers == answers
            for place, claim in claims.items():
                for element in [element for element, value in claim.items() if value is ...]:
                    del claim[element]
                    made_claims[place].pop(element, None)
            assert made_claims == claims
            tried += 1
    assert tried >= 3 * len(conflicts) - 3


def said_in(outcome, schema):
    """The answers and, by its place, each claim of an outcome."""
    answers = {each.name: answer_value(outcome.record, each, schema) for each in schema.sentence_questions}
    claims = [claim_value(claim, schema) for claim in outcome.record.claims]
    return answers, dict(zip(outcome.places, claims, strict=True))


def meant(case, row, version, schema):
    """What was meant, put together from gold's decisions: the annotator's vote where one is open, else its value."""
    name = version.annotator
    head = next(role.name for role in schema.roles if role.head)
    own = dict(zip(version.places, version.record.claims, strict=True))
    decisions = {decision.id: decision for decision in row.decisions}
    answers = {
        decision.element: decision.who[name] if decision.is_open else decision.value
        for decision in row.decisions
        if decision.kind == "question"
    }
    claims = {}
    for place in case.places:
        of_head = decisions[f"{place}/{head}"]
        if of_head.is_open and place in own:
            claims[place] = claim_value(own[place], schema)
        elif of_head.is_there:
            claims[place] = meant_claim(place, row, version, schema, own.get(place))
    return answers, claims


def meant_claim(place, row, version, schema, own):
    """A claim that votes have; ... is where the annotator says nothing, because they did not mark the claim."""
    about = [decision for decision in row.decisions if decision.id.startswith(f"{place}/")]
    name = version.annotator
    claim = {}
    for role in schema.roles:
        if role.head:
            claim[role.name] = next(each.value for each in about if each.kind == "claim")
            continue
        of_role = [each for each in about if each.kind == "span" and each.element == role.name]
        mine = [span_value(span, role.name, schema) for span in spans_of(own, role.name)] if own else []
        places = [[span["start"], span["end"]] for span in mine]
        disputed = [each for each in of_role if each.is_open]
        if disputed and not any(name in each.who for each in disputed):
            claim[role.name] = ...
            continue
        wanted = [each.who.get(name) for each in disputed]
        taken = [span for span, at in zip(mine, places, strict=True) if at in wanted]
        kept = [
            each.value
            for each in of_role
            if each.is_there and (each.who[name] in places or not any(overlap(each.value, span) for span in taken))
        ]
        claim[role.name] = in_order([*kept, *taken])
    for each in about:
        if each.kind == "attribute":
            value = each.who.get(name, ...) if each.is_open else each.value
            if value not in (None, []):
                claim[each.element] = value
    return claim


def test_decided_conflicts_are_gold_above_the_votes(demo, records, conflicts):
    rulings = [ruling(case, demo.schema, version_of("A")) for case in conflicts]
    votes = {row.sentence_id: row for row in make_gold(records, demo.schema, MINORITIES)}
    adjudicated = gold_above(records, rulings, demo.schema, MINORITIES)
    for row in adjudicated.rows:
        before = {decision.id: decision for decision in votes[row.sentence_id].decisions}
        assert row.conflicts == ()
        for decision in row.decisions:
            if decision.id in before:
                assert (decision.votes, decision.who) == (before[decision.id].votes, before[decision.id].who)
            if decision.status == Status.ADJUDICATED:
                assert decision.ruled.by == ("dewi",)
    assert {row.sentence_id for row in adjudicated.rows if row.status == Status.ADJUDICATED} == {
        case.sentence_id for case in conflicts
    }
