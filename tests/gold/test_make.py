from random import Random

import pytest
from pydantic import ValidationError

from annotate.adjudication.asked import of_text
from annotate.config import GoldRules
from annotate.gold import conflict_rows, each_gold, gold_lines, make, make_gold, written
from annotate.gold.votes import Ballot, vote
from annotate.json_files import json_line
from annotate.schema import record_model
from annotate.schema.described import Label, Question


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


def test_what_one_of_ten_marked_is_absent_and_keeps_its_votes(annotated, claim, schema) -> None:
    """A mark that one of many made is true in one case of six: it is neither gold nor a conflict."""
    names = "abcdefghij"
    records = [annotated(name, 1, [claim(), claim("kata Peskov")] if name == "a" else [claim()]) for name in names]
    (row,) = make_gold(records, schema)
    assert [gold["guarantee"]["text"] for gold in row.claims] == ["jaminan keamanan"]
    absent = [each for each in decisions_of(row, "guarantee") if each.claim is None]
    assert [(each.value, each.status, each.votes) for each in absent] == [
        (None, "majority", {"marked": 1, "not marked": 9})
    ]
    assert row.conflicts == ()


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


def test_a_claim_and_a_span_that_two_of_three_did_not_mark_are_absent_and_keep_their_votes(
    annotated, claim, schema
) -> None:
    records = [
        annotated("a", 1, [claim(), claim("kata Peskov")]),
        annotated("b", 1, [claim(claimant="")]),
        annotated("c", 1, [claim(claimant="")]),
    ]
    (row,) = make_gold(records, schema)
    assert [gold["guarantee"]["text"] for gold in row.claims] == ["jaminan keamanan"]
    assert row.claims[0]["claimant"] == []
    assert row.conflicts == ()
    _, absent = decisions_of(row, "guarantee")
    assert (absent.value, absent.status, absent.votes) == (None, "majority", {"marked": 1, "not marked": 2})
    assert absent.who == {"a": [51, 62], "b": None, "c": None}
    (claimant,) = decisions_of(row, "claimant")
    assert (claimant.value, claimant.status, claimant.who["a"]) == (None, "majority", [0, 5])


def test_claims_whose_heads_overlap_are_one_as_they_are_in_agreement(annotated, claim, schema) -> None:
    heads = ["jaminan keamanan", "keamanan NATO untuk Ukraina", "kata Peskov"]
    records = [annotated(name, 1, [claim(head)]) for name, head in zip("abc", heads, strict=True)]
    (row,) = make_gold(records, schema)
    assert [gold["guarantee"]["text"] for gold in row.claims] == ["jaminan keamanan"]
    same, other = decisions_of(row, "guarantee")
    assert (same.votes, other.votes) == ({"marked": 2, "not marked": 1}, {"marked": 1, "not marked": 2})


def test_a_span_of_a_role_is_there_if_most_of_those_who_saw_the_sentence_marked_it(annotated, claim, schema) -> None:
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


def test_a_span_belongs_to_a_claim_if_most_of_its_annotators_linked_it_there(annotated, claim, schema) -> None:
    second = claim("kata Peskov")
    records = [
        annotated("a", 1, [claim(), second]),
        annotated("b", 1, [claim(claimant=""), second]),
        annotated("c", 1, [claim(claimant=""), second]),
    ]
    (row,) = make_gold(records, schema)
    first, other = decisions_of(row, "claimant")
    assert (first.value, first.status, first.votes) == (None, "majority", {"linked": 1, "not linked": 2})
    assert (other.value["text"], other.status) == ("Rusia", "unanimous")
    assert [gold["claimant"] == [] for gold in row.claims] == [True, False]
    (row,) = make_gold(records[:2], schema)
    tie = decisions_of(row, "claimant")[0]
    assert (tie.status, tie.votes) == ("unresolved", {"linked": 1, "not linked": 1})


def test_sets_are_voted_label_by_label_and_are_in_the_order_of_the_schema(annotated, claim, schema) -> None:
    chosen = [["treaty", "troops"], ["troops", "treaty"], ["treaty", "troops", "finance"]]
    records = [annotated(name, 1, [claim(category=labels)]) for name, labels in zip("abc", chosen, strict=True)]
    (row,) = make_gold(records, schema)
    assert row.claims[0]["category"] == ["troops", "treaty"]
    (row,) = make_gold(records[1:], schema)
    (decision,) = decisions_of(row, "category")
    assert (decision.value, str(decision.reason)) == (None, "tie on finance")


