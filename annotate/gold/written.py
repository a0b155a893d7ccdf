"""gold.jsonl as it is written: what sentences have in common is put into JSON once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotate.files import json_line
from annotate.gold.make import GoldRow
from annotate.schema.model import Schema

_OPEN, _CLOSE = b"{", b"}\n"


def gold_lines(rows: Sequence[GoldRow], schema: Schema) -> Iterator[bytes]:
    """The lines of gold.jsonl, each with its newline."""
    written: dict[tuple[Any, ...], bytes] = {}
    for row in rows:
        # `make_gold` gives the very same parts to sentences of which annotators said the same.
        parts = id(row.answers), id(row.claims), id(row.decisions), id(row.annotators), row.without_decisions
        content = written.get(parts)
        if content is None:
            content = written[parts] = _members(row.content(schema))
        members = [_members(row.heading), content, _members(row.ending)]
        yield _OPEN + b",".join(filter(None, members)) + _CLOSE


def _members(part: dict[str, Any]) -> bytes:
    """The members of an object in JSON, without its braces."""
    return json_line(part).removeprefix(_OPEN).removesuffix(_CLOSE)
