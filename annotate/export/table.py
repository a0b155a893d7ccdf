"""Gold as CSV: one claim a row; a sentence without claims is one row too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

from annotate.schema import Schema

_BETWEEN = " | "


def write_csv(rows: Iterable[dict[str, Any]], schema: Schema, file: IO[bytes]) -> int:
    """Write `rows` and return how many lines of the table there were.

    A role has its words, its offsets (`31-78`) and, if it names actors, their ids; several stand between ` | `.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    table = csv.DictWriter(text, fieldnames=list(_columns(schema)), restval="")
    table.writeheader()
    count = 0
    for row in rows:
        for line in _lines(row, schema):
            table.writerow(line)
            count += 1
    text.detach()
    return count


def _columns(schema: Schema) -> Iterator[str]:
    yield from ("sentence_id", "article_id", "source", "title", "date", "kind", "text", "status")
    yield from (question.name for question in schema.sentence_questions)
    if schema.head:
        yield "claim"
    for role in schema.roles:
        yield from (role.name, f"{role.name}_offsets")
        if role.actor:
            yield f"{role.name}_actor"
    yield from (attribute.name for attribute in schema.claim_attributes)


def _lines(row: dict[str, Any], schema: Schema) -> Iterator[dict[str, str]]:
    sentence = {key: _cell(row.get(key)) for key in ("sentence_id", "article_id", "kind", "text", "status")}
    sentence |= {key: _cell(row["article"].get(key)) for key in ("source", "title", "date")}
    sentence |= {question.name: _cell(row.get(question.name)) for question in schema.sentence_questions}
    claims = row.get("claims") or []
    if not claims:
        yield sentence
    for number, claim in enumerate(claims, 1):
        line = sentence | {"claim": str(number)}
        for role in schema.roles:
            spans = [claim[role.name]] if role.head else claim.get(role.name, [])
            line[role.name] = _BETWEEN.join(span["text"] for span in spans)
            line[f"{role.name}_offsets"] = _BETWEEN.join(f"{span['start']}-{span['end']}" for span in spans)
            if role.actor:
                line[f"{role.name}_actor"] = _BETWEEN.join(span.get("actor", "") for span in spans)
        line |= {attribute.name: _cell(claim.get(attribute.name)) for attribute in schema.claim_attributes}
        yield line


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return _BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
