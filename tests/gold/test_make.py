from dataclasses import replace
from random import Random

import pytest

from annotate.gold import conflict_rows, make_gold
from annotate.gold.decision import vote
from annotate.schema import record_model
from annotate.schema.model import Question


def decisions_of(row, element, kind=None):
    return [each for each in row.decisions if each.element == element and kind in (None, each.kind)]


def test_a_strict_majority_decides(annotated, claim, schema) -> None:
    records = [annotated("ani", 1, [claim()]), annotated("budi", 1, [claim()]), annotated("citra", 1, [])]
    (row,) = make_gold(records, schema)
    assert row.answers == {"has_claim": "yes"}
    (decision,) = decisions_of(row, "has_claim")
    assert (decision.status, decision.votes) == ("majority", {"no": 1, "yes": 2})
    assert decision.who == {"ani": "yes", "budi": "yes", "citra": "no"}
    assert row.status == "majority"
    assert [gold["act"] for gold in row.claims] == ["refuse"]


def test_a_tie_is_never_settled_silently(annotated, claim, schema) -> None:
    records = [annotated("ani", 1, [claim()]), annotated("budi", 1, [])]
    (row,) = make_gold(records, schema)
    assert row.answers == {}
    assert row.claims == ()
    assert [str(each.reason) for each in row.conflicts] == ["tie: no 1, yes 1", "tie: 1 of 2 marked it"]


def test_one_annotator_is_too_few(annotated, claim, schema) -> None:
    (row,) = make_gold([annotated("ani", 1, [claim()]), annotated("budi", 1, None)], schema)
    assert row.status == "unresolved"
    assert {str(each.reason) for each in row.conflicts} == {"too few: one annotator only"}
    assert row.annotators == ("ani",)


def test_three_different_answers_are_no_majority(annotated, claim, schema) -> None:
    acts = ["refuse", "demand", "offer"]
    records = [annotated(name, 1, [claim(act=act)]) for name, act in zip("abc", acts, strict=True)]
    (row,) = make_gold(records, schema)
    (decision,) = decisions_of(row, "act")
    assert str(decision.reason) == "tie: demand 1, offer 1, refuse 1"
    assert "act" not in row.claims[0]
    assert row.claims[0]["stance"] == "oppose"


def test_a_boundary_is_that_of_a_real_annotation(annotated, claim, schema) -> None:
    heads = ["jaminan keamanan", "jaminan keamanan NATO", "menolak jaminan keamanan"]
    records = [annotated(name, 1, [claim(head)]) for name, head in zip("abc", heads, strict=True)]
    (row,) = make_gold(records, schema)
    assert row.claims[0]["guarantee"]["text"] == "jaminan keamanan"
    (decision,) = decisions_of(row, "guarantee")
    assert (decision.status, decision.votes) == ("majority", {"marked": 3, "not marked": 0})


def test_heads_with_less_than_half_in_common_are_two_claims(annotated, claim, schema) -> None:
    heads = ["jaminan keamanan NATO", "NATO untuk Ukraina", "kata Peskov"]
    records = [annotated(name, 1, [claim(head)]) for name, head in zip("abc", heads, strict=True)]
    (row,) = make_gold(records, schema)
    assert row.claims == ()
    assert {str(each.reason) for each in decisions_of(row, "guarantee")} == {"minority: 1 of 3 marked it"}


def test_a_role_is_voted_by_those_who_marked_the_claim(annotated, claim, schema) -> None:
    records = [
        annotated("a", 1, [claim()]),
        annotated("b", 1, [claim()]),
        annotated("c", 1, [claim(claimant="")]),
        annotated("d", 2, [claim()]),
        annotated("e", 2, [claim(claimant="")]),
    ]
    three, two = make_gold(records, schema)
    assert three.claims[0]["claimant"] == [{"start": 0, "end": 5, "text": "Rusia", "actor": "russia"}]
    assert two.claims[0]["claimant"] == []
    (decision,) = decisions_of(two, "claimant")
    assert (decision.status, str(decision.reason), decision.claim) == ("unresolved", "tie: 1 of 2 marked it", 0)


def test_sets_are_voted_label_by_label(annotated, claim, schema) -> None:
    chosen = [["treaty", "troops"], ["treaty"], ["treaty", "finance"]]
    records = [annotated(name, 1, [claim(category=labels)]) for name, labels in zip("abc", chosen, strict=True)]
    (row,) = make_gold(records, schema)
    assert row.claims[0]["category"] == ["treaty"]
    (row,) = make_gold(records[:2], schema)
    (decision,) = decisions_of(row, "category")
    assert (decision.value, str(decision.reason)) == (None, "tie on troops")


