"""Label Studio results ↔ claims.

A result is the list of regions, choices and relations that the annotator's page submits. The server checks none of
it, so everything is checked here: what cannot be understood is a problem, what is odd but clear is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotate.files import JsonObject
from annotate.labelstudio.wire.controls import QUESTION, SPANS, TEXT, Control, control_name, controls
from annotate.labelstudio.wire.regions import Region, read_regions
from annotate.records.offsets import Counting
from annotate.schema import Role, Schema
from annotate.schema.elements import CLAIM


@dataclass
class Parsed:
    """A result as fields of a record, with what is wrong (`problems`) and what is odd (`warnings`).

    `counting` is what its offsets count.
    """

    fields: JsonObject = field(default_factory=dict)
    counting: Counting = Counting.CODE_POINTS
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse_result(result: object, text: str, schema: Schema) -> Parsed:
    """Read one annotation's result about the sentence `text`."""
    parsed = Parsed()
    if not isinstance(result, list):
        parsed.problems.append("the result is not a list")
        return parsed
    items = [item for item in result if isinstance(item, dict)]
    if len(items) < len(result):
        parsed.problems.append("a part of the result is not an object")
    marked = read_regions([item for item in items if item.get("type") == "labels"], text, schema)
    regions, parsed.counting = marked.by_id, marked.counting
    parsed.problems += marked.problems
    if parsed.counting != Counting.CODE_POINTS:
        parsed.warnings.append(parsed.counting.warning)
    _answers([item for item in items if item.get("type") == "choices"], regions, schema, parsed)
    links = _links([item for item in items if item.get("type") == "relation"], regions, schema, parsed)
    for item in items:
        if item.get("type") not in ("labels", "choices", "relation"):
            parsed.problems.append(f"a part of the result has the unknown type {item.get('type')!r}")
    if schema.head:
        _frames(regions, links, schema.head, schema, parsed)
    _expected_claims(schema, parsed)
    return parsed


def _answers(items: list[JsonObject], regions: dict[str, Region], schema: Schema, parsed: Parsed) -> None:
    known = controls(schema)
    head = schema.head.name if schema.head else ""
    for item in items:
        control = known.get(str(item.get("from_name")))
        if control is None:
            parsed.problems.append(f"an answer belongs to the unknown control {item.get('from_name')!r}")
            continue
        place, problem = _place(item, control, regions, head, parsed)
        if place is None:
            parsed.problems.append(problem)
            continue
        name = control.element.name
        labels = item["value"].get("choices") if isinstance(item.get("value"), dict) else None
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            parsed.problems.append(f"{name} has {labels!r} where labels belong")
            continue
        unknown = [label for label in labels if label not in schema.labels_of(control.element)]
        if unknown:
            parsed.problems.append(f"{name} has no label {unknown[0]!r}")
        elif name in place:
            parsed.problems.append(f"{name} is answered twice")
        elif control.element.level == "set":
            order = schema.labels_of(control.element)
            place[name] = sorted(set(labels), key=order.index)
        elif len(labels) > 1:
            parsed.problems.append(f"{name} takes one label and has {len(labels)}: {', '.join(labels)}")
        elif labels:
            place[name] = labels[0]


def _place(
    item: JsonObject, control: Control, regions: dict[str, Region], head: str, parsed: Parsed
) -> tuple[JsonObject | None, str]:
    """Where an answer belongs: the record's own fields, or the span it was given for."""
    element, target = control
    if target == QUESTION:
        return parsed.fields, ""
    region = regions.get(str(item.get("id")))
    role = head if target == CLAIM else target
    if region is None:
        return None, f"{element.name} is answered for a span that is not there"
    if region.role != role:
        return None, f"{element.name} is asked of a {role} and answered for a {region.role}"
    return region.span, ""


def _links(items: list[JsonObject], regions: dict[str, Region], schema: Schema, parsed: Parsed) -> dict[str, list[str]]:
    """The heads each span is linked to, by region id."""
    head = schema.head.name if schema.head else ""
    links: dict[str, list[str]] = defaultdict(list)
    for item in items:
        ends = [str(item.get("from_id")), str(item.get("to_id"))]
        if not all(end in regions for end in ends):
            parsed.problems.append("a link leads to a span that is not there")
            continue
        heads = [end for end in ends if regions[end].role == head]
        if len(heads) != 1:
            names = " and ".join(f"{regions[end].role} {regions[end].span['text']!r}" for end in ends)
            parsed.warnings.append(f"the link between {names} joins no span to one {head}, so it says nothing")
            continue
        other = ends[0] if ends[1] == heads[0] else ends[1]
        if heads[0] not in links[other]:
            links[other].append(heads[0])
    return links


