"""A record → the result that an annotator's page would submit for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotate.files import JsonObject
from annotate.labelstudio.wire.answers import CHOICES, TAXONOMY, with_labels
from annotate.labelstudio.wire.controls import HOW_MANY, SPANS, TEXT, control_name, page_name, spans_name
from annotate.schema import Answerable, Schema
from annotate.schema.numbers import announcing, counted, is_searched


def to_result(record: Mapping[str, Any], schema: Schema) -> list[JsonObject]:
    """The result that the page would submit for `record`, a line of annotations.jsonl, for any number of claims.

    A span that fills the same role in several claims is one region of all of them. A record with spans that belong to
    no claim can only come from a page with arrows, and becomes a result of such a page.
    """
    if record.get("unlinked"):
        return to_linked_result(record, schema)
    claims = record.get("claims", [])
    items = _questions(record, schema, numbered=True)
    if schema.head is None:
        return items
    if announcing(schema) is None:
        items += _answer_items("how-many", HOW_MANY, CHOICES, str(len(claims)))
    regions: dict[tuple[Any, ...], str] = {}
    for number, claim in enumerate(claims, 1):
        for role in schema.roles:
            for span in [claim[role.name]] if role.head else claim.get(role.name, ()):
                identity = _identity(role.name, span)
                is_new = identity not in regions
                region = regions.setdefault(identity, f"span{len(regions) + 1}")
                control = spans_name([number], role.name if schema.attributes_on(role.name) else "")
                items += _span_items(region, control, role.name, span, schema if is_new else None)
        for attribute in schema.claim_attributes:
            control = page_name(attribute, number)
            items += _answer_items(f"{control}-{number}", control, _kind(attribute), claim.get(attribute.name))
    return items


def to_linked_result(record: Mapping[str, Any], schema: Schema) -> list[JsonObject]:
    """The result of a page with arrows: a span of several claims is one region linked to each of their heads."""
    items = _questions(record, schema, numbered=False)
    if not schema.head:
        return items
    claims = record.get("claims", [])
    fillers: dict[tuple[Any, ...], tuple[str, JsonObject]] = {}
    relations: list[JsonObject] = []
    for number, claim in enumerate(claims, 1):
        head_id = f"claim{number}"
        items += _span_items(head_id, SPANS, schema.head.name, claim[schema.head.name], schema)
        value = {key: claim[schema.head.name][key] for key in ("start", "end")}
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
        items += _span_items(filler_id, SPANS, key[0], span, schema)
    return items + relations


def _questions(record: Mapping[str, Any], schema: Schema, *, numbered: bool) -> list[JsonObject]:
    items: list[JsonObject] = []
    announced, claims = announcing(schema) if numbered else None, len(record.get("claims", ()))
    for question in schema.sentence_questions:
        answer = record.get(question.name)
        if question == announced and schema.claims_if and answer == schema.claims_if.label:
            answer = counted(answer, claims)
        name = page_name(question) if numbered else control_name(question.element)
        items += _answer_items(f"q{len(items) + 1}", name, _kind(question), answer)
    return items


def _identity(role: str, span: JsonObject) -> tuple[Any, ...]:
    return (role, *sorted((key, str(value)) for key, value in span.items()))


def _span_items(region: str, control: str, role: str, span: JsonObject, schema: Schema | None) -> list[JsonObject]:
    """A span, and with a schema the answers about it."""
    value = {"start": span["start"], "end": span["end"]}
    label = {"text": span["text"], "labels": [role]}
    items: list[JsonObject] = [
        {"id": region, "from_name": control, "to_name": TEXT, "type": "labels", "value": value | label}
    ]
    if schema is None:
        return items
    for attribute in schema.attributes_on(role):
        name = page_name(attribute)
        items += _answer_items(region, name, _kind(attribute), span.get(attribute.name), value)
    return items


def _kind(element: Answerable) -> str:
    return TAXONOMY if is_searched(element) else CHOICES


def _answer_items(
    item_id: str, control: str, kind: str, answer: str | Iterable[str] | None, value: JsonObject | None = None
) -> list[JsonObject]:
    labels = [answer] if isinstance(answer, str) else list(answer or ())
    if not labels:
        return []
    item = {"id": item_id, "from_name": control, "to_name": TEXT, "type": kind, "value": value or {}}
    return [with_labels(item, labels)]