def test_not_answering_an_optional_question_is_an_answer(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim(claimant_unmarked="none")])]
    records += [annotated(name, 1, [claim()]) for name in "bc"]
    (row,) = make_gold(records, schema)
    (decision,) = decisions_of(row, "claimant_unmarked")
    assert (decision.value, decision.status, decision.votes) == (None, "majority", {"none": 1, "": 2})
    assert "claimant_unmarked" not in row.claims[0]
    (row,) = make_gold(records[:2], schema)
    (decision,) = decisions_of(row, "claimant_unmarked")
    assert str(decision.reason) == "tie: no answer 1, none 1"


def test_what_annotators_say_of_themselves_is_neither_gold_nor_a_conflict(annotated, claim, schema) -> None:
    records = [annotated(name, 1, [claim(confidence=sure)]) for name, sure in zip("abc", "123", strict=True)]
    (row,) = make_gold(records, schema)
    assert (row.status, row.conflicts, decisions_of(row, "confidence")) == ("unanimous", (), [])
    assert "confidence" not in row.claims[0]


def test_a_label_called_no_answer_is_an_answer() -> None:
    question = Question(name="tone", definition="How it sounds.", labels=[{"name": "no answer"}, {"name": "calm"}])
    decision = vote(question, "question", {"a": "no answer", "b": "no answer", "c": None})
    assert (decision.value, decision.votes) == ("no answer", {"": 1, "no answer": 2})


def test_unanimous_is_everybody_with_the_same(annotated, claim, schema) -> None:
    (row,) = make_gold([annotated(name, 1, [claim()]) for name in "abc"], schema)
    assert row.status == "unanimous"
    assert row.conflicts == ()
    assert list(conflict_rows([row])) == []


def test_a_gold_row_reads_as_a_record(annotated, claim, schema) -> None:
    records = [annotated(name, 1, [claim(category=["treaty"])], created_at="2026-01-02T03:04:05Z") for name in "abc"]
    (row,) = make_gold(records, schema)
    line = row.to_json(schema)
    assert line["decided_at"] == "2026-01-02T03:04:05+00:00"
    shape = {"annotator": "gold", "status": "submitted", "schema": {"name": "s", "version": "1", "digest": "d"}}
    own = {name: line[name] for name in ("sentence_id", "article_id", "has_claim", "claims")}
    assert record_model(schema).model_validate(own | shape).claims == records[0].claims


def test_conflicts_list_what_a_person_must_decide(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim()]), annotated("b", 1, [claim(act="demand")])]
    (conflict,) = conflict_rows(make_gold(records, schema))
    assert conflict["annotators"] == ["a", "b"]
    assert [each["element"] for each in conflict["conflicts"]] == ["act"]
    assert conflict["conflicts"][0]["who"] == {"a": "refuse", "b": "demand"}


@pytest.mark.parametrize("seed", range(20))
def test_neither_order_nor_names_change_gold(annotated, claim, schema, seed: int) -> None:
    random = Random(seed)
    heads = ["jaminan keamanan", "jaminan keamanan NATO", "keamanan NATO"]

    def any_claim() -> dict:
        stance, act = random.choice(["oppose", "mixed"]), random.choice(["refuse", "demand"])
        return claim(random.choice(heads), random.choice(["Rusia", "Peskov"]), stance=stance, act=act)

    names = random.sample("abc", 3)
    answers = [[any_claim() for _ in range(random.randint(0, 3))] for _ in names]
    records = [annotated(name, 1, claims) for name, claims in zip("abc", answers, strict=True)]
    shuffled = [
        annotated(name, 1, random.sample(claims, len(claims))) for name, claims in zip(names, answers, strict=True)
    ]
    (before,), (after,) = make_gold(records, schema), make_gold(random.sample(shuffled, 3), schema)
    assert before.claims == after.claims
    assert before.answers == after.answers
    assert [replace(each, who={}) for each in before.decisions] == [replace(each, who={}) for each in after.decisions]


def test_a_repeat_does_not_vote(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim()]), annotated("b", 1, []), annotated("b", 1, [claim()])]
    (row,) = make_gold(records, schema)
    (decision,) = decisions_of(row, "has_claim")
    assert decision.votes == {"no": 1, "yes": 1}