def _frames(
    regions: dict[str, Region], links: Mapping[str, list[str]], head: Role, schema: Schema, parsed: Parsed
) -> None:
    heads = {key: region for key, region in regions.items() if region.role == head.name}
    claims: dict[str, JsonObject] = {}
    own = {attribute.name for attribute in schema.claim_attributes}
    for key, region in sorted(heads.items(), key=lambda pair: (pair[1].span["start"], pair[1].span["end"])):
        span = {name: value for name, value in region.span.items() if name not in own}
        answers = {name: value for name, value in region.span.items() if name in own}
        fillers: JsonObject = {role.name: [] for role in schema.roles if not role.head}
        claims[key] = {head.name: span, **fillers, **answers}
    unlinked: list[JsonObject] = []
    for key, region in regions.items():
        if key in heads:
            continue
        owners = links.get(key) or (list(heads) if len(heads) == 1 else [])
        for owner in owners:
            if region.span in claims[owner][region.role]:
                parsed.warnings.append(f"the {region.role} {region.span['text']!r} is marked twice")
            else:
                claims[owner][region.role].append(region.span)
        if not owners:
            unlinked.append({"role": region.role, **region.span})
            parsed.warnings.append(f"the {region.role} {region.span['text']!r} is linked to no {head.name}")
    for claim in claims.values():
        for role in schema.roles:
            if not role.head:
                claim[role.name].sort(key=_position)
    parsed.fields["claims"] = list(claims.values())
    parsed.fields["unlinked"] = sorted(unlinked, key=_position)


def _position(span: JsonObject) -> tuple[int, int]:
    return span["start"], span["end"]


def _expected_claims(schema: Schema, parsed: Parsed) -> None:
    if not schema.claims_if or not schema.head:
        return
    question, label = schema.claims_if.question, schema.claims_if.label
    answer, claims = parsed.fields.get(question), parsed.fields["claims"]
    if claims and answer not in (label, None):
        parsed.warnings.append(f"{question} is {answer} but a {schema.head.name} is marked")
    if answer == label and not claims:
        parsed.warnings.append(f"{question} is {label} but no {schema.head.name} is marked")


def to_result(record: Mapping[str, Any], schema: Schema) -> list[JsonObject]:
    """The result that an annotator's page would submit for `record`, a line of annotations.jsonl.

    A span that fills the same role in several claims becomes one region linked to each of their heads.
    """
    items: list[JsonObject] = []
    for question in schema.sentence_questions:
        items += _choice_items(f"q{len(items) + 1}", control_name(question.element), record.get(question.name), {})
    if not schema.head:
        return items
    claims = record.get("claims", [])
    fillers: dict[tuple[Any, ...], tuple[str, JsonObject]] = {}
    relations: list[JsonObject] = []
    for number, claim in enumerate(claims, 1):
        head_id = f"claim{number}"
        items += _span_items(head_id, schema.head.name, claim[schema.head.name], schema)
        value = {key: claim[schema.head.name][key] for key in ("start", "end")}
        for attribute in schema.claim_attributes:
            items += _choice_items(head_id, control_name(attribute.element), claim.get(attribute.name), value)
        for role in schema.roles:
            for span in () if role.head else claim.get(role.name, ()):
                filler_id, _ = fillers.setdefault(_identity(role.name, span), (f"span{len(fillers) + 1}", span))
                if len(claims) > 1:
                    relations.append({"type": "relation", "from_id": filler_id, "to_id": head_id, "direction": "right"})
    for span in record.get("unlinked", ()):
        fillers[(span["role"], len(fillers))] = (f"span{len(fillers) + 1}", span)
    for key, (filler_id, span) in fillers.items():
        items += _span_items(filler_id, key[0], span, schema)
    return items + relations


def _identity(role: str, span: JsonObject) -> tuple[Any, ...]:
    return (role, *sorted((key, str(value)) for key, value in span.items()))


def _span_items(region_id: str, role: str, span: JsonObject, schema: Schema) -> list[JsonObject]:
    value = {"start": span["start"], "end": span["end"]}
    label = {"text": span["text"], "labels": [role]}
    items = [
        {"id": region_id, "from_name": SPANS, "to_name": TEXT, "type": "labels", "value": value | label},
    ]
    for attribute in schema.attributes_on(role):
        items += _choice_items(region_id, control_name(attribute.element), span.get(attribute.name), value)
    return items


def _choice_items(
    item_id: str, control: str, answer: str | Iterable[str] | None, value: JsonObject
) -> list[JsonObject]:
    labels = [answer] if isinstance(answer, str) else list(answer or ())
    if not labels:
        return []
    choice = {"id": item_id, "from_name": control, "to_name": TEXT, "type": "choices"}
    return [choice | {"value": value | {"choices": labels}}]
