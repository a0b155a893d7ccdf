"""gold.jsonl as it is written: what sentences have in common is put into JSON once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from annotate.gold.make import ALIKE, GoldRow
from annotate.json_files import json_line
from annotate.schema.model import Schema
from annotate.schema.record import stamp


def gold_lines(rows: Iterable[GoldRow], schema: Schema) -> Iterator[bytes]:
    """The lines of gold.jsonl, each with its newline."""
    return map(line_maker(schema), rows)


def line_maker(schema: Schema) -> Callable[[GoldRow], bytes]:
    """A function from a row to its line of gold.jsonl, with its newline."""
    written: dict[tuple[Any, ...], tuple[GoldRow, bytes]] = {}
    stamped = _members({"schema": stamp(schema).model_dump()})

    def line_of(row: GoldRow) -> bytes:
        # `each_gold` gives the very same parts to sentences of which annotators said the same. The row that had them
        # first is kept with what was written, so that no other parts can have their identities.
        parts = id(row.answers), id(row.claims), id(row.decisions), id(row.annotators), row.without_decisions
        before = written.get(parts)
        if before is None:
            if len(written) == ALIKE:
                written.clear()
            has_floats = any(decision.posterior for decision in row.decisions)
            before = written[parts] = row, _members(row.content(schema), has_floats=has_floats)
        members = [_members(row.heading), before[1], stamped, _members(row.ending)]
        return b"{" + b",".join(filter(None, members)) + b"}\n"

    return line_of


def _members(part: dict[str, Any], *, has_floats: bool = False) -> bytes:
    """The members of an object in JSON, without its braces."""
    try:
        # Pydantic writes the same bytes several times as fast, but other digits of floats, and no lone surrogate.
        return json_line(part)[1:-2] if has_floats else to_json(part)[1:-1]
    except PydanticSerializationError:
        return json_line(part)[1:-2]
