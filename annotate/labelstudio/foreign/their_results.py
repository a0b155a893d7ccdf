"""The results of others under our names, as far as these can be told: an export has no labeling config."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import ANSWERS
from annotate.labelstudio.wire.called import called_controls, labels_in
from annotate.labelstudio.wire.controls import QUESTION, SPANS, controls, is_pages_own, names_alike, parse_name
from annotate.labelstudio.wire.tasks import annotations_of
from annotate.schema import Schema
from annotate.schema.called import our_role
from annotate.schema.changes import Answer, became, is_present
from annotate.schema.elements import CLAIM, Element


def items_of(annotation: Any) -> Iterator[JsonObject]:
    """The parts of an annotation's result that are objects."""
    result = annotation.get("result") if isinstance(annotation, dict) else None
    yield from (item for item in (result if isinstance(result, list) else ()) if isinstance(item, dict))


def asked_spans(tasks: list[JsonObject], schema: Schema) -> set[str]:
    """The controls of a project that mark roles of the schema; all that mark spans, if none has such a label."""
    labels: dict[str, set[str]] = defaultdict(set)
    for item in (item for task in tasks for annotation in annotations_of(task) for item in items_of(annotation)):
        if item.get("type") == "labels" and isinstance(item.get("value"), dict):
            labels[str(item.get("from_name"))].update(labels_in(item))
    called = {name for name in labels if name.strip() in schema.called}
    asked = {name for name, those in labels.items() if any(_was_role(label, schema) for label in those)}
    return called or asked or set(labels)


def _was_role(label: str, schema: Schema) -> bool:
    now = became(Answer(Element("role", our_role(label, schema))), schema.changes)
    return now is None or is_present(now, schema)


def with_our_names(annotation: Any, spans: Collection[str], schema: Schema) -> Any:
    """An annotation whose controls have our names, as far as these can be told; `spans` are those that mark roles."""
    result = annotation.get("result") if isinstance(annotation, dict) else None
    if not isinstance(result, list):
        return annotation
    by_name = controls(schema)
    head = schema.head.name if schema.head else ""
    targets: dict[str, set[str]] = defaultdict(set)
    for item in items_of(annotation):
        if item.get("type") == "labels" and isinstance(item.get("value"), dict):
            for role in (our_role(label, schema) for label in labels_in(item)):
                targets[str(item.get("id"))].update([CLAIM, role] if role == head else [role])

    def ours(item: Any) -> list[Any]:
        name = item.get("from_name") if isinstance(item, dict) else None
        kind = item.get("type") if isinstance(item, dict) else None
        if is_pages_own(str(name)) or parse_name(str(name)).name in (SPANS, *by_name):
            return [item]
        if kind == "labels" and str(name) in spans and schema.head:
            return _apart(item | {"from_name": SPANS})
        if kind not in ANSWERS:
            return [item]
        alike = called_controls(str(name), schema) or names_alike(str(name), by_name)
        # Elements that are called alike are told apart by what is asked: the sentence, or a span of a role.
        marked = targets.get(str(item.get("id")), {QUESTION})
        fitting = [control for control in alike if by_name[control].target in marked]
        if len(alike) == 1 or len(fitting) == 1:
            return [item | {"from_name": fitting[0] if fitting else alike[0]}]
        # Of a span with several labels, it is asked once for each.
        is_of_each = len({by_name[control].target for control in fitting}) == len(fitting)
        return [item | {"from_name": control} for control in fitting] if fitting and is_of_each else [item]

    return annotation | {"result": [one for item in result for one in ours(item)]}


def _apart(item: JsonObject) -> list[JsonObject]:
    """A span once for each of its labels: it is one of each role."""
    labels = labels_in(item)
    if len(labels) < 2:
        return [item]
    return [item | {"value": item["value"] | {"labels": [label]}} for label in labels]
