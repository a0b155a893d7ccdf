"""JSON Lines: one sentence per line, with its text, answers and claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import IO

from annotate.export.rows import Answer, Claim, Row, Rows, Span
from annotate.json_files import JsonObject, json_line
from annotate.schema import Schema


def write_jsonl(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write `rows`; nothing of them is lost. What is undecided is only named, under `unresolved`."""
    for row in rows:
        file.write(json_line(row_to_json(row, rows.schema)))
    return Counter()


def row_to_json(row: Row, schema: Schema) -> JsonObject:
    """A row as a JSON object; a question of the schema is a key of its own."""
    sentence = row.sentence
    line: JsonObject = {"sentence_id": sentence.id, "article_id": sentence.article_id}
    line |= {"article": dict(sentence.article), "kind": sentence.kind, "text": sentence.text}
    if row.annotator:
        line |= {"annotator": row.annotator, "status": row.status}
    else:
        opened = [{"element": decision.element, "claim": decision.claim} for decision in row.undecided]
        line |= {"status": row.status, "unresolved": opened}
    line |= answers_to_json(row.answers)
    if schema.head:
        line["claims"] = [claim_to_json(claim, schema) for claim in row.claims]
    if row.annotator:
        return line | {"unlinked": [{"role": span.role} | span_to_json(span) for span in row.unlinked]}
    return line | {"decisions": list(row.decisions)}


def claim_to_json(claim: Claim, schema: Schema) -> JsonObject:
    """A claim as gold.jsonl and annotations.jsonl have it."""
    spans: JsonObject = {}
    for role in schema.roles:
        fillers = [span_to_json(span) for span in claim.of(role.name)]
        spans[role.name] = fillers[0] if role.head else fillers
    return spans | answers_to_json(claim.answers)


def span_to_json(span: Span) -> JsonObject:
    """A span as gold.jsonl and annotations.jsonl have it."""
    place: JsonObject = {"start": span.start, "end": span.end, "text": span.text}
    return place | ({"actor": span.actor} if span.actor else {}) | answers_to_json(span.answers)


def answers_to_json(answers: Mapping[str, Answer]) -> JsonObject:
    """Answers with lists in place of tuples."""
    return {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in answers.items()}
