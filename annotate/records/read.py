"""annotations.jsonl, read back: each line validated, each actor looked up again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from annotate.counting import count
from annotate.errors import RecordError
from annotate.formats import KEY, UNNUMBERED, format_of, read_numbered_jsonl
from annotate.json_files import JsonObject, line_object, read_lines
from annotate.records.offsets import Counting, Quoted, quoted_in, read_offsets
from annotate.schema import Record, Schema, Unresolved, record_model, unresolved
from annotate.schema.called import has_called, in_our_names
from annotate.schema.misfits import difference, made_under_another, under_another
from annotate.schema.record import CONTRADICTION
from annotate.validation import first_problem

_log = logging.getLogger(__name__)
FORMAT = 1
"""Of the lines of annotations.jsonl and rejected.jsonl."""
AGAIN = "`annotate pull` writes it again from the server's answers"
_OTHER_SCHEMA = (
    "write what became of each into the schema's change log, run `annotate push --migrate` and pull again; "
    "or set `schema:` to the earlier schema"
)


def read_records(file: Path, schema: Schema, remedy: str = AGAIN) -> Iterator[Record]:
    """Yield the records of a file, with the actors that the schema's register knows today.

    `remedy` is the hint where a line is wrong.

    Raises:
        WorkspaceError: the file is missing, truncated or not JSON Lines.
        RecordError: a line does not keep to the schema; the message names file, line and field.
    """
    yield from (record for record, _ in read_compared(file, schema, {}, remedy))


def line_schema(schema: Schema) -> JsonObject:
    """The JSON Schema of a line of annotations.jsonl: a record, and the number of the file's format."""
    record = record_model(schema).model_json_schema()
    number = {"const": FORMAT, "title": "Format", "type": "integer"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **record,
        "properties": {KEY: number} | record["properties"],
    }


def read_compared(
    file: Path, schema: Schema, texts: Mapping[str, str], remedy: str
) -> Iterator[tuple[Record, Counting]]:
    """As `read_records`, the words of each span compared with its sentence, and what its offsets count.

    `texts` are those of the sentences by their ids; of a sentence that is not there nothing can be compared. Offsets
    that another way of counting explains are read so, and the record has a warning that says it.
    Version 0.1.0 took records whose claims and answers exclude each other: they are left out, and logged by name.
    """
    reader = LineReader(file, schema, texts, remedy)
    for number, line in read_lines(file, remedy):
        if read := reader.read(number, line):
            yield read
    reader.tell_contradictions()


class LineReader:
    """Reads the lines of a file of records, one at a time, as `read_compared` says."""

    def __init__(self, file: Path, schema: Schema, texts: Mapping[str, str], remedy: str) -> None:
        self._file, self._schema, self._texts, self._remedy = file, schema, texts, remedy
        self._model = record_model(schema)
        self._has_other_names = has_called(schema)
        self._contradictions: list[str] = []

    def read(self, number: int, line: bytes) -> tuple[Record, Counting] | None:
        """The record of a line, and what its offsets count; None if version 0.1.0 took what contradicts itself.

        Raises:
            WorkspaceError: the line is not a JSON object.
            RecordError: it does not keep to the schema; the message names file, line and field.
        """
        schema, remedy = self._schema, self._remedy
        row = line_object(line, self._file, number, remedy)
        is_old = format_of(row, FORMAT, self._file, number) == UNNUMBERED
        row.pop(KEY, None)
        row = in_our_names(row, schema) if self._has_other_names else row
        text = self._texts.get(str(row.get("sentence_id")))
        row, counting = (row, Counting.CODE_POINTS) if text is None else _placed(row, text)
        try:
            return self._model.model_validate(resolve_actors(row, schema), context={"sentence": text}), counting
        except ValidationError as error:
            field, problem = first_problem(error, self._model)
            if is_old and all(fault["type"] == CONTRADICTION for fault in error.errors()):
                self._contradictions.append(f"line {number} ({row['annotator']}, {row['sentence_id']}): {problem}")
                return None
            if made_under_another(row.get("schema"), schema) and (differing := _difference(self._file, schema)):
                problem = f"the record {under_another(row['schema'], schema)}; of today's: {differing}"
                remedy = _OTHER_SCHEMA
            raise RecordError(problem, remedy, file=self._file, line=number, field=field) from error

    def tell_contradictions(self) -> None:
        """Log what was left out."""
        if self._contradictions:
            _log.warning(
                "annotate: %s: %s of version 0.1.0 left out, because they contradict themselves:\n  %s",
                self._file,
                count(len(self._contradictions), "record"),
                "\n  ".join(self._contradictions),
            )


