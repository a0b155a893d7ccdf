"""Records in slots, for hundreds of thousands at once: what `read` reads, several times as fast and small.

Pydantic parses and validates a line in one go, and a line in which all is well needs nothing more. Every other line
goes to the reader of whole records, which says what is wrong with it, or knows what the names in it are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from annotate.formats import KEY
from annotate.json_files import JsonObject, read_lines
from annotate.records.offsets import Counting
from annotate.records.read import AGAIN, FORMAT, LineReader
from annotate.schema.model import Schema
from annotate.schema.record import Record, record_row, what_contradicts, what_it_lacks
from annotate.schema.slim import slim_records

_NAMES = 100_000
"""How many different spans the register is asked for only once."""


def read_slim(
    file: Path, schema: Schema, texts: Mapping[str, str] | None = None, remedy: str = AGAIN
) -> Iterator[tuple[Record, Counting]]:
    """As `read_compared`; records can be read like those, and have no methods of pydantic's.

    Raises:
        WorkspaceError: as `read_records`.
        RecordError: as `read_records`.
    """
    texts = texts or {}
    whole = LineReader(file, schema, texts, remedy)
    parse, complete = slim_records(schema, FORMAT).validator.validate_json, _completer(schema)
    for number, line in read_lines(file, remedy):
        try:
            record = parse(line)
        except ValidationError:
            record = None
        if record is not None and complete(record, texts.get(record.sentence_id)):
            yield cast(Record, record), Counting.CODE_POINTS
        elif read := whole.read(number, line):
            yield read
    whole.tell_contradictions()


def shared(records: Iterable[tuple[Record, Counting]], schema: Schema) -> Iterator[tuple[Record, Counting]]:
    """The records of `read_slim` for somebody who keeps them all, as `sharer` leaves them."""
    share = sharer(schema)
    for record, counting in records:
        share(record)
        yield record, counting


def sharer(schema: Schema) -> Callable[[Record], None]:
    """What makes claims that are equal the very same objects, in record after record; and the stamps of schemas."""
    names = ("schema_", "claims", "unlinked") if schema.head else ("schema_",)
    kept: dict[Any, Any] = {}

    def share(record: Record) -> None:
        if not isinstance(record, Record):
            for name in names:
                if said := getattr(record, name):
                    setattr(record, name, kept.setdefault(said, said))

    return share


def row_maker(schema: Schema) -> Callable[[Any], JsonObject]:
    """What makes of a record of `read_slim` its line of annotations.jsonl, but for the format and the schema."""
    dump = slim_records(schema, FORMAT).dump_python

    def row_of(record: Any) -> JsonObject:
        if isinstance(record, Record):
            return record_row(record)
        row: JsonObject = dump(record, mode="json", exclude_none=True, exclude={KEY, "schema_"})
        return row

    return row_of


def _completer(schema: Schema) -> Callable[[Any, str | None], bool]:
    """What says whether a parsed record is right as it is, given its sentence's text, and names its actors."""
    lacking, contradicting = what_it_lacks(schema), what_contradicts(schema)
    resolve = lru_cache(_NAMES)(schema.register.resolve)
    name_actors = {role.name: resolve if role.actor else None for role in schema.roles}
    head = schema.head.name if schema.head else ""
    others = [(role.name, name_actors[role.name]) for role in schema.roles if not role.head]
    name_head = name_actors.get(head)

    def are_right(spans: Iterable[Any], text: str | None, name_actor: Callable[[str], str | None] | None) -> bool:
        for span in spans:
            words, start, end = span.text, span.start, span.end
            if not words or len(words) != end - start or (text is not None and text[start:end] != words):
                return False
            if name_actor:
                span.actor = name_actor(words)
        return True

    def complete(record: Any, text: str | None) -> bool:
        if record.status == "submitted" and (lacking(record) or contradicting(record)):
            return False
        if not head:
            return True
        for claim in record.claims:
            if not are_right((getattr(claim, head),), text, name_head):
                return False
            for role, name_actor in others:
                spans = getattr(claim, role)
                if spans and not are_right(spans, text, name_actor):
                    return False
        return all(are_right((span,), text, name_actors[span.role]) for span in record.unlinked)

    return complete
