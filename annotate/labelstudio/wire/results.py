"""Label Studio results ↔ claims.

A result is the list of regions, choices and relations that the annotator's page submits. The server checks none of
it, so everything is checked here: what cannot be understood is a problem, what is odd but clear is a warning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotate.files import JsonObject
from annotate.labelstudio.wire.asked import Asked, sort_result
from annotate.labelstudio.wire.controls import QUESTION, SPANS, TEXT, control_name
from annotate.labelstudio.wire.regions import Key, Region, read_regions
from annotate.records.offsets import Counting
from annotate.schema import Role, Schema
from annotate.schema.elements import CLAIM


@dataclass
class Parsed:
    """A result as fields of a record, with what is wrong (`problems`) and what is odd (`warnings`).

    `counting` is what its offsets count. `left_out` is what the schema does not ask: control → parts of the result.
    """

    fields: JsonObject = field(default_factory=dict)
    counting: Counting = Counting.CODE_POINTS
    left_out: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse_result(result: object, text: str, schema: Schema) -> Parsed:
    """Read one annotation's result about the sentence `text`."""
    parsed = Parsed()
    if not isinstance(result, list):
        parsed.problems.append("the result is not a list")
        return parsed
    asked = sort_result(result, schema)
    parsed.left_out += asked.left_out
    parsed.problems += asked.problems
    marked = read_regions(asked.spans, text, schema)
    parsed.counting = marked.counting
    parsed.warnings += marked.warnings
    parsed.problems += marked.problems
    _answers(asked, marked.by_key, schema, parsed)
    if schema.head:
        links = _links(asked, marked.by_key, schema.head, parsed)
        _frames(marked.by_key, links, schema.head, schema, parsed)
    _expected_claims(schema, parsed)
    return parsed


def _answers(asked: Asked, regions: Mapping[Key, Region], schema: Schema, parsed: Parsed) -> None:
    head = schema.head.name if schema.head else ""
    for item, control in asked.answers:
        name, number = control.element.name, str(item.get("id"))
        role = head if control.target == CLAIM else control.target
        region = regions.get((number, role))
        if control.target != QUESTION and region is None:
            parsed.left_out[name] += 1
            if number not in asked.others:
                roles = [key[1] for key in regions if key[0] == number]
                where = f"a {roles[0]}, of which it is not asked," if roles else "a span that is not there"
                parsed.warnings.append(f"an answer to {name} for {where} is left out")
            continue
        place = parsed.fields if region is None else region.span
        labels = item["value"].get("choices") if isinstance(item.get("value"), dict) else None
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            parsed.problems.append(f"{name} has {labels!r} where labels belong")
            continue
        known = schema.labels_of(control.element)
        unknown = [label for label in labels if label not in known]
        is_set = control.element.level == "set"
        if unknown:
            parsed.problems.append(f"{name} has no label {unknown[0]!r}")
        elif len(labels) > 1 and not is_set:
            parsed.problems.append(f"{name} takes one label and has {len(labels)}: {', '.join(labels)}")
        elif labels or is_set:
            answer = sorted(set(labels), key=known.index) if is_set else labels[0]
            if place.setdefault(name, answer) != answer:
                parsed.problems.append(f"{name} is answered twice")


def _links(asked: Asked, regions: Mapping[Key, Region], head: Role, parsed: Parsed) -> dict[Key, list[Key]]:
    """The heads each span is linked to."""
    links: dict[Key, list[Key]] = defaultdict(list)
    for item in asked.links:
        numbers = [str(item.get("from_id")), str(item.get("to_id"))]
        ends = [[key for key in regions if key[0] == number] for number in numbers]
        if not all(ends):
            parsed.left_out["relation"] += 1
            if asked.others.isdisjoint(numbers):
                parsed.warnings.append("a link to a span that is not there is left out")
            continue
        keys = list(dict.fromkeys(key for end in ends for key in end))
        heads = [key for key in keys if key[1] == head.name]
        if len(heads) != 1 or len(keys) == 1:
            names = " and ".join(f"{regions[end[0]].role} {regions[end[0]].span['text']!r}" for end in ends)
            parsed.warnings.append(
                f"the link between {names} does not join a span to one {head.name}, so it is ignored"
            )
            continue
        for key in keys:
            if key != heads[0] and heads[0] not in links[key]:
                links[key].append(heads[0])
    return links


def _frames(
    regions: Mapping[Key, Region], links: Mapping[Key, list[Key]], head: Role, schema: Schema, parsed: Parsed
) -> None:
    heads = {key: region for key, region in regions.items() if region.role == head.name}
    claims: dict[Key, JsonObject] = {}
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
            parsed.warnings.append(f"the {region.role} {region.span['text']!r} is not linked to a {head.name}")
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
