"""The columns in which the page has annotations, claims and spans, while they are filled.

Rows of one table that belong to a row of another lie together: a column such as `claims` of annotations has where those
of a row begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from annotate.json_files import JsonObject
from annotate.records.contents import spans_of
from annotate.report.interned import Interned
from annotate.schema.described import Answerable
from annotate.schema.model import Schema


class Columns:
    """What annotators said, and gold, which is laid out like a record."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._titles = {actor.id: actor.name for actor in schema.register.actors}
        self._roles = {role.name: number for number, role in enumerate(schema.roles)}
        self._said: Interned[tuple[tuple[str, str], ...]] = Interned()
        self._actors: Interned[str] = Interned()
        self._annotators: Interned[str] = Interned()
        self._statuses: Interned[str] = Interned()
        names = ("annotator", "status", "round", "said", "warnings", "url", "claims")
        self._annotations: dict[str, list[Any]] = {name: [] for name in names}
        self._claims: dict[str, list[int]] = {name: [] for name in ("number", "said", "spans")}
        self._spans: dict[str, list[int]] = {name: [] for name in ("role", "start", "end", "actor", "said")}

    @property
    def annotations(self) -> int:
        """How many annotations there are so far."""
        return len(self._annotations["annotator"])

    def add_record(self, record: Any, name: str, warnings: Sequence[str] = (), url: str = "") -> None:
        """Add what somebody said about a sentence, under the name and with the rest of what the report shows."""
        round_ = getattr(record, "round", None)
        row = {
            "annotator": self._annotators.number(name),
            "status": self._statuses.number(str(record.status)),
            "round": -1 if round_ is None else round_,
            "said": self._answers(record, self._schema.sentence_questions),
            "warnings": list(warnings),
            "url": url,
            "claims": len(self._claims["number"]),
        }
        for column, value in row.items():
            self._annotations[column].append(value)
        if not self._schema.head:
            return
        for number, claim in enumerate(record.claims, 1):
            self._begin_claim(number, self._answers(claim, self._schema.claim_attributes))
            for role in self._roles:
                for span in spans_of(claim, role):
                    self._add_span(role, span)
        if record.unlinked:
            self._begin_claim(0, self._answers(None, ()))
            for span in record.unlinked:
                self._add_span(span.role, span)

    def to_json(self) -> JsonObject:
        """The columns, and the tables that they number."""
        return {
            "said": self._said.values,
            "actors": self._actors.values,
            "annotators": self._annotators.values,
            "statuses": self._statuses.values,
            "annotations": self._annotations,
            "claims": self._claims,
            "spans": self._spans,
        }

    def _begin_claim(self, number: int, said: int) -> None:
        """Begin a claim, to which the spans belong that come; number 0 is for spans of no claim."""
        self._claims["number"].append(number)
        self._claims["said"].append(said)
        self._claims["spans"].append(len(self._spans["role"]))

    def _add_span(self, role: str, span: Any) -> None:
        actor = getattr(span, "actor", None)
        row = {
            "role": self._roles[role],
            "start": span.start,
            "end": span.end,
            "actor": self._actors.number(self._titles.get(actor, actor)) if actor else -1,
            "said": self._answers(span, self._schema.attributes_on(role)),
        }
        for column, value in row.items():
            self._spans[column].append(value)

    def _answers(self, holder: Any, elements: Iterable[Answerable]) -> int:
        """The number of what a record, claim or span says."""
        given = []
        for element in elements:
            answer: Any = getattr(holder, element.name, None)
            if answer:
                labels: Iterable[str] = answer if isinstance(answer, list | tuple) else (answer,)
                given.append((element.name, ", ".join(self._titles.get(label, label) for label in labels)))
        return self._said.number(tuple(given))


def gold_record(row: JsonObject, schema: Schema) -> SimpleNamespace:
    """A line of gold.jsonl as a record; what is unresolved is not there."""
    empty = {role.name: () for role in schema.roles}
    claims = [
        SimpleNamespace(**empty | {name: _part(value) for name, value in claim.items()}) for claim in _claims(row)
    ]
    answers = {question.name: row.get(question.name) for question in schema.sentence_questions}
    return SimpleNamespace(status=row["status"], claims=claims, unlinked=(), **answers)


def _claims(row: JsonObject) -> Iterable[JsonObject]:
    claims: Iterable[JsonObject] = row.get("claims", ())
    return claims


def _part(value: Any) -> Any:
    """A span, the spans or the answer of a claim."""
    if isinstance(value, dict):
        return SimpleNamespace(**value)
    return tuple(map(_part, value)) if isinstance(value, list) else value
