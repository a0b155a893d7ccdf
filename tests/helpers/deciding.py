"""What the adjudicator's page submits for a task, made without a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotate.labelstudio.wire.config.adjudication_page import CHOSEN
from annotate.labelstudio.wire.controls import BY_HAND, NOTE, POINTS, point_name
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Schema

Task = dict[str, Any]
Item = dict[str, Any]


def chosen(task: Task, pick: Callable[[list[Item]], Item] = lambda options: options[0], note: str = "") -> list[Item]:
    """One option of each point."""
    points = task["data"][POINTS]
    items = [_choices(POINTS, *(point["value"] for point in points))]
    for place in range(1, len(points) + 1):
        items.append(_choices(point_name(place), pick(task["data"][f"point_{place}"])["alias"]))
    return items + _note(note)


def of_letter(letter: str) -> Callable[[list[Item]], Item]:
    """The option that a version has, or the first where it says nothing."""

    def pick(options: list[Item]) -> Item:
        return next((each for each in options if letter in each["value"].partition(":")[0].split()), options[0])

    return pick


def by_hand(fields: dict[str, Any], schema: Schema, note: str = "") -> list[Item]:
    """A sentence marked by hand."""
    return [_choices(BY_HAND, CHOSEN), *to_result(fields, schema), *_note(note)]


def _choices(control: str, *labels: str) -> Item:
    return {"id": control, "from_name": control, "to_name": "text", "type": "choices", "value": {"choices": [*labels]}}


def _note(note: str) -> list[Item]:
    value = {"text": [note]}
    return [{"id": NOTE, "from_name": NOTE, "to_name": "text", "type": "textarea", "value": value}] if note else []
