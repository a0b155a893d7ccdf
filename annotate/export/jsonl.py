"""Gold as JSON Lines: one sentence a line, with its text, answers and claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from annotate.files import JsonObject, json_line
from annotate.schema import Schema


def write_jsonl(rows: Iterable[JsonObject], schema: Schema, file: IO[bytes]) -> int:
    """Write `rows` and return how many there were. What is unresolved is only named, under `unresolved`."""
    questions = [question.name for question in schema.sentence_questions]
    count = 0
    for row in rows:
        keys = ("sentence_id", "article_id", "article", "kind", "text", "status", "unresolved", *questions, "claims")
        file.write(json_line({key: row[key] for key in keys if key in row}))
        count += 1
    return count
