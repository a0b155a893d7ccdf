"""What rows of answers, records or gold, have that a schema does not ask, and what it asks that they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotate.counting import and_more
from annotate.schema.described import Answerable
from annotate.schema.model import Schema
from annotate.schema.record import RESERVED_GOLD, RESERVED_RECORD, RESERVED_SPAN, SchemaStamp

Row = Mapping[str, Any]
_MOST = 10


def made_under_another(stamp: object, schema: Schema) -> bool:
    """Whether a row's stamp, as it is in JSON, is that of a schema with other answers."""
    return isinstance(stamp, dict) and stamp.get("digest") != schema.digest


def difference(rows: Iterable[Row], schema: Schema) -> str:
    """How rows of another schema differ from what `schema` asks, in words; empty if they all fit."""
    misfits = Misfits(schema)
    for row in rows:
        misfits.add(row)
    return str(misfits)


class Misfits:
    """What rows have that a schema does not ask, and lack that it requires; as text, in words."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._unknown: dict[str, None] = {}
        self._lacking: dict[str, None] = {}

    def add(self, row: Row) -> None:
        """Look at one more row."""
        self._unknown |= dict.fromkeys(_unknown(row, self._schema))
        self._lacking |= dict.fromkeys(_lacking(row, self._schema))

    def __or__(self, other: Misfits) -> Misfits:
        """Both, these first."""
        both = Misfits(self._schema)
        both._unknown, both._lacking = self._unknown | other._unknown, self._lacking | other._lacking
        return both

    def __str__(self) -> str:
        unknown, lacking = list(self._unknown), list(self._lacking)
        parts = [f"it does not have {and_more(unknown, _MOST)}"] if unknown else []
        parts += [f"it requires {and_more(lacking, _MOST)}, which is not answered"] if lacking else []
        return "; ".join(parts)


def under_another(stamp: object, schema: Schema) -> str:
    """The sentence about a file's schema of then and that of today, to which a difference is added."""
    then = SchemaStamp.model_construct(**stamp) if isinstance(stamp, dict) else None
    named = f" ({then.name} {then.version})" if then and {"name", "version"} <= then.model_fields_set else ""
    return f"was made under another schema{named} than today's ({schema.name} {schema.version})"


def _unknown(row: Row, schema: Schema) -> Iterator[str]:
    """The elements and labels that the schema does not have."""
    questions = {question.name: question for question in schema.sentence_questions}
    attributes = {attribute.name: attribute for attribute in schema.claim_attributes}
    for name in row:
        if name in questions:
            yield from _unknown_labels(questions[name], row[name], schema)
        elif name not in RESERVED_RECORD | RESERVED_GOLD:
            yield f"question {name}"
    for claim in _objects(row.get("claims")):
        for name, value in claim.items():
            if name in attributes:
                yield from _unknown_labels(attributes[name], value, schema)
            elif _is_role(name, schema):
                for span in _objects(value):
                    yield from _unknown_in_span(span, name, schema)
            elif _objects(value):
                yield f"role {name}"
            elif value != []:
                yield f"attribute {name} on claim"
    for span in _objects(row.get("unlinked")):
        if not _is_role(str(span.get("role")), schema):
            yield f"role {span.get('role')}"
    yield from _unknown_decisions(row, schema)


def _unknown_in_span(span: Row, role: str, schema: Schema) -> Iterator[str]:
    attributes = {attribute.name: attribute for attribute in schema.attributes_on(role)}
    for name, value in span.items():
        if name in attributes:
            yield from _unknown_labels(attributes[name], value, schema)
        elif name not in RESERVED_SPAN:
            yield f"attribute {name} on {role}"


def _unknown_decisions(row: Row, schema: Schema) -> Iterator[str]:
    """The same of gold's decisions, which also name what is unresolved."""
    answerables = {element.name: element for element in schema.answerables}
    for decision in _objects(row.get("decisions")):
        name, kind = str(decision.get("element")), decision.get("kind")
        if kind in ("question", "attribute"):
            if name not in answerables:
                yield f"{kind} {name}" + (" on claim" if kind == "attribute" else "")
            elif isinstance(votes := decision.get("votes"), dict):
                yield from _unknown_labels(answerables[name], [label for label in votes if label], schema)
        elif not _is_role(name, schema):
            yield f"role {name}"


def _unknown_labels(element: Answerable, value: Any, schema: Schema) -> Iterator[str]:
    labels = schema.labels_of(element)
    for label in value if isinstance(value, list) else [value]:
        if label is not None and label not in labels:
            yield f"the label {label} of {element.name}"


def _lacking(row: Row, schema: Schema) -> Iterator[str]:
    """The questions that a submitted record must answer, and does not."""
    if row.get("status") == "submitted":
        for question in schema.sentence_questions:
            if question.required and row.get(question.name) in (None, []):
                yield f"question {question.name}"
        for claim in _objects(row.get("claims")):
            for attribute in schema.claim_attributes:
                if attribute.required and claim.get(attribute.name) in (None, []):
                    yield f"attribute {attribute.name} on claim"
            if schema.head and schema.head.name not in claim:
                yield f"role {schema.head.name}"


def _is_role(name: str, schema: Schema) -> bool:
    return any(role.name == name for role in schema.roles)


def _objects(value: Any) -> list[Row]:
    """The objects of a list, or the one object, that a value is."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
