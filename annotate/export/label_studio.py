"""Label Studio: tasks as a push makes them, with gold or with what annotators said."""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from hashlib import sha256
from typing import IO, Any

from pydantic import ValidationError

from annotate.corpus import Sentence
from annotate.export.jsonl import answers_to_json, claim_to_json, span_to_json
from annotate.export.rows import Made, Row, Rows
from annotate.files import JsonObject
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.tasks import ROUND, to_task
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Schema, record_model, stamp

GOLD = "gold"
FIRST_USER = 1
"""Who gold is by: the file has to say somebody, and a server takes nobody who has no account there."""

READS = (
    "in Label Studio: import it into a project with the labeling config that `annotate schema xml` prints",
    "without it: annotate pull --from {path}",
)

_OPEN = "sentences without a required answer, which are predictions"
_READ_OTHERWISE = "sentences that would be read in another way, which are predictions"
_NO_ROOM = "claims that the page has no room for"


def write_label_studio(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write a task a sentence, and return what is not an annotation, or is not shown.

    What `annotate pull` would read back is an annotation, and else a prediction. Beside gold, each annotator's version
    is a prediction, and `gold` in the data of the task has the decisions with their votes.
    """
    losses: Counter[str] = Counter()
    separator = b"[\n"
    for task in _annotated(rows, losses) if rows.of_annotators else _gold(rows, losses):
        file.write(separator + json.dumps(task).encode())
        separator = b",\n"
    file.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
    return losses


def _gold(rows: Rows, losses: Counter[str]) -> Iterator[JsonObject]:
    schema = rows.schema
    votes = _Packed()
    for row in rows.votes():
        if not row.made.repeat:
            votes.add(
                row.sentence.id, {"model_version": row.annotator, "result": to_result(_line(row, schema), schema)}
            )
    for row in rows:
        said = _said(row, rows, losses)
        task = _task(row.sentence, row.made, schema)
        opened = [{"element": each.element, "claim": each.claim} for each in row.undecided]
        task["data"][GOLD] = {"status": row.status, "unresolved": opened, "decisions": list(row.decisions)}
        annotations, predictions = ([said], []) if "id" in said else ([], [said])
        yield task | {"annotations": annotations, "predictions": [*predictions, *votes.of(row.sentence.id)]}


def _annotated(rows: Rows, losses: Counter[str]) -> Iterator[JsonObject]:
    """A task a sentence, but a second one for a sentence in another round, or annotated again by the same person."""
    shown: dict[Hashable, tuple[Sentence, Made]] = {}
    everything = _Packed()
    for row in rows:
        key: Hashable = (row.sentence.id, row.made.round, row.made.repeat)
        shown.setdefault(key, (row.sentence, row.made))
        everything.add(key, _said(row, rows, losses))
    for about, (sentence, made) in shown.items():
        said = everything.of(about)
        annotations = [each for each in said if "id" in each]
        predictions = [each for each in said if "id" not in each]
        yield _task(sentence, made, rows.schema) | {"annotations": annotations, "predictions": predictions}


def _task(sentence: Sentence, made: Made, schema: Schema) -> JsonObject:
    task = to_task(sentence, schema, made.round or 0, made.repeat)
    if made.round is None:
        del task["data"][ROUND]
    return {"id": _number(sentence.id, made.round, made.repeat)} | task


def _said(row: Row, rows: Rows, losses: Counter[str]) -> JsonObject:
    """A row as an annotation; or, without a number, as a prediction."""
    schema = rows.schema
    line = _line(row, schema)
    result = to_result(line, schema)
    if schema.claim:
        losses[_NO_ROOM] += max(0, len(row.claims) - schema.claim.at_most)
    if why := _why_not_read(row, line, result, schema):
        losses[why] += 1
        return {"model_version": row.annotator or GOLD, "result": result}
    emails = {annotator.id: annotator.email for annotator in rows.config.annotators}
    by = {"email": emails.get(row.annotator, row.annotator)} if row.annotator else FIRST_USER
    times = {"created_at": row.made.at, "updated_at": row.made.changed_at, "lead_time": row.made.lead_time}
    number = _number(row.sentence.id, row.made.round, row.made.repeat, row.annotator)
    annotation: JsonObject = {"id": number, "completed_by": by}
    annotation |= {name: value for name, value in times.items() if value not in ("", None)}
    return annotation | {"was_cancelled": False, "ground_truth": not row.annotator, "result": result}


def _line(row: Row, schema: Schema) -> JsonObject:
    """What a row says, as annotations.jsonl has it."""
    line = answers_to_json(row.answers)
    if schema.head is None:
        return line
    unlinked = [{"role": span.role} | span_to_json(span) for span in row.unlinked]
    return line | {"claims": [claim_to_json(claim, schema) for claim in row.claims], "unlinked": unlinked}


def _why_not_read(row: Row, line: JsonObject, result: list[JsonObject], schema: Schema) -> str:
    """Why a pull would not take a result for what the line says; empty if it would."""
    model = record_model(schema)
    heading: JsonObject = {"sentence_id": row.sentence.id, "article_id": row.sentence.article_id, "annotator": GOLD}
    heading |= {"status": "submitted", "schema": stamp(schema)}
    try:
        model.model_validate(heading | line)
    except ValidationError:
        return _OPEN
    parsed = parse_result(result, row.sentence.text, schema, numbered=not row.unlinked)
    return _READ_OTHERWISE if parsed.problems or _plain(parsed.fields) != _plain(line) else ""


def _plain(value: Any) -> Any:
    """What can be compared: without actors, which the register adds, without what is empty, and in one order."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "actor" and item not in (None, [])}
    return sorted(map(_plain, value), key=repr) if isinstance(value, list) else value


def _number(*about: object) -> int:
    """A number that differs for different tasks, or annotations, in all files of an export."""
    text = json.dumps([str(part) for part in about])
    return int.from_bytes(sha256(text.encode()).digest()[:6])


class _Packed:
    """JSON objects by what they are about, in a tenth of their memory: an export has them for each annotator."""

    def __init__(self) -> None:
        self._packed: dict[Hashable, list[bytes]] = defaultdict(list)

    def add(self, key: Hashable, content: JsonObject) -> None:
        self._packed[key].append(zlib.compress(json.dumps(content).encode(), 1))

    def of(self, key: Hashable) -> list[JsonObject]:
        return [json.loads(zlib.decompress(each)) for each in self._packed.get(key, ())]
