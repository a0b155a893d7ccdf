"""Sentences to adjudicate as tasks, and what is read of them and of decisions."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from deciding import by_hand, chosen, of_letter
from seed_conflicts import seed_conflicts

from annotate.adjudication import of_text
from annotate.labelstudio.wire.case_tasks import task_turn, to_case_tasks, turns_of
from annotate.labelstudio.wire.config.adjudication_page import MOST_POINTS, POINT_KEYS, to_adjudication_config
from annotate.labelstudio.wire.controls import POINTS
from annotate.labelstudio.wire.decided import parse_decision
from annotate.labelstudio.wire.side_by_side import side_by_side
from annotate.labelstudio.wire.tasks import Around

SEEDS = seed_conflicts()
SCHEMA, CASES = SEEDS.schema, SEEDS.cases
NOTHING = "nothing is decided: no point has an answer, and nothing is marked by hand"


def tasks_of(case):
    tasks = to_case_tasks(case, SEEDS.sentences[case.sentence_id], SCHEMA, Around("", (), ()))
    return [task | {"id": number} for number, task in enumerate(tasks, 1)]


def text_of(case) -> str:
    return SEEDS.sentences[case.sentence_id].text


class Text(HTMLParser):
    """The text of HTML, without the signs of roles, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self._open = "", set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._open.append(tag)

    def handle_endtag(self, tag):
        self._open.remove(tag)

    def handle_data(self, data):
        self.text += "" if "sup" in self._open else data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence_id)
def test_each_version_chosen_comes_back_point_by_point(case):
    for letter in "ABC":
        decided = {}
        for task in tasks_of(case):
            turn = task_turn(task)
            assert (turn.sentence_id, turn.offered) == (case.sentence_id, case.digest)
            decision = parse_decision(chosen(task, of_letter(letter), note="so"), turn, text_of(case), SCHEMA)
            assert (decision.problems, decision.by_hand, decision.note) == ([], None, "so")
            decided |= decision.chosen
        wanted = {point.id: (point.of_letter(letter) or point.options[0]).id for point in case.points}
        assert decided == wanted


def test_a_task_has_every_variable_of_the_page_and_says_nothing_of_who_annotated():
    variables = set(re.findall(r'"\$(\w+)"', to_adjudication_config(of_text(SCHEMA))))
    for task in tasks_of(CASES[0]):
        assert variables <= task["data"].keys()
    words = json.dumps([tasks_of(case) for case in CASES])
    assert not re.search(r"\b(ani|budi|citra)\b", words)


def test_nothing_that_is_disputed_is_filled_in_and_what_is_agreed_is():
    case = next(each for each in CASES if [point.kind for point in each.points] == ["spans"])
    [prediction] = tasks_of(case)[0]["predictions"]
    shown, *agreed = prediction["result"]
    assert (shown["from_name"], shown["value"]) == (POINTS, {"choices": ["1"]})
    decision = parse_decision([*by_hand({}, SCHEMA), *agreed], task_turn(tasks_of(case)[0]), text_of(case), SCHEMA)
    said = {name: value for name, value in decision.by_hand["claims"][0].items() if value}
    assert said == {name: value for name, value in case.agreed.fields["claims"][0].items() if value}


def test_agreed_spans_that_stay_whatever_is_chosen_are_named_beside_the_role():
    abouts = {
        task["data"][f"about_{place}"]
        for case in CASES
        for task in tasks_of(case)
        for place in range(1, len(task["data"][POINTS]) + 1)
    }
    assert "claimant, beside “seorang pejabat Barat”" in abouts
    assert "speaker" in abouts


def test_a_costlier_sentence_has_a_lower_score():
    scores = [tasks_of(case)[0]["predictions"][0]["score"] for case in CASES]
    assert scores == sorted(scores)


def test_more_points_or_options_than_a_page_has_room_for_are_asked_in_turns():
    case = max(CASES, key=lambda case: len(case.points))
    many = tuple(replace(point, id=f"{point.id}/{copy}") for copy in range(5) for point in case.points)
    turns = turns_of(replace(case, points=many))
    assert [point for turn in turns for point in turn] == list(many)
    for turn in turns:
        assert len(turn) <= MOST_POINTS
        assert sum(len(point.options) for point in turn) <= len(POINT_KEYS)
    tasks = tasks_of(replace(case, points=many))
    assert [task_turn(task).of for task in tasks] == [len(turns)] * len(turns)
    assert [len(task["data"][POINTS]) for task in tasks] == [len(turn) for turn in turns]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence_id)
def test_the_versions_show_the_sentence_as_it_is(case):
    shown = Text(side_by_side(case, text_of(case), SCHEMA))
    assert shown.text.count(text_of(case)) == len(case.versions)
    assert shown.tags <= {"table", "tbody", "tr", "th", "td", "div", "span", "sup"}


def test_html_in_a_sentence_is_text():
    case = CASES[0]
    hostile = "<script>alert(1)</script><iframe srcdoc='x'>&amp;\" onclick=\"x".ljust(len(text_of(case)), ">")
    shown = Text(side_by_side(case, hostile, SCHEMA))
    assert shown.text.count(hostile) == len(case.versions)
    assert shown.tags <= {"table", "tbody", "tr", "th", "td", "div", "span", "sup"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda items: [], NOTHING),
        (lambda items: items[:1], NOTHING),
        (lambda items: [*items, items[-1]], "has several answers"),
        (lambda items: [*items[:-1], items[-1] | {"value": {"choices": ["nobody"]}}], "has no option nobody"),
        (lambda items: [*items[:-1], items[-1] | {"value": 3}], "is answered in a way that is not read"),
        (lambda items: items[:-1], "has no answer"),
        (lambda items: {}, "the result is not a list"),
    ],
)
def test_what_decides_nothing_says_why(change, problem):
    case = next(each for each in CASES if len(each.points) > 1)
    [task] = tasks_of(case)
    decision = parse_decision(change(chosen(task)), task_turn(task), text_of(case), SCHEMA)
    assert decision.problems and problem in decision.problems[0]


def test_by_hand_wins_over_points():
    [task] = tasks_of(CASES[0])
    marked = by_hand({"has_claim": "no", "claims": []}, SCHEMA)
    decision = parse_decision([*chosen(task), *marked], task_turn(task), text_of(CASES[0]), SCHEMA)
    assert (decision.chosen, decision.by_hand["has_claim"], decision.problems) == ({}, "no", [])


@pytest.mark.parametrize("change", [{"text": "Another."}, {"asked": "x"}, {"turn": "one"}, {"case": None}])
def test_a_task_that_was_changed_by_hand_asks_nothing(change):
    [task] = tasks_of(CASES[0])
    assert task_turn(task) is not None
    assert task_turn(task | {"data": task["data"] | change}) is None
