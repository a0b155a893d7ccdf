"""The record model: what one annotator said about one sentence, checked against the schema.

`record_model` makes a pydantic model from a schema: its questions become fields beside `annotator`, its roles and
attributes become fields of each claim, its labels become literals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, create_model, model_validator
from pydantic_core import PydanticCustomError

from annotate.schema.described import Answerable
from annotate.schema.model import CLAIM, Schema

CONTRADICTION = "contradiction"
"""The type of the error that says that a record's claims and its answers exclude each other."""
RESERVED_SPAN = frozenset({"start", "end", "text", "actor", "role"})
RESERVED_CLAIM = frozenset({"claim", "question", "model_config"})

Named = Annotated[str, Field(pattern=r"\S")]


class Value(BaseModel):
    """A frozen part of a record, closed to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Value):
    """Characters `start` to `end` of a sentence: half-open, in Unicode code points.

    Validated with `context={"sentence": text}`, the span's text must be what is there.
    """

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _stands_in_the_sentence(self, info: ValidationInfo) -> Self:
        if self.end <= self.start:
            raise ValueError(f"the span {self.start}-{self.end} is empty")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"the span {self.start}-{self.end} does not have the length of its text")
        sentence = (info.context or {}).get("sentence")
        if sentence is not None and sentence[self.start : self.end] != self.text:
            there = sentence[self.start : self.end]
            raise ValueError(f"the sentence has {there!r} at {self.start}-{self.end}, and not {self.text!r}")
        return self


class SchemaStamp(Value):
    """The schema that a record was made under."""

    name: str
    version: str
    digest: str


def stamp(schema: Schema) -> SchemaStamp:
    """What a record, a launch or gold remembers of its schema."""
    return SchemaStamp(name=schema.name, version=schema.version, digest=schema.digest)


class Origin(Value):
    """Where on a server a record comes from."""

    project: int
    task: int
    annotation: int
    url: str


class MigratedAnswer(Value):
    """What an answer was called when it was given ("attribute x on claim: label"), and now; None if it was left out."""

    was: str
    now: str | None = None


class Migrated(Value):
    """That a record was made under an earlier version of its schema, and which answers have another name since."""

    version: str
    answers: tuple[MigratedAnswer, ...] = ()


class Record(Value):
    """One annotator's submitted or skipped annotation of one sentence.

    `claims` and the schema's questions are fields of the models that `record_model` makes. `lead_time` is in seconds,
    dates are UTC. `updated_by` differs from `annotator` when somebody else edited the annotation. `round` is 0 for the
    calibration round, then 1, 2 and on; `repeat` is 1 when the annotator had the sentence before.
    """

    sentence_id: Named
    article_id: Named
    annotator: Named
    status: Literal["submitted", "skipped"]
    round: int | None = Field(default=None, ge=0)
    repeat: int | None = Field(default=None, ge=1)
    warnings: tuple[str, ...] = ()
    schema_: SchemaStamp = Field(alias="schema")
    migrated: Migrated | None = None
    origin: Origin | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    updated_by: str | None = None
    lead_time: float | None = Field(default=None, ge=0)


RESERVED_RECORD = frozenset(Record.model_fields) | {"schema", "claims", "unlinked", "format", "model_config"}
RESERVED_GOLD = frozenset({"annotators", "decisions", "decided_at", "unresolved", "article", "kind", "text"})
_UNANSWERED: tuple[Any, ...] = (None, ())
_HEADING = ("sentence_id", "article_id", "annotator", "status")


@lru_cache(maxsize=32)
def record_model(schema: Schema) -> type[Record]:
    """The record model of `schema`: frozen, extra fields forbidden, labels as literals."""
    fields: dict[str, Any] = {
        question.name: (_answer_type(schema, question), () if question.level == "set" else None)
        for question in schema.sentence_questions
    }
    if schema.head:
        spans: dict[str, Any] = {role.name: _span_model(schema, role.name, role.actor) for role in schema.roles}
        claim, unlinked = _claim_model(schema, spans), _unlinked_model(spans)
        fields |= {"claims": (_many(claim), ()), "unlinked": (_many(unlinked), ())}
    lacking, contradicting = what_it_lacks(schema), what_contradicts(schema)

    def answers_what_is_required(self: Record) -> Record:
        if self.status == "submitted" and (name := lacking(self)):
            raise ValueError(f"{name} is required and has no answer")
        return self

    def does_not_contradict_itself(self: Record) -> Record:
        if self.status == "submitted" and (said := contradicting(self)):
            raise PydanticCustomError(CONTRADICTION, "{said}", {"said": said})
        return self

    validators: dict[str, Any] = {
        "required": model_validator(mode="after")(answers_what_is_required),
        "contradiction": model_validator(mode="after")(does_not_contradict_itself),
    }
    return create_model(
        _title(schema.name, "Record"),
        __base__=Record,
        __validators__=validators,
        **fields,
    )


def what_it_lacks(schema: Schema) -> Callable[[Any], str]:
    """Tells of a record which required question it does not answer; empty if it answers all."""
    required = tuple(question.name for question in schema.sentence_questions if question.required)

    def told(record: Any) -> str:
        for name in required:
            if getattr(record, name) in _UNANSWERED:
                return name
        return ""

    return told


def what_contradicts(schema: Schema) -> Callable[[Any], str]:
    """Tells how a record's claims and its answer to the question of `claims_if` exclude each other; empty if not."""
    condition, head = schema.claims_if, schema.head
    if not (condition and head):
        return lambda record: ""
    question, label, marked = condition.question, condition.label, head.name

    def told(record: Any) -> str:
        answer, claims = getattr(record, question), record.claims
        if answer in _UNANSWERED:
            return ""
        is_announced = label in answer if isinstance(answer, tuple) else answer == label
        if (is_announced and claims) or not (is_announced or claims or record.unlinked):
            return ""
        says = f"{question} is {answer if isinstance(answer, str) else ', '.join(answer)}"
        if is_announced:
            return f"{says} and no {marked} is marked"
        return f"{says} and a {marked if claims else record.unlinked[0].role} is marked"

    return told


