"""Rows as results of Label Studio, and whether a pull would read them for what they say."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from annotate.export.jsonl import answers_to_json, claim_to_json, span_to_json
from annotate.export.rows import Row
from annotate.files import JsonObject
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Schema, record_model, stamp

T = TypeVar("T")

OPEN = "sentences without a required answer, which are predictions"
READ_OTHERWISE = "sentences that would be read in another way, which are predictions"


class Result(NamedTuple):
    """What a row says, as annotations.jsonl has it, and as a result: its items, and these as JSON."""

    line: JsonObject
    items: list[JsonObject]
    text: str


class Results:
    """The results of rows; those of rows without spans, which are most, are made once for equal answers."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._model = record_model(schema)
        self._heading = {"annotator": "gold", "status": "submitted", "schema": stamp(schema)}
        self._made: dict[Hashable, Result] = {}
        self._judged: dict[Hashable, str] = {}

    def of(self, row: Row) -> Result:
        """The result of a row."""
        return _once(self._made, row, lambda: self._result(row))

    def why_not_read(self, row: Row, result: Result) -> str:
        """Why a pull would not take the result of a row for what the row says; empty if it would."""
        return _once(self._judged, row, lambda: self._judge(row, result))

    def _result(self, row: Row) -> Result:
        line = answers_to_json(row.answers)
        if self._schema.head:
            unlinked = [{"role": span.role} | span_to_json(span) for span in row.unlinked]
            claims = [claim_to_json(claim, self._schema) for claim in row.claims]
            line |= {"claims": claims, "unlinked": unlinked}
        items = to_result(line, self._schema)
        return Result(line, items, json.dumps(items))

    def _judge(self, row: Row, result: Result) -> str:
        line, items, _ = result
        about = {"sentence_id": row.sentence.id, "article_id": row.sentence.article_id}
        try:
            self._model.model_validate(about | self._heading | line)
        except ValidationError:
            return OPEN
        parsed = parse_result(items, row.sentence.text, self._schema, numbered=not row.unlinked)
        return READ_OTHERWISE if parsed.problems or _plain(parsed.fields) != _plain(line) else ""


def _once(made: dict[Hashable, T], row: Row, make: Callable[[], T]) -> T:
    """What `make` gives; of rows without spans, what it gave of one with equal answers."""
    if row.claims or row.unlinked:
        return make()
    key = tuple(row.answers.items())
    if key not in made:
        made[key] = make()
    return made[key]


def _plain(value: Any) -> Any:
    """What can be compared: without actors, which the register adds, without what is empty, and in one order."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "actor" and item not in (None, [])}
    return sorted(map(_plain, value), key=repr) if isinstance(value, list) else value
