"""Results under the names that the schema has now: what its change log renamed, renamed; what it took out, left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from annotate.labelstudio.wire.answers import ANSWERS, labels_of, with_labels
from annotate.labelstudio.wire.controls import SPANS, control_element, control_name, is_pages_own, parse_name
from annotate.schema import Schema
from annotate.schema.changes import Answer, became, changed_in
from annotate.schema.elements import Element
from annotate.schema.numbers import counted, without_count

Place = tuple[str, ...]


class Renamed(NamedTuple):
    """A result under today's names, and each answer that had another one, with what it is called now."""

    result: object
    answers: dict[Answer, Answer | None]


def rename_result(result: object, schema: Schema) -> Renamed:
    """Read one annotation's result as the schema's change log says; what it does not know stays as it is.

    Of answers to one question under its names of several versions, which an annotator gives who opens an old annotation
    again, the one under the latest name counts.
    """
    if not isinstance(result, list) or not any(change.elements or change.labels for change in schema.changes):
        return Renamed(result, {})
    answers: dict[Answer, Answer | None] = {}
    pairs = [(before, _rename(before, schema, answers)) for before in result]
    gone = {before["id"] for before, item in pairs if item is None and _is_span(before)}
    latest: dict[Place, int] = {}
    for before, item in pairs:
        place = _place(item)
        latest[place] = max(_version(before, schema), latest.get(place, 0))
    left = [
        item
        for before, item in pairs
        if item is not None
        and not _links(item) & gone
        and (not _place(item) or _version(before, schema) == latest[_place(item)])
    ]
    return Renamed(left, answers)


def answers_of(item: object) -> Iterator[Answer]:
    """The answers that one part of a result gives: an element, and each of its labels; none if it is malformed."""
    if not isinstance(item, dict) or not isinstance(item.get("value"), dict):
        return
    name = str(item.get("from_name"))
    if _marks_spans(item):
        labels = item["value"].get("labels")
        if isinstance(labels, list) and all(isinstance(label, str) for label in labels):
            yield from (Answer(Element("role", label)) for label in labels)
    elif item.get("type") in ANSWERS and not is_pages_own(name) and (given := labels_of(item)) is not None:
        element = control_element(name)
        yield Answer(element)
        yield from (Answer(element, without_count(label)[0]) for label in given)


def _rename(item: object, schema: Schema, answers: dict[Answer, Answer | None]) -> Any:
    """The item under today's names, or None if nothing of it is left; `answers` gets what was renamed."""
    answered = list(answers_of(item))
    now = {answer: became(answer, schema.changes) for answer in answered}
    changed = {answer: other for answer, other in now.items() if answer != other}
    if not isinstance(item, dict) or not changed:
        return item
    labels = [answer for answer in answered if answer.label]
    answers |= {answer: other for answer, other in changed.items() if answer.label or not labels}
    left = [other for other in now.values() if other]
    if not left:
        return None
    if _marks_spans(item):
        control = str(item["from_name"]).replace(f"__{answered[0].element.name}", f"__{left[0].element.name}")
        return item | {
            "from_name": control,
            "value": item["value"] | {"labels": [other.element.name for other in left]},
        }
    claims = without_count((labels_of(item) or [""])[0])[1]
    kept = list(dict.fromkeys(counted(other.label, claims) for other in left if other.label))
    if labels and not kept:
        return None
    numbers = parse_name(str(item["from_name"])).claims
    return with_labels(item, kept) | {"from_name": control_name(left[0].element, *numbers)}


def _marks_spans(item: Any) -> bool:
    return parse_name(str(item.get("from_name"))).name == SPANS


def _version(item: object, schema: Schema) -> int:
    """Until which of the schema's changes all of the item's names were in use."""
    return min((changed_in(answer, schema.changes) for answer in answers_of(item)), default=len(schema.changes))


def _is_span(item: object) -> bool:
    return isinstance(item, dict) and item.get("type") == "labels" and isinstance(item.get("id"), str)


def _place(item: object) -> Place:
    """Equal for answers to the same question about the same span or sentence; empty for what is not an answer."""
    if not isinstance(item, dict) or item.get("type") not in ANSWERS:
        return ()
    control = str(item.get("from_name"))
    return (control,) if control_element(control).kind == "question" else (control, str(item.get("id")))


def _links(item: object) -> set[str]:
    """The spans that a relation links."""
    return {str(item[key]) for key in ("from_id", "to_id") if key in item} if isinstance(item, dict) else set()
