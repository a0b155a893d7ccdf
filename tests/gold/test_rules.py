"""What a person must decide under each setting of `gold:`, and what becomes of one annotator's answers."""

import pytest

from annotate.config import GoldRules
from annotate.gold import make_gold
from annotate.gold.make import conflict_rows
from annotate.schema import record_model

TIES, MINORITIES, ALL = (GoldRules(adjudicate=setting) for setting in ("ties", "minorities", "all"))


def open_in(records, schema, rules):
    (row,) = make_gold(records, schema, rules)
    return [(each.element, str(each.reason)) for each in row.conflicts]


@pytest.fixture(scope="module")
def minority(annotated, claim):
    """A claim that all three have, in which one marks a claimant; and a claim that one of them has."""
    return [
        annotated("a", 1, [claim(), claim("kata Peskov", claimant="")]),
        annotated("b", 1, [claim(claimant="")]),
        annotated("c", 1, [claim(claimant="")]),
    ]


def test_what_a_minority_marked_goes_to_a_person_if_asked(minority, schema) -> None:
    open_spans = [("claimant", "minority: 1 of 3 marked it"), ("guarantee", "minority: 1 of 3 marked it")]
    assert open_in(minority, schema, TIES) == []
    assert open_in(minority, schema, MINORITIES) == open_spans
    assert open_in(minority, schema, ALL) == open_spans


def test_a_majority_that_is_not_unanimous_goes_to_a_person_if_asked(annotated, claim, schema) -> None:
    records = [
        annotated(name, 1, [claim(act=act)]) for name, act in zip("abc", ("refuse", "refuse", "offer"), strict=True)
    ]
    assert open_in(records, schema, TIES) == open_in(records, schema, MINORITIES) == []
    assert open_in(records, schema, ALL) == [("act", "not unanimous: offer 1, refuse 2")]


def test_a_claim_with_other_boundaries_is_not_unanimous(annotated, claim, schema) -> None:
    heads = ("jaminan keamanan", "jaminan keamanan", "jaminan keamanan NATO")
    records = [annotated(name, 1, [claim(head)]) for name, head in zip("abc", heads, strict=True)]
    assert open_in(records, schema, MINORITIES) == []
    assert open_in(records, schema, ALL) == [
        ("has_claim", "decided together: yes 3, and a claim is open"),
        ("guarantee", "not unanimous: 3 of 3 marked it, with different boundaries"),
    ]


@pytest.mark.parametrize("rules", [TIES, MINORITIES, ALL])
def test_a_tie_goes_to_a_person_and_a_unanimous_sentence_to_nobody(annotated, claim, schema, rules) -> None:
    same = [annotated(name, 1, [claim()]) for name in "abc"]
    assert open_in(same, schema, rules) == []
    tie = [annotated("a", 1, [claim()]), annotated("b", 1, [claim(stance="mixed")])]
    assert open_in(tie, schema, rules) == [("stance", "tie: mixed 1, oppose 1")]


def test_the_answers_of_one_annotator_are_left_open_or_taken_as_such(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim(category=["troops"])]), annotated("a", 2, [])]
    left = make_gold(records, schema)
    assert [row.status for row in left] == ["unresolved", "unresolved"]
    taken = make_gold(records, schema, GoldRules(one="take", adjudicate="all"))
    assert [row.status for row in taken] == ["single", "single"]
    assert {each.status for row in taken for each in row.decisions} == {"single"}
    assert taken[0].claims[0]["claimant"][0]["actor"] == "russia"
    assert (taken[0].answers, taken[0].claims[0]["category"]) == ({"has_claim": "yes"}, ["troops"])
    assert taken[1].answers == {"has_claim": "no"}
    assert list(conflict_rows(taken)) == []


def test_a_sentence_in_which_nothing_is_asked_or_marked_is_settled_by_two(schema) -> None:
    spans_only = schema.model_copy(update={"questions": (), "claims_if": None})
    model = record_model(spans_only)
    heading = {"sentence_id": "a:0-9", "article_id": "a", "status": "submitted"}
    heading["schema"] = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    ani, budi = (model.model_validate(heading | {"annotator": name}) for name in ("ani", "budi"))
    statuses = [
        make_gold(records, spans_only, rules)[0].status
        for records, rules in (([ani, budi], TIES), ([ani], TIES), ([ani], GoldRules(one="take")))
    ]
    assert statuses == ["unanimous", "unresolved", "single"]
