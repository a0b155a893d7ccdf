"""What an annotator said, as gold would hold it: without what annotators say of themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from annotate.records.contents import span_row, spans_of
from annotate.schema.described import Answerable
from annotate.schema.model import CLAIM, Schema

_DIGITS = 12


def answer_value(holder: Any, element: Answerable, schema: Schema) -> Any:
    """The answer of a record, claim or span: a label, labels in the order of the schema, or None for no answer."""
    answer = getattr(holder, element.name)
    if element.level != "set":
        return answer
    return sorted(answer, key=schema.labels_of(element).index)


def span_value(span: Any, role: str, schema: Schema) -> dict[str, Any]:
    """A span with the answers about it, as gold.jsonl has it."""
    return span_row(span) | _answers(span, schema.attributes_on(role), schema)


def claim_value(claim: Any, schema: Schema) -> dict[str, Any]:
    """A claim as gold.jsonl has it."""
    values: dict[str, Any] = {}
    for role in schema.roles:
        spans = [span_value(span, role.name, schema) for span in spans_of(claim, role.name)]
        values[role.name] = spans[0] if role.head else in_order(spans)
    return values | _answers(claim, schema.attributes_on(CLAIM), schema)


def in_order(spans: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Spans in the order of the sentence."""
    return sorted(spans, key=lambda span: (span["start"], span["end"]))


def digest_of(value: Any) -> str:
    """Twelve hexadecimal digits that change with a value; whom the register takes a span for does not change them."""
    text = json.dumps(_without_actors(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _answers(holder: Any, elements: Iterable[Answerable], schema: Schema) -> dict[str, Any]:
    answers = {each.name: answer_value(holder, each, schema) for each in elements if each.is_of_text}
    return {name: answer for name, answer in answers.items() if answer not in (None, [])}


def _without_actors(value: Any) -> Any:
    if isinstance(value, dict):
        is_span = {"start", "end", "text"} <= value.keys()
        return {key: _without_actors(item) for key, item in value.items() if not (is_span and key == "actor")}
    return [_without_actors(item) for item in value] if isinstance(value, list | tuple) else value
