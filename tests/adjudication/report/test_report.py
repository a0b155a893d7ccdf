"""What decisions say of annotators and codebook, counted by hand."""

import json

import pytest
from adjudicating import AT, RULES, record, ruling, version_of
from adjudicating import by_hand as marked
from drawn import SCHEMAS, TEXT

from annotate.adjudication import adjudicate
from annotate.adjudication.conflicts import Conflicts
from annotate.adjudication.open_cases import open_cases
from annotate.adjudication.report import report_on
from annotate.gold import make_gold

SCHEMA = SCHEMAS["claim_stance"]
TIES = RULES[0]
DEMAND = {"guarantee": {"start": 18, "end": 25, "text": "jaminan"}, "act": "demand", "stance": "support"}


def said(article, **acts):
    """One sentence of an article, in which each annotator has the same claim with another act."""
    records = []
    for name, act in acts.items():
        claims = [DEMAND | {"act": act, "category": ["other"]}]
        one = record(SCHEMA, name, {"has_claim": "yes", "claims": claims})
        records.append(one.model_copy(update={"article_id": article, "sentence_id": f"{article}:0-{len(TEXT)}"}))
    return records


def reported(records, decide):
    """The report on decisions that `decide` makes of each case."""
    cases = tuple(open_cases(records, SCHEMA, TIES, seed=1))
    rulings = [each for case in cases for each in decide(case)]
    conflicts = Conflicts(cases, tuple(rulings), {}, SCHEMA)
    rows = adjudicate(make_gold(records, SCHEMA, TIES), records, rulings, SCHEMA, TIES).rows
    return report_on(conflicts, rows)


def siding_with(name, **more):
    def decide(case):
        letter = next(version.letter for version in case.versions if version.annotator == name)
        return [ruling(case, SCHEMA, version_of(letter), **more)]

    return decide


FOUR = [
    *said("one", ani="demand", budi="offer"),
    *said("two", ani="refuse", budi="accept"),
    *said("three", ani="demand", budi="demand"),
    *said("four", ani="demand", budi="offer", citra="refuse"),
]


def test_who_was_overruled_how_often_on_what():
    made = reported(FOUR, siding_with("budi"))
    assert (made.conflicts, made.decided, made.by_hand) == (3, 3, 0)
    counts = {(each.annotator, each.element): (each.share.part, each.share.whole) for each in made.overruled}
    assert counts == {
        ("ani", ""): (3, 3),
        ("ani", "act"): (3, 3),
        ("budi", ""): (0, 3),
        ("budi", "act"): (0, 3),
        ("citra", ""): (1, 1),
        ("citra", "act"): (1, 1),
    }
    assert made.changed[0] == ("act", "demand", "offer", 2)
    assert sorted(made.changed[1:]) == [("act", "refuse", "accept", 1), ("act", "refuse", "offer", 1)]


def test_siding_is_counted_against_what_chance_gives():
    sides = {each.annotator: each.share.value for each in reported(FOUR, siding_with("budi")).sides}
    # Of two who were asked chance gives 1/2, and of three 1/3.
    assert sides["budi"] == pytest.approx(((1 - 1 / 2) + (1 - 1 / 2) + (1 - 1 / 3)) / 3)
    assert sides["ani"] == pytest.approx(-(1 / 2 + 1 / 2 + 1 / 3) / 3)
    assert sides["citra"] == pytest.approx(-1 / 3)


def test_a_common_answer_that_is_taken_is_no_siding():
    tied = [
        each for article in "abcde" for each in said(article, ani="demand", budi="demand", citra="offer", eka="refuse")
    ]
    sides = reported(tied, siding_with("ani")).sides
    assert {each.annotator: each.share.value for each in sides} == {"ani": 0.5, "budi": 0.5, "citra": -0.5, "eka": -0.5}


def test_an_interval_by_article_says_whether_somebody_is_favoured():
    many = [each for number in range(12) for each in said(f"a{number}", ani="demand", budi="offer")]

    def mostly_ani(case):
        return siding_with("budi" if case.article_id in ("a3", "a7") else "ani")(case)

    ani, budi = reported(many, mostly_ani).sides
    low, high = ani.share.interval
    assert ani.share.value == pytest.approx(10 / 12 - 1 / 2)
    assert 0 < low < ani.share.value < high
    assert budi.share.interval == pytest.approx((-high, -low))
    overruled = next(each for each in reported(many, mostly_ani).overruled if each.annotator == "ani")
    low, high = overruled.share.interval
    assert 0 < low < 2 / 12 < high < 1


