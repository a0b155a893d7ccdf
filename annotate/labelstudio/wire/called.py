"""Results whose labels and controls are called as `called:` in the schema says."""

from __future__ import annotations

from typing import Any

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import ANSWERS, TAXONOMY
from annotate.labelstudio.wire.controls import SPANS, controls, parse_name
from annotate.schema import Answerable, Schema
from annotate.schema.called import has_called, our_label, our_role


def called_controls(name: str, schema: Schema) -> list[str]:
    """The names on the wire of the elements that are called so elsewhere."""
    return [ours for ours, (element, _) in controls(schema).items() if name.strip() in element.called]


def in_our_labels(result: Any, schema: Schema) -> Any:
    """A result, its controls under our names, with our names of roles and labels too."""
    if not isinstance(result, list) or not has_called(schema):
        return result
    by_name = controls(schema)

    def renamed(item: Any) -> Any:
        name = parse_name(str(item.get("from_name"))).name if isinstance(item, dict) else ""
        value = item.get("value") if isinstance(item, dict) else None
        if not isinstance(value, dict):
            return item
        kind = item.get("type")
        if kind == "labels" and name == SPANS and _are_texts(value.get(kind)):
            return item | {"value": value | {kind: [our_role(label, schema) for label in value[kind]]}}
        if kind in ANSWERS and name in by_name and isinstance(value.get(kind), list):
            element = by_name[name].element
            return item | {"value": value | {kind: [_our_answer(one, kind, element) for one in value[kind]]}}
        return item

    return [renamed(item) for item in result]


def labels_in(item: JsonObject) -> list[str]:
    """The labels of a span, as others call them."""
    value = item.get("value")
    labels = value.get("labels") if isinstance(value, dict) else None
    return [str(label) for label in labels] if isinstance(labels, list) else []


def _our_answer(answer: Any, kind: str, element: Answerable) -> Any:
    """A label, or the path to one: it is called by its last step, or by all of them with slashes between."""
    if kind == TAXONOMY:
        if not (isinstance(answer, list) and answer and _are_texts(answer)):
            return answer
        whole = our_label("/".join(answer), element)
        is_known = any(label.name == whole for label in element.labels)
        return [whole if is_known else our_label(answer[-1], element)]
    return our_label(answer, element) if isinstance(answer, str) else answer


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
