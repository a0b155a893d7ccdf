"""What becomes of decisions when annotations, schema or other adjudicators say otherwise."""

from datetime import timedelta

import pytest
from adjudicating import AT, RULES, by_hand, cases, gold_above, record, ruling, version_of
from drawn import SCHEMAS, TEXT

from annotate.adjudication import problems_with, read_rulings, write_rulings
from annotate.errors import RecordError
from annotate.gold import Status

SCHEMA = SCHEMAS["claim_stance"]
TIES = RULES[0]
NO = {"has_claim": "no", "claims": []}
GUARANTEE = {"start": 18, "end": 25, "text": "jaminan"}
DEMAND = {"guarantee": GUARANTEE, "act": "demand", "stance": "support", "category": ["other"]}


def claim(**answers):
    return {"has_claim": "yes", "claims": [DEMAND | answers]}


def said(**by_annotator):
    return [record(SCHEMA, name, answers) for name, answers in by_annotator.items()]


TWO = said(ani=claim(act="demand"), budi=claim(act="offer"))


def decide(records, letter_of, **more):
    (case,) = cases(records, SCHEMA, TIES)
    letter = next(version.letter for version in case.versions if version.annotator == letter_of)
    return ruling(case, SCHEMA, version_of(letter), **more)


def test_an_adjudicator_sides_with_one_annotator_and_both_votes_stay():
    adjudicated = gold_above(TWO, [decide(TWO, "budi")], SCHEMA, TIES)
    (row,) = adjudicated.rows
    act = next(decision for decision in row.decisions if decision.element == "act")
    assert (act.value, act.status, act.votes) == ("offer", Status.ADJUDICATED, {"demand": 1, "offer": 1})
    assert row.claims[0]["act"] == "offer"
    line = next(line for line in row.to_json(SCHEMA)["decisions"] if line["element"] == "act")
    assert (line["adjudicators"], line["adjudicated_at"]) == (["dewi"], AT.isoformat())
    assert row.status == Status.ADJUDICATED


def test_a_decision_is_no_vote():
    three = said(ani=claim(act="demand"), budi=claim(act="offer"), citra=claim(act="refuse"))
    (row,) = gold_above(three, [decide(three, "ani")], SCHEMA, TIES).rows
    assert row.annotators == ("ani", "budi", "citra")
    assert all("dewi" not in decision.who for decision in row.decisions)


def test_a_decision_on_what_was_on_offer_before_is_stale_and_asked_again():
    decided = decide(TWO, "budi")
    changed = said(ani=claim(act="demand"), budi=claim(act="refuse"))
    adjudicated = gold_above(changed, [decided], SCHEMA, TIES)
    assert adjudicated.standing.stale == (decided,)
    assert adjudicated.rows[0].status == Status.UNRESOLVED


def test_a_decision_is_stale_if_what_is_agreed_beside_it_changed():
    decided = decide(TWO, "budi")
    changed = said(ani=claim(act="demand", stance="oppose"), budi=claim(act="offer", stance="oppose"))
    assert gold_above(changed, [decided], SCHEMA, TIES).standing.stale == (decided,)


def test_a_decision_made_under_another_schema_is_stale():
    other = SCHEMA.model_copy(update={"version": "2", "questions": ()})
    (case,) = cases(TWO, SCHEMA, TIES)
    decided = ruling(case, other, version_of("A"))
    assert gold_above(TWO, [decided], SCHEMA, TIES).standing.stale == (decided,)


def test_one_more_annotator_who_says_what_another_says_changes_no_offer():
    decided = decide(TWO, "budi")
    four = [*TWO, *said(citra=claim(act="demand"), eka=claim(act="offer"))]
    assert gold_above(four, [decided], SCHEMA, TIES).rows[0].claims[0]["act"] == "offer"


def test_a_decision_that_votes_have_made_by_now_is_dissolved():
    decided = decide(TWO, "budi")
    three = [*TWO, *said(citra=claim(act="demand"))]
    adjudicated = gold_above(three, [decided], SCHEMA, TIES)
    assert adjudicated.standing.dissolved == (decided,)
    assert adjudicated.rows[0].claims[0]["act"] == "demand"


