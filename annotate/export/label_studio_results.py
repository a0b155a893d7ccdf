"""What rows say as results of Label Studio, and whether a pull would read them for what they say."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.corpus import Sentence
from annotate.export.jsonl import answers_to_json, claim_to_json, span_to_json
from annotate.export.rows import Row, spans_of
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.to_result import result_maker
from annotate.schema import Schema, record_model, stamp
from annotate.schema.numbers import announcing, without_count

OPEN = "sentences without a required answer, which are predictions"
READ_OTHERWISE = "sentences that would be read in another way, which are predictions"


class Result(NamedTuple):
    """The items of a result, and these as JSON."""

    items: list[JsonObject]
    text: str


class Results:
    """The results of lines of annotations.jsonl; without spans, they are made once for equal answers."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._model = record_model(schema)
        self._to_result = result_maker(schema)
        self._heading = {"annotator": "gold", "status": "submitted", "schema": stamp(schema)}
        self._made: dict[Hashable, Result] = {}
        self._judged: dict[Hashable, str] = {}

    def of(self, line: JsonObject) -> Result:
        """The result of a line."""
        key = self._answers(line)
        if key is None:
            return self._result(line)
        if key not in self._made:
            self._made[key] = self._result(line)
        return self._made[key]

    def why_not_read(self, line: JsonObject, result: Result, sentence: Sentence) -> str:
        """Why a pull would not take the result of a line for what it says; empty if it would."""
        key = self._answers(line)
        if key is None:
            return self._judge(line, result, sentence)
        if key not in self._judged:
            self._judged[key] = self._judge(line, result, sentence)
        return self._judged[key]

    def _answers(self, line: JsonObject) -> str | None:
        """Equal for lines that say the same and have no spans; None for others."""
        if line.get("claims") or line.get("unlinked"):
            return None
        return repr([line.get(question.name) for question in self._schema.sentence_questions])

    def _result(self, line: JsonObject) -> Result:
        items = self._to_result(line)
        return Result(items, json.dumps(items))

    def _judge(self, line: JsonObject, result: Result, sentence: Sentence) -> str:
        about = {"sentence_id": sentence.id, "article_id": sentence.article_id}
        try:
            self._model.model_validate(about | self._heading | line)
        except ValidationError:
            return OPEN
        if self._is_plain(line):
            return ""
        parsed = parse_result(result.items, sentence.text, self._schema, numbered=not line.get("unlinked"))
        return READ_OTHERWISE if parsed.problems or not _say_the_same(parsed.fields, line) else ""

    def _is_plain(self, line: JsonObject) -> bool:
        """Whether a valid line is certainly read as it is, which is most: one claim, announced, and no span twice."""
        claims, condition, announced = line.get("claims", ()), self._schema.claims_if, announcing(self._schema)
        if len(claims) != 1 or line.get("unlinked"):
            return False
        if announced and condition and (line.get(announced.name), 1) != without_count(condition.label):
            return False
        spans = [(role, span["start"], span["end"]) for role, span in spans_of(claims[0], self._schema)]
        return len(set(spans)) == len(spans)


def line_of(row: Row, schema: Schema) -> JsonObject:
    """What a row says, as a line of annotations.jsonl has it."""
    line = answers_to_json(row.answers)
    if schema.head:
        unlinked = [{"role": span.role} | span_to_json(span) for span in row.unlinked]
        line |= {"claims": [claim_to_json(claim, schema) for claim in row.claims], "unlinked": unlinked}
    return line


def _say_the_same(parsed: JsonObject, line: JsonObject) -> bool:
    return parsed == line or _plain(parsed) == _plain(line)


def _plain(value: Any) -> Any:
    """What can be compared: without actors, which the register adds, without what is empty, and in one order."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "actor" and item not in (None, [])}
    return sorted(map(_plain, value), key=repr) if isinstance(value, list) else value
