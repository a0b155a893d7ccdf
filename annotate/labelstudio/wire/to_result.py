"""A record → the result that an annotator's page would submit for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import CHOICES, TAXONOMY, with_labels
from annotate.labelstudio.wire.controls import HOW_MANY, SPANS, TEXT, control_name, page_name, spans_name
from annotate.schema import Answerable, Schema
from annotate.schema.numbers import announcing, counted, is_searched


def to_result(record: Mapping[str, Any], schema: Schema) -> list[JsonObject]:
    """The result that the page would submit for `record`, a line of annotations.jsonl, for any number of claims.

    A span that fills the same role in several claims is one region of all of them. A record with spans that belong to
    no claim can only come from a page with arrows, and becomes a result of such a page.
    """
    return result_maker(schema)(record)


def result_maker(schema: Schema) -> Callable[[Mapping[str, Any]], list[JsonObject]]:
    """`to_result` for many records: the names of the controls are made once."""
    questions = [_asked(question) for question in schema.sentence_questions]
    announced = announcing(schema)
    of_role = {role.name: [_asked(attribute) for attribute in schema.attributes_on(role.name)] for role in schema.roles}

    @cache
    def of_claim(number: int) -> list[_Asked]:
        return [_asked(attribute, number) for attribute in schema.claim_attributes]

    @cache
    def marks(role: str, number: int) -> str:
        return spans_name([number], role if of_role[role] else "")

    def numbered(record: Mapping[str, Any]) -> list[JsonObject]:
        claims = record.get("claims", [])
        if announced and schema.claims_if and record.get(announced.name) == schema.claims_if.label:
            record = {**record, announced.name: counted(schema.claims_if.label, len(claims))}
        items = _questions(record, questions)
        if schema.head is None:
            return items
        if announced is None:
            items += _answer_items("how-many", HOW_MANY, CHOICES, str(len(claims)))
        regions: dict[tuple[Any, ...], str] = {}
        for number, claim in enumerate(claims, 1):
            for role in schema.roles:
                for span in [claim[role.name]] if role.head else claim.get(role.name, ()):
                    identity = _identity(role.name, span)
                    asked = of_role[role.name] if identity not in regions else ()
                    region = regions.setdefault(identity, f"span{len(regions) + 1}")
                    items += _span_items(region, marks(role.name, number), role.name, span, asked)
            for name, control, kind in of_claim(number):
                items += _answer_items(f"{control}-{number}", control, kind, claim.get(name))
        return items

    return lambda record: to_linked_result(record, schema) if record.get("unlinked") else numbered(record)


def to_linked_result(record: Mapping[str, Any], schema: Schema) -> list[JsonObject]:
    """The result of a page with arrows: a span of several claims is one region linked to each of their heads."""
    questions = [
        _Asked(question.name, control_name(question.element), _kind(question)) for question in schema.sentence_questions
    ]
    items = _questions(record, questions)
    if not schema.head:
        return items
    of_role = {role.name: [_asked(attribute) for attribute in schema.attributes_on(role.name)] for role in schema.roles}
    claims = record.get("claims", [])
    fillers: dict[tuple[Any, ...], tuple[str, JsonObject]] = {}
    relations: list[JsonObject] = []
    for number, claim in enumerate(claims, 1):
        head_id, head = f"claim{number}", schema.head.name
        items += _span_items(head_id, SPANS, head, claim[head], of_role[head])
        value = {key: claim[head][key] for key in ("start", "end")}
        for attribute in schema.claim_attributes:
            items += _answer_items(head_id, control_name(attribute.element), CHOICES, claim.get(attribute.name), value)
        for role in schema.roles:
            for span in () if role.head else claim.get(role.name, ()):
                filler_id, _ = fillers.setdefault(_identity(role.name, span), (f"span{len(fillers) + 1}", span))
                if len(claims) > 1:
                    relations.append({"type": "relation", "from_id": filler_id, "to_id": head_id, "direction": "right"})
    for span in record.get("unlinked", ()):
        fillers[(span["role"], len(fillers))] = (f"span{len(fillers) + 1}", span)
    for key, (filler_id, span) in fillers.items():
        items += _span_items(filler_id, SPANS, key[0], span, of_role[key[0]])
    return items + relations


class _Asked(NamedTuple):
    """What a record calls a question or an attribute, and the control that asks it."""

    name: str
    control: str
    kind: str


def _asked(element: Answerable, claim: int = 1) -> _Asked:
    return _Asked(element.name, page_name(element, claim), _kind(element))


def _kind(element: Answerable) -> str:
    return TAXONOMY if is_searched(element) else CHOICES


def _questions(record: Mapping[str, Any], questions: Iterable[_Asked]) -> list[JsonObject]:
    items: list[JsonObject] = []
    for name, control, kind in questions:
        items += _answer_items(f"q{len(items) + 1}", control, kind, record.get(name))
    return items


def _identity(role: str, span: JsonObject) -> tuple[Any, ...]:
    return role, repr(sorted(span.items()))


def _span_items(region: str, control: str, role: str, span: JsonObject, asked: Sequence[_Asked]) -> list[JsonObject]:
    """A span, and what is asked about it."""
    place = {"start": span["start"], "end": span["end"]}
    marked = place | {"text": span["text"], "labels": [role]}
    items: list[JsonObject] = [{"id": region, "from_name": control, "to_name": TEXT, "type": "labels", "value": marked}]
    for name, of_answer, kind in asked:
        items += _answer_items(region, of_answer, kind, span.get(name), place)
    return items


def _answer_items(
    item_id: str, control: str, kind: str, answer: str | Iterable[str] | None, value: JsonObject | None = None
) -> list[JsonObject]:
    labels = [answer] if isinstance(answer, str) else list(answer or ())
    if not labels:
        return []
    item = {"id": item_id, "from_name": control, "to_name": TEXT, "type": kind, "value": value or {}}
    return [with_labels(item, labels)]
