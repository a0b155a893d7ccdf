"""Gold of tables from elsewhere: no schema, no project."""

import csv
import io
import json
import random

import pytest

from annotate.agreement.tables.read import read_table
from annotate.config import GoldRules
from annotate.errors import InsufficientData
from annotate.gold.table import decide_table, write_decisions

LINES = ["u1,a,tone,calm", "u1,b,tone,calm", "u1,c,tone,loud", "u2,a,tone,calm", "u2,b,tone,loud", "u1,a,topic,war"]


def decided(lines, rules=None, level="nominal", **options):
    table = read_table(io.StringIO("unit,annotator,variable,value\n" + "\n".join(lines) + "\n"), level)
    file = io.BytesIO()
    write_decisions(decide_table(table, rules or GoldRules(), **options), file, "|")
    return list(csv.DictReader(io.StringIO(file.getvalue().decode())))


def test_each_variable_of_each_unit_is_decided_by_votes_or_left_open() -> None:
    rows = decided(LINES)
    assert [(row["unit"], row["variable"], row["value"], row["status"]) for row in rows] == [
        ("u1", "tone", "calm", "majority"),
        ("u2", "tone", "", "unresolved"),
        ("u1", "topic", "", "unresolved"),
    ]
    assert json.loads(rows[0]["votes"]) == {"calm": 2, "loud": 1}
    assert rows[0]["posterior"] == ""


def test_the_settings_of_gold_hold_for_tables_too() -> None:
    assert [row["status"] for row in decided(LINES, GoldRules(adjudicate="all", one="take"))] == [
        "unresolved",
        "unresolved",
        "single",
    ]


def test_a_posterior_stands_beside_the_votes_where_there_are_two_labels() -> None:
    tone, tie, topic = decided(LINES, posteriors=True)
    chances = json.loads(tone["posterior"])
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["calm"] > chances["loud"]
    assert (tie["value"], topic["posterior"]) == ("", "")


def test_sets_are_decided_label_by_label() -> None:
    (row,) = decided(["u,a,why,x|y", "u,b,why,y|x", "u,c,why,z"], level="set")
    assert (row["value"], row["status"], json.loads(row["votes"])) == ("x|y", "majority", {"x": 2, "y": 2, "z": 1})


def test_one_annotator_a_unit_gives_no_votes_unless_their_answers_are_taken() -> None:
    lines = ["u1,a,tone,calm", "u2,b,tone,loud"]
    with pytest.raises(InsufficientData, match="one annotator judged each unit"):
        decided(lines)
    assert [(row["value"], row["status"]) for row in decided(lines, GoldRules(one="take"))] == [
        ("calm", "single"),
        ("loud", "single"),
    ]


def test_posteriors_need_two_labels() -> None:
    with pytest.raises(InsufficientData, match="no variable has two labels"):
        decided(["u1,a,tone,calm", "u1,b,tone,calm"], posteriors=True)


def test_the_order_of_the_lines_changes_no_decision() -> None:
    lines = [
        f"u{unit},{who},tone,{(unit * 7 + place * unit) % 3}" for unit in range(40) for place, who in enumerate("abcd")
    ]
    shuffled = random.Random(1).sample(lines, len(lines))
    first, second = (decided(some, posteriors=True) for some in (lines, shuffled))
    by_unit = {row["unit"]: row for row in second}
    for row in first:
        other = by_unit[row["unit"]]
        assert (row["value"], row["status"], row["votes"]) == (other["value"], other["status"], other["votes"])
        assert json.loads(row["posterior"]) == pytest.approx(json.loads(other["posterior"]), abs=1e-5)
