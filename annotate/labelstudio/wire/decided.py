"""What an adjudicator submitted: points and what was chosen of them, or what was marked by hand, and a note."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotate.adjudication.asked import of_text
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import labels_of
from annotate.labelstudio.wire.case_tasks import Turn
from annotate.labelstudio.wire.config.adjudication_page import CHOSEN
from annotate.labelstudio.wire.controls import BY_HAND, NOTE, POINTS, point_name
from annotate.labelstudio.wire.results import parse_result
from annotate.schema import Schema


@dataclass
class Decided:
    """What an annotation decides of a turn.

    Attributes:
        chosen: point → option, by their ids.
        by_hand: the fields of a record; None if nothing is marked by hand.
        note: what the adjudicator wrote.
        problems: why it decides nothing.
    """

    chosen: dict[str, str] = field(default_factory=dict)
    by_hand: JsonObject | None = None
    note: str = ""
    problems: list[str] = field(default_factory=list)


def parse_decision(result: object, turn: Turn, text: str, schema: Schema) -> Decided:
    """Read an annotation's result about a turn; what is marked by hand wins over points."""
    decided = Decided()
    if not isinstance(result, list):
        decided.problems.append("the result is not a list")
        return decided
    points = {point_name(place): point for place, point in enumerate(turn.points, 1)}
    rest: list[object] = []
    is_by_hand = False
    for item in result:
        name = item.get("from_name") if isinstance(item, dict) else None
        if name == BY_HAND:
            is_by_hand = labels_of(item) == [CHOSEN]
        elif name == NOTE:
            decided.note = _written(item)
        elif name in points:
            _choose(points[name], item, turn, decided)
        elif name != POINTS:
            rest.append(item)
    if is_by_hand:
        parsed = parse_result(rest, text, of_text(schema), numbered=True)
        decided.problems = parsed.problems
        decided.by_hand, decided.chosen = parsed.fields, {}
    elif not decided.chosen and not decided.problems:
        decided.problems.append("nothing is decided: no point has an answer, and nothing is marked by hand")
    else:
        decided.problems += [f"the point {point} has no answer" for point in turn.points if point not in decided.chosen]
    return decided


def _choose(point: str, item: JsonObject, turn: Turn, decided: Decided) -> None:
    labels = labels_of(item)
    if labels is None:
        decided.problems.append(f"the point {point} is answered in a way that is not read")
    elif len(labels) > 1 or point in decided.chosen:
        decided.problems.append(f"the point {point} has several answers")
    elif labels and labels[0] not in turn.points[point]:
        decided.problems.append(f"the point {point} has no option {labels[0]}")
    elif labels:
        decided.chosen[point] = labels[0]


def _written(item: JsonObject) -> str:
    value = item.get("value")
    lines = value.get("text") if isinstance(value, dict) else None
    return "\n".join(line for line in lines if isinstance(line, str)).strip() if isinstance(lines, list) else ""
