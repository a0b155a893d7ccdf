"""The shape that every export starts from: one sentence with what is said of it, gold or by one annotator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from annotate.config import Config
from annotate.corpus import Sentence
from annotate.json_files import JsonObject
from annotate.schema import Record, Schema

Answer = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a sentence that fill a role: half-open places in the sentence, in code points.

    `answers` are those to the questions about single spans; `actor` is whom the words mean, "" if nobody known.
    """

    role: str
    start: int
    end: int
    text: str
    actor: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A frame: its spans in the order of the schema's roles, the head among them, and the answers about it."""

    spans: tuple[Span, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def of(self, role: str) -> tuple[Span, ...]:
        """The spans that fill a role."""
        return tuple(span for span in self.spans if span.role == role)


@dataclass(frozen=True, slots=True)
class Undecided:
    """What gold leaves to a person: `kind` and `cause` as in gold.jsonl, `claim` from 0, or None."""

    kind: str
    element: str
    claim: int | None
    cause: str


@dataclass(frozen=True, slots=True)
class Made:
    """When a sentence was annotated, or its gold was decided: ISO 8601 in UTC, "" if that is not known.

    `round`, `repeat` and `lead_time` are those of an annotation, as in annotations.jsonl.
    """

    at: str = ""
    changed_at: str = ""
    lead_time: float | None = None
    round: int | None = None
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with its gold labels, or with what one annotator said.

    Attributes:
        sentence: the sentence.
        status: of gold, how sure its least sure decision is; of an annotation, `submitted`.
        annotator: who annotated it; "" for gold.
        answers: question → answer; what was not answered, or is undecided, is missing.
        claims: the claims, in the order of the sentence.
        unlinked: an annotator's spans that belong to no claim.
        undecided: what gold leaves open.
        decisions: how gold came about, as in gold.jsonl.
        made: when it came about.
    """

    sentence: Sentence
    status: str
    annotator: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    unlinked: tuple[Span, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    decisions: tuple[JsonObject, ...] = ()
    made: Made = Made()


@dataclass(frozen=True)
class Rows:
    """Rows that can be read again and again, and what belongs to them.

    `texts` are the articles by their ids. `of_annotators` says that the rows are annotations, and not gold; `records`
    are these as annotations.jsonl has them. `votes` are the lines of the annotations beside gold, if they are there.
    """

    schema: Schema
    read: Callable[[], Iterator[Row]]
    texts: Mapping[str, str]
    of_annotators: bool = False
    records: Callable[[], Iterator[Record]] = lambda: iter(())
    votes: Callable[[], Iterator[JsonObject]] = lambda: iter(())
    config: Config = field(default_factory=Config)

    def __iter__(self) -> Iterator[Row]:
        return self.read()

    def only(self, keep: Callable[[Row], bool]) -> Rows:
        """Those of the rows that `keep` accepts."""
        return replace(self, read=lambda: filter(keep, self.read()))

    def dated(self, day: str) -> Rows:
        """The same rows; articles without a date have this one."""
        return replace(self, read=lambda: (_dated(row, day) for row in self.read()))


def _dated(row: Row, day: str) -> Row:
    article = row.sentence.article
    if article.get("date"):
        return row
    return replace(row, sentence=replace(row.sentence, article={**article, "date": day}))


def row_of(line: JsonObject, sentence: Sentence, schema: Schema) -> Row:
    """A line of gold.jsonl or annotations.jsonl with its sentence.

    Raises:
        ValueError: a span has other words than the sentence has there.
        KeyError, TypeError: the line is not made like either.
    """
    refuse_other_words(line, sentence.text, schema)
    return Row(
        sentence,
        line["status"],
        line.get("annotator", ""),
        _answers(line, [question.name for question in schema.sentence_questions]),
        tuple(_claim(claim, schema) for claim in line.get("claims", ())),
        tuple(_span(span, span["role"], schema) for span in line.get("unlinked", ())),
        tuple(
            Undecided(decision["kind"], decision["element"], decision["claim"], decision.get("cause", "no reason kept"))
            for decision in line.get("decisions", ())
            if decision["status"] == "unresolved"
        ),
        tuple(line.get("decisions", ())),
        Made(
            line.get("created_at") or line.get("decided_at") or "",
            line.get("updated_at") or "",
            line.get("lead_time"),
            line.get("round"),
            line.get("repeat") or 0,
        ),
    )


def refuse_other_words(line: JsonObject, text: str, schema: Schema) -> None:
    """Compare a line of gold.jsonl or annotations.jsonl with the text of its sentence.

    Raises:
        ValueError: a span has other words than the sentence has there.
        KeyError, TypeError: the line is not made like either.
    """
    linked = (span for claim in line.get("claims", ()) for _, span in spans_of(claim, schema))
    for span in chain(line.get("unlinked", ()), linked):
        start, end = span["start"], span["end"]
        if text[start:end] != span["text"]:
            raise ValueError(f"its sentence does not have {span['text']!r} at {start}-{end}")


def spans_of(claim: JsonObject, schema: Schema) -> Iterator[tuple[str, JsonObject]]:
    """The spans of a claim in a line of gold.jsonl or annotations.jsonl, each with its role."""
    for role in schema.roles:
        for span in [claim[role.name]] if role.head else claim.get(role.name, ()):
            yield role.name, span


def _claim(claim: JsonObject, schema: Schema) -> Claim:
    spans = [_span(span, role, schema) for role, span in spans_of(claim, schema)]
    return Claim(tuple(spans), _answers(claim, [attribute.name for attribute in schema.claim_attributes]))


def _span(span: JsonObject, role: str, schema: Schema) -> Span:
    answers = _answers(span, [attribute.name for attribute in schema.attributes_on(role)])
    return Span(role, span["start"], span["end"], span["text"], span.get("actor") or "", answers)


def _answers(holder: JsonObject, names: list[str]) -> dict[str, Answer]:
    given: dict[str, Any] = {name: holder[name] for name in names if holder.get(name) not in (None, [])}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
