"""gold.jsonl read back: each line as a record whose annotator is gold, and what of it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_jsonl
from annotate.gold.decision import Cause, Status
from annotate.gold.make import FORMAT
from annotate.gold.other_schema import AGAIN, refuse_other_schema
from annotate.json_files import JsonObject
from annotate.records.read import resolve_actors
from annotate.schema.model import CLAIM, Schema
from annotate.schema.record import Record, record_model, stamp
from annotate.validation import first_problem

GOLD = "(gold)"
"""The annotator of gold's records, which no annotator can be called."""

_EXTERNAL = "give a file that `annotate gold` wrote; `annotate gold --records` makes gold of records from elsewhere"


class OpenDecision(NamedTuple):
    """A decision that a person must still make; `claim` is the number of the gold claim that it is about, if any."""

    kind: str
    element: str
    claim: int | None


@dataclass(frozen=True)
class GoldLine:
    """What gold says of one sentence.

    Attributes:
        record: as if an annotator called `GOLD` had said it; what is open has no value, or any.
        open: the decisions that are open.
        voters: the annotators whose votes made it.
        statuses: those of its decisions.
        undecided: nothing of it is decided, because too few annotators saw the sentence.
    """

    record: Record
    open: frozenset[OpenDecision]
    voters: frozenset[str]
    statuses: frozenset[str]
    undecided: bool

    def leaves_question(self, question: str) -> bool:
        """Whether the answer to a question is open."""
        return self.undecided or any(each.kind == "question" and each.element == question for each in self.open)

    @property
    def leaves_claims(self) -> bool:
        """Whether it is open which claims there are."""
        return self.undecided or any(each.kind == "claim" for each in self.open)

    def leaves_spans(self, role: str) -> bool:
        """Whether it is open which spans of a role there are: a claim is open, or such a span of one."""
        return self.leaves_claims or any(each.kind == "span" and each.element == role for each in self.open)

    def open_in_claim(self, claim: int) -> set[str]:
        """The attributes, and the roles with a span, that are open in the gold claim of this number, from 0."""
        return {each.element for each in self.open if each.claim == claim}


def read_gold(file: Path, schema: Schema) -> dict[str, GoldLine]:
    """Gold by sentence.

    Raises:
        WorkspaceError: the file is missing, broken, of another schema, no gold, or has a sentence twice.
    """
    if not file.is_file():
        raise WorkspaceError(f"there is no file {file}", "check the path; `annotate gold` makes gold.jsonl")
    rows = list(read_numbered_jsonl(file, AGAIN, FORMAT))
    if not rows:
        raise WorkspaceError(f"{file} has no gold: it is empty", AGAIN)
    for number, row in rows:
        if "decisions" not in row:
            raise WorkspaceError(f"{file}:{number} is not gold: it has no `decisions`", _EXTERNAL)
    refuse_other_schema(file, schema)
    lines: dict[str, GoldLine] = {}
    for number, row in rows:
        try:
            line = gold_line(row, schema)
        except ValidationError as error:
            field, problem = first_problem(error, record_model(schema))
            raise WorkspaceError(f"{file}:{number}, {field}: {problem}", AGAIN) from error
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise WorkspaceError(
                f"{file}:{number} is not made like the schema {schema.name}: {error!r}", AGAIN
            ) from error
        if line.record.sentence_id in lines:
            raise WorkspaceError(
                f"{file}:{number} has the sentence {line.record.sentence_id} again",
                f"take one of the two out; or {AGAIN}",
            )
        lines[line.record.sentence_id] = line
    return lines


def gold_line(row: Mapping[str, Any], schema: Schema) -> GoldLine:
    """A line of gold.jsonl.

    Raises:
        ValidationError: it says what the schema does not have.
        KeyError: it lacks a field of gold.
    """
    decisions = row["decisions"]
    left = [decision for decision in decisions if decision["status"] == Status.UNRESOLVED]
    too_few = any(decision.get("cause") == Cause.TOO_FEW for decision in left)
    return GoldLine(
        _record(row, schema),
        frozenset(OpenDecision(decision["kind"], decision["element"], decision.get("claim")) for decision in left),
        frozenset(row["annotators"]),
        frozenset(decision["status"] for decision in decisions),
        too_few or (row["status"] == Status.UNRESOLVED and not left),
    )


def _record(row: Mapping[str, Any], schema: Schema) -> Record:
    """The line as a record.

    It is checked like a skipped one, which may lack answers; where a claim or span lacks one that is required, it gets
    the first label, which nobody compares.
    """
    said: JsonObject = {"sentence_id": row["sentence_id"], "article_id": row["article_id"], "annotator": GOLD}
    said |= {"status": "skipped", "schema": stamp(schema).model_dump()}
    said |= {each.name: row[each.name] for each in schema.sentence_questions if each.name in row}
    if schema.head:
        said["claims"] = [_filled(claim, schema) for claim in row.get("claims", ())]
    record = record_model(schema).model_validate(resolve_actors(said, schema))
    return record.model_copy(update={"status": "submitted"})


def _filled(claim: JsonObject, schema: Schema) -> JsonObject:
    filled = _missing(CLAIM, schema) | claim
    for role in schema.roles:
        if lacking := _missing(role.name, schema):
            spans = filled.get(role.name, [])
            filled[role.name] = [lacking | span for span in spans] if isinstance(spans, list) else lacking | spans
    return filled


def _missing(target: str, schema: Schema) -> JsonObject:
    return {
        attribute.name: [label] if attribute.level == "set" else label
        for attribute in schema.attributes_on(target)
        if attribute.required
        for label in schema.labels_of(attribute)[:1]
    }