def record_row(record: Record) -> dict[str, Any]:
    """A record as it is on a line of annotations.jsonl: what was not answered is left out."""
    row = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    heading = {key: row.pop(key) for key in _HEADING}
    own = {key: row.pop(key) for key in tuple(row) if key not in RESERVED_RECORD or key in ("claims", "unlinked")}
    return heading | own | row


def _answer_type(schema: Schema, element: Answerable) -> Any:
    labels: Any = Literal[schema.labels_of(element)]
    return _many(labels) if element.level == "set" else labels | None


def _attribute_fields(schema: Schema, target: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for attribute in schema.attributes_on(target):
        answer = _answer_type(schema, attribute)
        if not attribute.required:
            fields[attribute.name] = (answer, () if attribute.level == "set" else None)
        elif attribute.level == "set":
            fields[attribute.name] = (Annotated[answer, Field(min_length=1)], ...)
        else:
            fields[attribute.name] = (Literal[schema.labels_of(attribute)], ...)
    return fields


def _span_model(schema: Schema, role: str, actor: bool) -> type[Span]:
    fields = _attribute_fields(schema, role)
    if actor:
        fields["actor"] = (str | None, None)
    return create_model(_title(role, "Span"), __base__=Span, **fields) if fields else Span


def _claim_model(schema: Schema, spans: dict[str, Any]) -> Any:
    fields: dict[str, Any] = {}
    for role in schema.roles:
        span = spans[role.name]
        fields[role.name] = (span, ...) if role.head else (_many(span), ())
    return create_model(_title(CLAIM), __base__=Value, **fields, **_attribute_fields(schema, CLAIM))


def _unlinked_model(spans: dict[str, Any]) -> Any:
    models: list[Any] = []
    for role, span in spans.items():
        field: dict[str, Any] = {"role": (Literal[role], ...)}
        models.append(create_model(_title("unlinked", role, "span"), __base__=span, **field))
    union: Any = reduce(or_, models)
    return Annotated[union, Field(discriminator="role")] if len(models) > 1 else union


def _many(item: Any) -> Any:
    return GenericAlias(tuple, (item, ...))


def _title(*names: str) -> str:
    return "".join(part.capitalize() for name in names for part in name.split("_"))
