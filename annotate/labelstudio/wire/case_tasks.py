"""Sentences to adjudicate ↔ the tasks of Label Studio that ask about them.

A sentence with more points, or options, than a page has room for is asked in turns, a task each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from annotate.adjudication.asked import of_text
from annotate.adjudication.case import Case, Point
from annotate.adjudication.wording import shortened
from annotate.corpus import Sentence
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import CHOICES
from annotate.labelstudio.wire.config.adjudication_page import (
    MOST_POINTS,
    POINT_KEYS,
    VERSIONS,
    about_variable,
    options_variable,
)
from annotate.labelstudio.wire.config.to_xml import NO_KEY
from annotate.labelstudio.wire.controls import POINTS, TEXT
from annotate.labelstudio.wire.side_by_side import claim_signs, side_by_side
from annotate.labelstudio.wire.tasks import Around, is_pushed, task_data, to_task
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Schema, SchemaStamp, stamp
from annotate.schema.phrases import phrases

AGREED = "agreed"
"""The name of the suggestion that fills the page with what is agreed."""
_CASE = "case"
_TURN = "turn"
_TURNS = "turns"
_ASKED = "asked"
_SCHEMA = "schema"
_STEP = 1e-9  # between the turns of a sentence, so that no other one comes between them


class Turn(NamedTuple):
    """What a task asks: some of the points of a sentence, in the order of the page.

    `offered` is the digest of the case; `number` counts from 1 and there are `of` turns. `points` has what each option
    means: point → option → value, by their ids.
    """

    sentence_id: str
    offered: str
    number: int
    of: int
    points: Mapping[str, Mapping[str, Any]]
    schema: SchemaStamp


def to_case_tasks(case: Case, sentence: Sentence, schema: Schema, around: Around) -> list[JsonObject]:
    """The tasks that ask an adjudicator about a case, one for each turn, with what is agreed filled in."""
    turns = turns_of(case)
    signs = claim_signs(case)
    panel = side_by_side(case, sentence.text, schema)
    asked = of_text(schema)
    agreed = _agreed_result(case, asked)
    tasks = []
    for number, points in enumerate(turns, 1):
        task = to_task(sentence, schema, around=around)
        task["data"] |= {
            _CASE: case.digest,
            _TURN: number,
            _TURNS: len(turns),
            _ASKED: [
                {"id": point.id, "options": {option.id: option.value for option in point.options}} for point in points
            ],
            _SCHEMA: stamp(schema).model_dump(),
            VERSIONS: panel,
            POINTS: [{"value": str(at), "selected": True, "hotkey": NO_KEY} for at in range(1, len(points) + 1)],
        }
        keys = iter(POINT_KEYS)
        for at in range(1, MOST_POINTS + 1):
            point = points[at - 1] if at <= len(points) else None
            task["data"][about_variable(at)] = _about(point, case, signs, schema) if point else ""
            task["data"][options_variable(at)] = [
                {
                    "value": f"{' '.join(option.letters)}: {option.text}",
                    "alias": option.id,
                    "hotkey": next(keys, NO_KEY),
                }
                for option in (point.options if point else ())
            ]
        seen = [str(at) for at in range(1, len(points) + 1)]
        # The page shows the points that are chosen in both the suggestion and the task.
        shown = {"id": POINTS, "from_name": POINTS, "to_name": TEXT, "type": CHOICES, "value": {CHOICES: seen}}
        suggestion = {"model_version": AGREED, "score": score_of(case, number), "result": [shown, *agreed]}
        task["predictions"] = [suggestion]
        tasks.append(task)
    return tasks


def score_of(case: Case, turn: int) -> float:
    """The score of a turn's task: a lower one is asked earlier, so it is lower for a costlier case."""
    return 1 - case.cost + turn * _STEP


def turns_of(case: Case) -> list[list[Point]]:
    """The points of a case, cut where the page has no room or no key for another one."""
    turns: list[list[Point]] = [[]]
    keys = len(POINT_KEYS)
    for point in case.points:
        if turns[-1] and (len(turns[-1]) == MOST_POINTS or len(point.options) > keys):
            turns.append([])
            keys = len(POINT_KEYS)
        turns[-1].append(point)
        keys -= len(point.options)
    return turns


def task_turn(task: JsonObject) -> Turn | None:
    """What a task on the server asks an adjudicator; None if no push made it, or it was changed."""
    if not is_pushed(task):
        return None
    try:
        return _Asked.model_validate(task_data(task)).as_turn
    except ValidationError:
        return None


class _AskedPoint(BaseModel):
    id: str
    options: dict[str, Any]


class _Asked(BaseModel):
    """What of a task's variables says what it asks."""

    sentence_id: str
    case: str
    turn: int
    turns: int
    asked: list[_AskedPoint]
    schema_: SchemaStamp = Field(alias=_SCHEMA)

    @property
    def as_turn(self) -> Turn:
        points = {point.id: point.options for point in self.asked}
        return Turn(self.sentence_id, self.case, self.turn, self.turns, points, self.schema_)


def _about(point: Point, case: Case, signs: Mapping[str, str], schema: Schema) -> str:
    """What a point is about: the element, the sign of the claim, the words of a span that has answers.

    Of spans, also the agreed ones in the role that stay whatever is chosen: "none" means no other.
    """
    words = shortened(point.about) if point.on else ""
    about = " ".join(filter(None, (point.title, signs.get(point.claim), words)))
    stay = ", ".join(shortened(span["text"]) for span in case.staying(point))
    return phrases(schema.language).beside.format(element=about, spans=stay) if stay else about


def _agreed_result(case: Case, asked: Schema) -> list[JsonObject]:
    """What is agreed, as the page would submit it; claims for which it has no room are left out."""
    fields: dict[str, Any] = dict(case.agreed.fields)
    if asked.claim and "claims" in fields:
        fields["claims"] = fields["claims"][: asked.claim.at_most]
    return to_result(fields, asked)
