"""What of a result the schema asks, and what not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import ANSWERS, TAXONOMY, is_about_region, labels_of
from annotate.labelstudio.wire.controls import HELP, HOW_MANY, SPANS, Control, controls, names_alike, parse_name
from annotate.schema import Schema
from annotate.schema.elements import CLAIM, Element
from annotate.schema.numbers import announcing, is_searched, without_count


class Answer(NamedTuple):
    """An answer in a result: the part, the control, and the claim whose number the control has, 0 if it has none."""

    item: JsonObject
    control: Control
    claim: int


class AskedParts(NamedTuple):
    """The parts of a result that the schema or its page asks, and what is wrong with others.

    `numbers` say how many claims there are, where the page asks it by itself.
    `others` are the ids of spans that it does not ask, `left_out` counts by control all that it does not ask.
    """

    spans: list[JsonObject]
    answers: list[Answer]
    numbers: list[JsonObject]
    links: list[JsonObject]
    others: set[str]
    left_out: Counter[str]
    problems: list[str]


def sort_result(result: Iterable[object], schema: Schema) -> AskedParts:
    """Sort the parts of a result by what the schema asks.

    What it does not ask may be anything and is no problem. What it asks in a way that is not read is one.
    """
    by_name = controls(schema)
    asked = AskedParts([], [], [], [], set(), Counter(), [])
    for item in result:
        if not isinstance(item, dict):
            asked.problems.append("a part of the result is not an object")
            continue
        kind, name = item.get("type"), item.get("from_name")
        called = parse_name(str(name))
        if not isinstance(kind, str):
            asked.problems.append("a part of the result has no type")
        elif kind == "relation" and schema.head:
            asked.links.append(item)
        elif kind in ("labels", *ANSWERS) and not isinstance(name, str):
            asked.problems.append(f"a part of the result ({kind}) names no control")
        elif kind == "labels" and schema.head and called.name == SPANS:
            asked.spans.append(item)
        elif kind in ANSWERS and name == HOW_MANY and schema.head:
            asked.numbers.append(item)
        elif name == HELP:
            continue
        elif role := _role_in(item, kind, schema):
            control = "the unknown control" if kind == "labels" else f"a control that is not read ({kind}),"
            asked.problems.append(f"a {role} belongs to {control} {name!r}")
        elif kind in ANSWERS and called.name in by_name:
            asked.answers.append(Answer(item, by_name[called.name], *called.claims or (0,)))
        elif kind in ANSWERS and (alike := names_alike(str(name), by_name)):
            asked.problems.append(f"it is unclear whether the control {name} asks {' or '.join(alike)}")
        elif kind != "labels" and names_alike(str(name), by_name):
            asked.problems.append(f"{name} is answered in a way that is not read ({kind})")
        else:
            asked.left_out[name if isinstance(name, str) else kind] += 1
            if kind == "labels":
                asked.others.add(str(item.get("id")))
    return asked._replace(answers=_latest(asked.answers))


def _latest(answers: Sequence[Answer]) -> list[Answer]:
    """The answers, without those to a question that has become a list, or is none any more, and is answered as such."""
    if all(map(_is_present, answers)):
        return list(answers)
    present = {_place(answer) for answer in answers if labels_of(answer.item) and _is_present(answer)}
    return [answer for answer in answers if _is_present(answer) or _place(answer) not in present]


def _is_present(answer: Answer) -> bool:
    return bool(answer.item["type"] == TAXONOMY) == is_searched(answer.control.element)


def _place(answer: Answer) -> tuple[Element, int, str]:
    """Equal for answers to one question about one claim, span or sentence."""
    element = answer.control.element.element
    return element, answer.claim, str(answer.item.get("id")) if element.on not in ("", CLAIM) else ""


def is_numbered(asked: AskedParts, schema: Schema) -> bool:
    """Whether a result comes from a page on which claims have numbers, told from what only such a page submits."""
    if asked.numbers or any(parse_name(item["from_name"]).claims != (1,) for item in asked.spans):
        return True
    question = announcing(schema)
    regions = {str(item.get("id")) for item in asked.spans} | asked.others
    return any(
        any(without_count(label)[1] > 1 for label in labels_of(answer.item) or ())
        if answer.control.element == question
        else answer.claim > 1
        or (answer.claim and not is_about_region(answer.item) and str(answer.item.get("id")) not in regions)
        for answer in asked.answers
    )


def _role_in(item: JsonObject, kind: str, schema: Schema) -> str:
    """The role that a part of a result gives to a place, in whatever kind of control; "" if it gives none."""
    value = item.get("value")
    labels = value.get(kind) if isinstance(value, dict) and kind.endswith("labels") else None
    return next((role.name for role in schema.roles if role.name in labels), "") if isinstance(labels, list) else ""
