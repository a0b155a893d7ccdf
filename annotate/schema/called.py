"""Names that a schema's elements have elsewhere (`called:`), and ours for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from annotate.schema.described import Answerable, Label, Role
from annotate.schema.elements import CLAIM
from annotate.schema.model import Schema
from annotate.schema.record import RESERVED_RECORD
from annotate.yamlfile import Location

Row = dict[str, Any]


@lru_cache(maxsize=32)
def has_called(schema: Schema) -> bool:
    """Whether anything in the schema has another name elsewhere."""
    labels = [label for element in schema.answerables for label in element.labels]
    of_elements = any(element.called for element in (*schema.roles, *schema.answerables))
    return bool(schema.called) or of_elements or any(label.called for label in labels)


def our_role(label: str, schema: Schema) -> str:
    """The role that is called so elsewhere; the label itself if it is a role of ours, or none is called so."""
    return _our_name(label, schema.roles)


def our_label(label: str, element: Answerable) -> str:
    """The label of an element that is called so elsewhere; the label itself if it is ours, or none is called so."""
    return _our_name(label, element.labels)


def in_our_names(row: Row, schema: Schema) -> Row:
    """A record's row under our names; what is not made like a record stays as it is."""
    if not has_called(schema):
        return row
    ours: Row = {}
    for key, value in row.items():
        if key == "claims" and isinstance(value, list):
            value = [_claim(claim, schema) if isinstance(claim, dict) else claim for claim in value]
        elif key == "unlinked" and isinstance(value, list):
            value = [_unlinked(span, schema) if isinstance(span, dict) else span for span in value]
        elif key not in RESERVED_RECORD:
            key, value = _answer(key, value, schema.sentence_questions, row)
        ours[key] = value
    return ours


def check_called(schema: Schema) -> Iterator[tuple[Location, str]]:
    """Names elsewhere that two elements, or two labels of one, share: where they are, and what is wrong."""
    roles = schema.claim.roles if schema.claim else ()
    attributes = schema.claim.attributes if schema.claim else ()
    yield from _shared([(("claim", "roles", index), role) for index, role in enumerate(roles)])
    questions = [(("questions", index), question) for index, question in enumerate(schema.questions)]
    yield from _shared(questions)
    placed = [(("claim", "attributes", index), attribute) for index, attribute in enumerate(attributes)]
    for target in dict.fromkeys(attribute.on for attribute in attributes):
        yield from _shared([(at, attribute) for at, attribute in placed if attribute.on == target])
    answerables: list[tuple[Location, Answerable]] = [*questions, *placed]
    for at, element in answerables:
        yield from _shared([((*at, "labels", index), label) for index, label in enumerate(element.labels)])


def _shared(named: Sequence[tuple[Location, Role | Answerable | Label]]) -> Iterator[tuple[Location, str]]:
    whose = {one.name: one.name for _, one in named}
    for at, one in named:
        for name in one.called:
            if whose.setdefault(name, one.name) != one.name:
                yield (*at, "called"), f"{name} is what {whose[name]} is called"


def _our_name(name: str, ours: Sequence[Role | Answerable | Label]) -> str:
    if any(one.name == name for one in ours):
        return name
    return next((one.name for one in ours if name.strip() in one.called), name)


def _answer(key: str, value: Any, elements: Sequence[Answerable], holder: Row) -> tuple[str, Any]:
    """An answer in a record under our names; one that the record has under our name too keeps its key."""
    name = _our_name(key, elements)
    element = next((one for one in elements if one.name == name), None)
    if element is None or (name != key and name in holder):
        return key, value
    labels = [our_label(label, element) if isinstance(label, str) else label for label in _several(value)]
    return name, labels if isinstance(value, list) else labels[0]


def _claim(claim: Row, schema: Schema) -> Row:
    ours: Row = {}
    attributes = {attribute.name for attribute in schema.attributes_on(CLAIM)}
    for key, value in claim.items():
        role = key if key in attributes else our_role(key, schema)
        if any(one.name == role for one in schema.roles) and (role == key or role not in claim):
            spans = [_span(span, role, schema) if isinstance(span, dict) else span for span in _several(value)]
            ours[role] = spans if isinstance(value, list) else spans[0]
        else:
            name, said = _answer(key, value, schema.attributes_on(CLAIM), claim)
            ours[name] = said
    return ours


def _span(span: Row, role: str, schema: Schema) -> Row:
    attributes = schema.attributes_on(role)
    return dict(_answer(key, value, attributes, span) for key, value in span.items())


def _unlinked(span: Row, schema: Schema) -> Row:
    role = span.get("role")
    if not isinstance(role, str):
        return span
    return _span(span, our_role(role, schema), schema) | {"role": our_role(role, schema)}


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