def _difference(file: Path, schema: Schema) -> str:
    """How the records of other schemas in a file differ from today's, in words."""
    rows = (row for _, row in read_numbered_jsonl(file, AGAIN, FORMAT))
    return difference((row for row in rows if made_under_another(row.get("schema"), schema)), schema)


def _placed(row: JsonObject, text: str) -> tuple[JsonObject, Counting]:
    """A record's row whose spans are where their words are, as far as one way of counting explains all of them."""
    quoted: list[Quoted | None] = []

    def collect(_: str, span: JsonObject) -> JsonObject:
        quoted.append(quoted_in(span))
        return span

    _map_spans(row, collect)
    reading = None if None in quoted else read_offsets([span for span in quoted if span], text)
    if reading is None:
        return row, Counting.CODE_POINTS
    places = iter(reading.places)

    def place(_: str, span: JsonObject) -> JsonObject:
        start, end = next(places)
        return span | {"start": start, "end": end, "text": text[start:end]}

    placed = _map_spans(row, place)
    if reading.counting != Counting.CODE_POINTS and isinstance(warnings := row.get("warnings", []), list):
        placed["warnings"] = [*warnings, reading.counting.warning]
    return placed, reading.counting


def unresolved_actors(file: Path, schema: Schema) -> list[Unresolved]:
    """The names in a file's claims that mean nobody in the register, most frequent first, each with a sentence."""
    roles = [role.name for role in schema.roles if role.actor]
    spans = [
        (span["text"], row["sentence_id"])
        for _, row in read_numbered_jsonl(file, AGAIN, FORMAT)
        for claim in row.get("claims", ())
        for role in roles
        for span in claim.get(role, ())
    ]
    return unresolved(spans, schema.register)


def resolve_actors(row: JsonObject, schema: Schema) -> JsonObject:
    """A record's row in which every span of an actor role has the actor that its text names, or none."""
    roles = {role.name for role in schema.roles if role.actor}

    def resolved(role: str, span: JsonObject) -> JsonObject:
        if role not in roles:
            return span
        actor = schema.register.resolve(str(span.get("text", "")))
        known = {key: value for key, value in span.items() if key != "actor"}
        return known | ({"actor": actor} if actor else {})

    return _map_spans(row, resolved)


def _map_spans(row: JsonObject, change: Callable[[str, JsonObject], JsonObject]) -> JsonObject:
    """A record's row with each span changed, given its role; what is not made like a record stays as it is."""

    def changed(role: str, value: Any) -> Any:
        if isinstance(value, list):
            return [changed(role, item) for item in value]
        return change(role, value) if isinstance(value, dict) else value

    def changed_in(claim: Any) -> Any:
        return {role: changed(role, value) for role, value in claim.items()} if isinstance(claim, dict) else claim

    places: JsonObject = {}
    if isinstance(claims := row.get("claims"), list):
        places["claims"] = [changed_in(claim) for claim in claims]
    if isinstance(unlinked := row.get("unlinked"), list):
        places["unlinked"] = [
            changed(str(span.get("role")), span) if isinstance(span, dict) else span for span in unlinked
        ]
    return row | places