def test_adjudicators_who_differ_leave_a_conflict_that_names_them():
    differing = [decide(TWO, "ani"), decide(TWO, "budi", by="eka")]
    adjudicated = gold_above(TWO, differing, SCHEMA, TIES)
    (row,) = adjudicated.rows
    assert list(adjudicated.standing.differing) == [row.sentence_id]
    assert [str(decision.reason) for decision in row.conflicts] == ["adjudicators differ: dewi and eka"]


def test_the_third_adjudicator_decides_between_two_who_differ_and_who_is_outvoted_is_named():
    rulings = [decide(TWO, "ani"), decide(TWO, "budi", by="eka"), decide(TWO, "budi", by="fajar")]
    adjudicated = gold_above(TWO, rulings, SCHEMA, TIES)
    (settled,) = adjudicated.standing.settled.values()
    assert (settled.ruled.by, adjudicated.standing.outvoted) == (("eka", "fajar"), (rulings[0],))
    assert adjudicated.rows[0].claims[0]["act"] == "offer"


def test_three_adjudicators_of_whom_each_says_something_else_leave_a_conflict():
    (case,) = cases(TWO, SCHEMA, TIES)
    third = by_hand(case, SCHEMA, claim(act="refuse"), by="fajar")
    adjudicated = gold_above(TWO, [decide(TWO, "ani"), decide(TWO, "budi", by="eka"), third], SCHEMA, TIES)
    assert (len(adjudicated.standing.differing), adjudicated.standing.outvoted) == (1, ())


def test_adjudicators_who_agree_both_decided():
    later = AT + timedelta(hours=1)
    rulings = [decide(TWO, "ani"), decide(TWO, "ani", by="eka", decided_at=later)]
    (row,) = gold_above(TWO, rulings, SCHEMA, TIES).rows
    act = next(decision for decision in row.decisions if decision.element == "act")
    assert (act.ruled.by, act.ruled.at) == (("dewi", "eka"), later)


def test_points_and_the_same_by_hand_are_no_difference():
    (case,) = cases(TWO, SCHEMA, TIES)
    rulings = [decide(TWO, "ani"), by_hand(case, SCHEMA, claim(act="demand"), by="eka")]
    assert gold_above(TWO, rulings, SCHEMA, TIES).rows[0].conflicts == ()


def test_the_last_decision_of_an_adjudicator_counts():
    rulings = [decide(TWO, "ani", decided_at=AT + timedelta(seconds=1)), decide(TWO, "budi")]
    assert gold_above(TWO, rulings, SCHEMA, TIES).rows[0].claims[0]["act"] == "demand"


def test_a_decision_that_holds_is_not_lost_to_a_later_one_on_an_old_question():
    rulings = [decide(TWO, "ani"), decide(TWO, "budi", offered="0" * 12, decided_at=AT + timedelta(hours=1))]
    standing = gold_above(TWO, rulings, SCHEMA, TIES).standing
    assert [settled.rulings for settled in standing.settled.values()] == [(rulings[0],)]
    assert standing.stale == ()


def test_by_hand_wins_over_points():
    (case,) = cases(TWO, SCHEMA, TIES)
    both = decide(TWO, "ani", by_hand=claim(act="evaluate"))
    assert problems_with(both, case, SCHEMA, TEXT) == []
    assert gold_above(TWO, [both], SCHEMA, TIES).rows[0].claims[0]["act"] == "evaluate"


def test_by_hand_may_drop_an_agreed_claim_and_mark_another():
    (case,) = cases(TWO, SCHEMA, TIES)
    elsewhere = {"start": 34, "end": 41, "text": "menolak"}
    decided = by_hand(case, SCHEMA, {"has_claim": "yes", "claims": [DEMAND | {"guarantee": elsewhere}]})
    (row,) = gold_above(TWO, [decided], SCHEMA, TIES).rows
    heads = {decision.id: decision for decision in row.decisions if decision.kind == "claim"}
    assert (heads["18-25/guarantee"].value, heads["18-25/guarantee"].status) == (None, Status.ADJUDICATED)
    assert heads["34-41/guarantee"].votes == {"marked": 0, "not marked": 2}
    assert [claim["guarantee"]["text"] for claim in row.claims] == ["menolak"]


