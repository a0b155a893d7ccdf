"""Parquet: one sentence per row, with its answers and claims as nested columns."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from annotate.export.jsonl import answers_to_json, claim_to_json, span_to_json
from annotate.export.rows import Row, Rows
from annotate.json_files import JsonObject
from annotate.schema import Answerable, Schema

if TYPE_CHECKING:
    import pyarrow

LABELS = b"labels"
"""The key under which a field of numbers has the names of its labels, as JSON."""

AT_ONCE = 2_000
"""Rows of a group, which are in memory together."""

_HALF = re.compile("[\ud800-\udfff]")
_ARTICLE = ("source", "outlet", "title", "date")


def write_parquet(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write `rows`, and return what is lost: halves of characters only.

    Votes, and what else is known of an article, are JSON in a text.
    """
    from pyarrow.parquet import ParquetWriter

    columns = arrow_schema(rows.schema, of_annotators=rows.of_annotators)
    waiting = iter(rows)
    losses: Counter[str] = Counter()
    writes: Any = ParquetWriter  # which has no types
    with writes(file, columns, compression="zstd") as writer:
        while batch := [parquet_row(row, rows.schema) for row in islice(waiting, AT_ONCE)]:
            writer.write_table(arrow_table(batch, columns, losses))
    return losses


def arrow_table(lines: list[JsonObject], columns: pyarrow.Schema, losses: Counter[str]) -> pyarrow.Table:
    """The lines as a table. Half of a character, which JSON can carry and UTF-8 cannot, is U+FFFD, and counted."""
    import pyarrow

    def whole(value: Any) -> Any:
        if isinstance(value, str):
            text, times = _HALF.subn("\ufffd", value)
            losses["halves of characters, which are U+FFFD"] += times
            return text
        if isinstance(value, dict):
            return {name: whole(part) for name, part in value.items()}
        return [whole(part) for part in value] if isinstance(value, list) else value

    try:
        return pyarrow.Table.from_pylist(lines, columns)
    except UnicodeEncodeError:
        held = [{name: whole(line.get(name)) for name in columns.names} for line in lines]
        return pyarrow.Table.from_pylist(held, columns)


def parquet_row(row: Row, schema: Schema) -> JsonObject:
    """A row by the names of the columns."""
    sentence = row.sentence
    line: JsonObject = {"sentence_id": sentence.id, "article_id": sentence.article_id}
    line |= {name: None if (known := sentence.article.get(name)) is None else str(known) for name in _ARTICLE}
    line |= {"article": _json(dict(sentence.article)), "kind": sentence.kind, "text": sentence.text}
    line |= {"answers": answers_to_json(row.answers), "status": row.status, "annotator": row.annotator}
    line["unresolved"] = [{"element": each.element, "claim": each.claim} for each in row.undecided]
    line["claims"] = [claim_to_json(claim, schema) for claim in row.claims]
    unlinked = [(span, {"role": span.role} | span_to_json(span)) for span in row.unlinked]
    line["unlinked"] = [shown | {"answers": _json(answers_to_json(span.answers))} for span, shown in unlinked]
    return line | {"decisions": _json(list(row.decisions))}


def arrow_schema(schema: Schema, *, of_annotators: bool, coded: bool = False) -> pyarrow.Schema:
    """The columns: of a set of labels a list, of a role a list of spans, of the head one span.

    If `coded`, a label is a number, and its field has the names of all under `LABELS`.
    """
    import pyarrow as pa

    def answers(elements: Iterable[Answerable]) -> dict[str, Any]:
        return {element.name: _answer(element, schema.labels_of(element) if coded else ()) for element in elements}

    words = pa.string()
    place = {"start": pa.int64(), "end": pa.int64(), "text": words}
    fields: dict[str, Any] = dict.fromkeys(
        ("sentence_id", "article_id", *_ARTICLE, "article", "kind", "text", "annotator" if of_annotators else "status"),
        words,
    )
    if schema.sentence_questions:
        fields["answers"] = _struct(answers(schema.sentence_questions))
    if not of_annotators:
        fields["unresolved"] = pa.list_(pa.struct({"element": words, "claim": pa.int64()}))
        fields["decisions"] = words
    if schema.head:
        claim: dict[str, Any] = {}
        for role in schema.roles:
            actor = {"actor": words} if role.actor else {}
            span = _struct(place | actor | answers(schema.attributes_on(role.name)))
            claim[role.name] = span if role.head else pa.list_(span)
        fields["claims"] = pa.list_(_struct(claim | answers(schema.claim_attributes)))
    if schema.head and of_annotators:
        fields["unlinked"] = pa.list_(pa.struct({"role": words} | place | {"actor": words, "answers": words}))
    return pa.schema(fields)


def _answer(element: Answerable, labels: tuple[str, ...]) -> pyarrow.Field:
    import pyarrow as pa

    coded = {"type": pa.int64(), "metadata": {LABELS: _json(labels)}} if labels else {"type": pa.string()}
    label = pa.field("item" if element.level == "set" else element.name, **coded)
    return pa.field(element.name, pa.list_(label)) if element.level == "set" else label


def _struct(fields: Mapping[str, Any]) -> pyarrow.DataType:
    """A struct of types by name, or of fields."""
    import pyarrow as pa

    return pa.struct([kind if isinstance(kind, pa.Field) else pa.field(name, kind) for name, kind in fields.items()])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