def test_each_of_two_adjudicators_is_shown_apart():
    def decide(case):
        return siding_with("ani", by="eka" if case.article_id == "one" else "dewi")(case)

    sides = {(each.adjudicator, each.annotator): each.share.whole for each in reported(FOUR, decide).sides}
    assert sides == {
        ("", "ani"): 3,
        ("", "budi"): 3,
        ("", "citra"): 1,
        ("dewi", "ani"): 2,
        ("dewi", "budi"): 2,
        ("dewi", "citra"): 1,
        ("eka", "ani"): 1,
        ("eka", "budi"): 1,
    }


def test_what_is_marked_by_hand_is_compared_with_what_annotators_said():
    def decide(case):
        act = "offer" if case.article_id == "one" else "evaluate"
        return [marked(case, SCHEMA, {"has_claim": "yes", "claims": [DEMAND | {"act": act, "category": ["other"]}]})]

    made = reported(FOUR, decide)
    assert made.by_hand == 3
    counts = {each.annotator: (each.share.part, each.share.whole) for each in made.overruled if not each.element}
    assert counts == {"ani": (3, 3), "budi": (2, 3), "citra": (1, 1)}
    assert ("act", "demand", "offer", 1) in made.changed


def test_a_claim_that_is_dropped_by_hand_overrules_all_who_had_it_and_said_so():
    made = reported(FOUR, lambda case: [marked(case, SCHEMA, {"has_claim": "no", "claims": []})])
    counts = {(each.annotator, each.element): (each.share.part, each.share.whole) for each in made.overruled}
    dropped = ("act", "guarantee", "has_claim")
    assert {name: counts["ani", name] for name in dropped} == dict.fromkeys(dropped, (3, 3))
    assert {name: counts["citra", name] for name in dropped} == dict.fromkeys(dropped, (1, 1))
    assert counts["budi", ""] == (9, 9)


def test_decisions_that_do_not_hold_do_not_count():
    made = reported(FOUR, lambda case: siding_with("budi", offered="0" * 12)(case) if case.article_id == "one" else [])
    assert (made.conflicts, made.decided, made.overruled, made.sides) == (3, 0, (), ())
    assert [(each.element, each.share.part) for each in made.work] == [("act", 3)]


def test_notes_come_by_element():
    made = reported(FOUR[:2], siding_with("budi", note="An offer needs a condition."))
    assert [tuple(note) for note in made.notes] == [
        ("act", f"one:0-{len(TEXT)}", "dewi", "An offer needs a condition.")
    ]


def test_points_are_counted_by_element():
    records = [*FOUR, *said("five", ani="demand", budi="demand")]
    other = records[-1].claims[0].model_copy(update={"stance": "oppose"})
    records[-1] = records[-1].model_copy(update={"claims": (other,)})
    made = reported(records, siding_with("budi"))
    assert [(work.element, work.share.part, work.share.whole) for work in made.work] == [
        ("act", 3, 4),
        ("stance", 1, 4),
    ]


def test_rules_of_the_codebook_are_counted_where_notes_name_them():
    def decide(case):
        notes = {"one": "See negation, and Voices within\nvoices.", "two": "A renegation."}
        return siding_with("budi", note=notes.get(case.article_id, ""))(case)

    rules = [(work.rule, work.share.part, work.share.whole) for work in reported(FOUR, decide).rules]
    assert rules == [("Negation", 1, 3), ("Voices within voices", 1, 3)]


def test_what_is_agreed_and_changed_by_hand_overrules_all_who_said_it():
    changed = DEMAND | {"act": "demand", "category": ["other"], "stance": "oppose"}
    made = reported(FOUR[:2], lambda case: [marked(case, SCHEMA, {"has_claim": "yes", "claims": [changed]})])
    counts = {(each.annotator, each.element): (each.share.part, each.share.whole) for each in made.overruled}
    assert counts == {
        ("ani", ""): (1, 2),
        ("ani", "act"): (0, 1),
        ("ani", "stance"): (1, 1),
        ("budi", ""): (2, 2),
        ("budi", "act"): (1, 1),
        ("budi", "stance"): (1, 1),
    }
    assert ("stance", "support", "oppose", 2) in made.changed
    sides = {side.annotator: side.share.value for side in made.sides}
    assert sides == {"ani": pytest.approx(0.25), "budi": pytest.approx(-0.25)}


def test_the_report_is_json_and_the_same_each_time():
    one, other = (json.dumps(reported(FOUR, siding_with("ani")).to_json()) for _ in range(2))
    assert one == other
    sides = json.loads(one)["sides"][0]
    assert (sides["annotator"], sides["adjudicator"], sides["of"]) == ("ani", None, 3)
    assert AT.isoformat() not in one