EMPTY = {"points": ()}
UNKNOWN_OPTION = {"points": ({"point": "18-25/act", "option": "promise"},)}
UNKNOWN_POINT = {"points": ({"point": "0-5/act", "option": "x"},)}
INVALID = {"by_hand": {"has_claim": "no", "claims": [DEMAND]}}
ELSEWHERE = {"by_hand": {"has_claim": "yes", "claims": [DEMAND | {"guarantee": GUARANTEE | {"text": "Jaminan"}}]}}


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (EMPTY, "nothing is decided: no point has an answer, and nothing is marked by hand"),
        (UNKNOWN_OPTION, "the point 18-25/act has no option promise"),
        (UNKNOWN_POINT, "there is no point 0-5/act"),
        (INVALID, "has_claim is no and a guarantee is marked"),
        (ELSEWHERE, "claim 1, guarantee: the sentence has 'jaminan' at 18-25, and not 'Jaminan'"),
    ],
)
def test_a_decision_that_decides_nothing_says_why_and_is_not_gold(decision, problem):
    (case,) = cases(TWO, SCHEMA, TIES)
    wrong = decide(TWO, "ani", **decision)
    assert problems_with(wrong, case, SCHEMA, TEXT)[0] == problem


def test_a_point_with_two_answers_decides_nothing():
    (case,) = cases(TWO, SCHEMA, TIES)
    (point,) = case.points
    both = tuple({"point": point.id, "option": option.id} for option in point.options)
    assert problems_with(decide(TWO, "ani", points=both), case, SCHEMA) == ["the point 18-25/act has 2 answers"]


def test_a_decision_of_which_a_point_is_missing_is_not_finished():
    two_points = said(ani=claim(act="demand"), budi=claim(act="offer", stance="mixed"))
    whole = decide(two_points, "budi")
    half = whole.model_copy(update={"points": whole.points[:1]})
    adjudicated = gold_above(two_points, [half], SCHEMA, TIES)
    assert adjudicated.standing.unfinished == (half,)
    assert adjudicated.rows[0].status == Status.UNRESOLVED


def test_a_span_that_is_taken_takes_the_place_of_an_agreed_one_that_it_overlaps():
    ani, budi, citra = (
        {"start": start, "end": end, "text": TEXT[start:end]} for start, end in ((9, 12), (12, 25), (9, 25))
    )
    three = said(ani=claim(cue=[ani]), budi=claim(cue=[budi]), citra=claim(cue=[citra]))
    (case,) = cases(three, SCHEMA, RULES[1])
    assert case.agreed.fields["claims"][0]["cue"] == [citra]
    for name, cue in (("ani", [ani]), ("budi", [citra])):
        letter = next(version.letter for version in case.versions if version.annotator == name)
        (row,) = gold_above(three, [ruling(case, SCHEMA, version_of(letter))], SCHEMA, RULES[1]).rows
        assert row.claims[0]["cue"] == cue


def test_two_spans_of_one_annotator_are_both_taken():
    short, long, part = (
        {"start": start, "end": end, "text": TEXT[start:end]} for start, end in ((9, 17), (8, 25), (9, 10))
    )
    three = said(ani=claim(cue=[short]), budi=claim(cue=[short]), citra=claim(cue=[part, long]))
    (case,) = cases(three, SCHEMA, RULES[1])
    letter = next(version.letter for version in case.versions if version.annotator == "citra")
    (row,) = gold_above(three, [ruling(case, SCHEMA, version_of(letter))], SCHEMA, RULES[1]).rows
    assert row.claims[0]["cue"] == [part, short]


def test_decisions_are_read_as_they_were_written(tmp_path):
    file = tmp_path / "decisions.jsonl"
    rulings = [decide(TWO, "ani", note="“a” & <b>"), by_hand(cases(TWO, SCHEMA, TIES)[0], SCHEMA, claim(), by="eka")]
    write_rulings(file, rulings)
    first = file.read_bytes()
    assert read_rulings(file) == rulings
    write_rulings(file, read_rulings(file))
    assert file.read_bytes() == first


def test_a_broken_line_is_named(tmp_path):
    file = tmp_path / "decisions.jsonl"
    write_rulings(file, [decide(TWO, "ani")])
    file.write_bytes(file.read_bytes() + b'{"format": 1, "sentence_id": "a:0-1"}\n')
    with pytest.raises(RecordError, match=r"decisions.jsonl, line 2, adjudicator: is required but missing"):
        read_rulings(file)


def test_nothing_was_decided_where_there_is_no_file(tmp_path):
    assert read_rulings(tmp_path / "decisions.jsonl") == []
