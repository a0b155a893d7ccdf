"""decisions.jsonl: what adjudicators decided, one sentence of one adjudicator a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from annotate.errors import RecordError
from annotate.formats import read_numbered_jsonl, with_format
from annotate.json_files import write_jsonl
from annotate.schema.record import Origin, SchemaStamp, Value
from annotate.validation import first_problem

FORMAT = 1
"""Of the lines of decisions.jsonl."""
_REMEDY = "correct the line, or take it out and decide the sentence again"


class Chosen(Value):
    """The option that was taken at a point, by the ids of both; `value` is what gold would hold, for readers."""

    point: str
    option: str
    value: Any = None


class Ruling(Value):
    """What an adjudicator decided about a sentence.

    Attributes:
        points: what was chosen, of every point that was on offer; empty if `by_hand`.
        by_hand: the answers and claims as annotations.jsonl has them; they win over points.
        offered: the digest of the case.
        origin: where on a server it is; None if it was read from a file.
    """

    sentence_id: str
    adjudicator: str
    decided_at: datetime
    points: tuple[Chosen, ...] = ()
    by_hand: dict[str, Any] | None = None
    note: str = ""
    offered: str
    schema_: SchemaStamp = Field(alias="schema")
    origin: Origin | None = None

    def to_json(self) -> dict[str, Any]:
        """The line of decisions.jsonl."""
        row = self.model_dump(mode="json", by_alias=True, exclude={"by_hand", "origin", "note"})
        if self.by_hand is not None:
            row["by_hand"] = self.by_hand
        if self.note:
            row["note"] = self.note
        if self.origin:
            row["origin"] = self.origin.model_dump()
        return with_format(row, FORMAT)


def read_rulings(file: Path) -> list[Ruling]:
    """The rulings in decisions.jsonl, in their order; none if there is no such file.

    Raises:
        WorkspaceError: the file is truncated or not JSON Lines.
        RecordError: a line is not a ruling; the message names file, line and field.
    """
    if not file.exists():
        return []
    rulings = []
    for number, row in read_numbered_jsonl(file, _REMEDY, FORMAT):
        try:
            rulings.append(Ruling.model_validate(row))
        except ValidationError as error:
            field, problem = first_problem(error, Ruling)
            raise RecordError(problem, _REMEDY, file=file, line=number, field=field) from error
    return rulings


def write_rulings(file: Path, rulings: Iterable[Ruling]) -> int:
    """Write decisions.jsonl whole, and return how many lines it has."""
    return write_jsonl(file, (ruling.to_json() for ruling in rulings))