def test_a_set_that_must_not_be_empty_is_open_where_no_label_has_a_majority() -> None:
    ballot = Ballot("tone", "question", ("x", "y", "z"), is_set=True)
    decision = vote(ballot, {"a": ("x",), "b": ("y",), "c": ("z",)}, GoldRules())
    assert (decision.value, str(decision.reason)) == (None, "no majority: x 1, y 1, z 1")


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


def test_what_annotators_must_say_of_themselves_is_asked_of_each_and_of_no_adjudicator(schema) -> None:
    sure = Question(
        name="sure", definition="How sure?", of="annotator", required=True, labels=(Label(name="a"), Label(name="b"))
    )
    asking = schema.model_copy(update={"questions": (*schema.questions, sure)})
    row = {"sentence_id": "a1:0-9", "article_id": "a1", "status": "submitted", "has_claim": "no"}
    row["schema"] = {"name": "s", "version": "1", "digest": "d"}
    with pytest.raises(ValidationError, match="sure is required and has no answer"):
        record_model(asking).model_validate({**row, "annotator": "ani"})
    said = [{**row, "annotator": name, "sure": answer} for name, answer in (("ani", "a"), ("budi", "b"))]
    (gold,) = make_gold([record_model(asking).model_validate(each) for each in said], asking)
    assert (gold.status, gold.answers, gold.conflicts) == ("unanimous", {"has_claim": "no"}, ())
    record_model(of_text(asking)).model_validate({**row, "annotator": "adjudicator"})


def test_a_label_called_no_answer_is_an_answer() -> None:
    ballot = Ballot("tone", "question", ("no answer", "calm"), required=False)
    decision = vote(ballot, {"a": "no answer", "b": "no answer", "c": None}, GoldRules())
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
    dates = [{"created_at": f"2026-01-0{day}T00:00:00Z"} for day in (2, 1, 3)]
    said = list(zip(answers, dates, strict=True))
    records = [annotated(name, 1, claims, **date) for name, (claims, date) in zip("abc", said, strict=True)]
    shuffled = [
        annotated(name, 1, random.sample(claims, len(claims)), **date)
        for name, (claims, date) in zip(names, said, strict=True)
    ]
    (before,), (after,) = make_gold(records, schema), make_gold(random.sample(shuffled, 3), schema)
    assert before.claims == after.claims
    assert before.answers == after.answers
    assert [each._replace(who={}) for each in before.decisions] == [each._replace(who={}) for each in after.decisions]


def test_a_repeat_does_not_vote(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim()]), annotated("b", 1, []), annotated("b", 1, [claim()])]
    (row,) = make_gold(records, schema)
    (decision,) = decisions_of(row, "has_claim")
    assert decision.votes == {"no": 1, "yes": 1}


def test_a_sentence_has_the_gold_that_it_has_alone_whatever_is_said_of_others(annotated, claim, schema) -> None:
    random, heads = Random(1), ["jaminan keamanan", "jaminan keamanan NATO", "keamanan"]
    said = [[], [claim()], [claim(heads[1])], [claim(act="demand"), claim(heads[2], "")]]
    records = [
        annotated(name, sentence, random.choice(said), created_at=f"2026-11-0{random.randint(1, 9)}T00:00:00Z")
        for sentence in range(200)
        for name in random.sample("abc", random.randint(1, 3))
    ]
    by_sentence = {}
    for record in records:
        by_sentence.setdefault(record.sentence_id, []).append(record)
    alone = [row for those in by_sentence.values() for row in make_gold(those, schema)]
    assert make_gold(records, schema) == alone
    assert len({str(row.decisions) for row in alone}) > 50


def test_gold_of_a_sentence_needs_no_other(annotated, claim, schema) -> None:
    asked = []

    def sentences():
        for number in (1, 2, 3):
            asked.append(number)
            yield {name: annotated(name, number, [claim()]) for name in "abc"}

    for made, row in enumerate(each_gold(sentences(), schema), 1):
        assert asked == list(range(1, made + 1))
        assert [row] == make_gold([annotated(name, made, [claim()]) for name in "abc"], schema)


def test_more_sentences_than_are_kept_have_the_gold_that_each_has_alone(annotated, claim, schema, monkeypatch) -> None:
    monkeypatch.setattr(make, "ALIKE", 2)
    monkeypatch.setattr(written, "ALIKE", 2)
    acts = ["demand", "offer", "refuse", "demand", "demand", "offer"]
    said = [[annotated(name, number, [claim(act=act)]) for name in "abc"] for number, act in enumerate(acts)]
    rows = each_gold(({record.annotator: record for record in those} for those in said), schema)
    alone = [row for those in said for row in make_gold(those, schema)]
    assert [*gold_lines(rows, schema)] == [json_line(row.to_json(schema)) for row in alone]
