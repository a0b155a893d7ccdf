"""Label Studio: tasks as a push makes them, with gold or with what annotators said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO, NamedTuple

from annotate.corpus import Sentence
from annotate.export.label_studio_results import Results, line_of
from annotate.export.rows import Made, Row, Rows
from annotate.export.waiting import waiting
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.tasks import ROUND, to_task
from annotate.schema import Schema

GOLD = "gold"
FIRST_USER = 1
"""Who gold is by: the file has to say somebody, and a server takes nobody who has no account there."""

READS = (
    "in Label Studio: import it into a project with the labeling config that `annotate schema xml` prints",
    "without it: annotate pull --from {path}",
)

_NO_ROOM = "claims that the page has no room for"


def write_label_studio(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write a task a sentence, and return what is not an annotation, or is not shown.

    What `annotate pull` would read back is an annotation, and else a prediction. Beside gold, each annotator's version
    is a prediction, and `gold` in the data of the task has the decisions with their votes.
    """
    losses: Counter[str] = Counter()
    separator = "[\n"
    for task in _annotated(rows, losses) if rows.of_annotators else _gold(rows, losses):
        file.write(f"{separator}{task}".encode())
        separator = ",\n"
    file.write(b"[]\n" if separator == "[\n" else b"\n]\n")
    return losses


def _gold(rows: Rows, losses: Counter[str]) -> Iterator[str]:
    results = Results(rows.schema)
    with waiting() as votes:
        for line in rows.votes():
            if not line.get("repeat"):
                votes.add(line["sentence_id"], _prediction(line["annotator"], results.of(line).text).encode())
        for row in rows:
            said = _said(row, rows, results, losses)
            opened = [{"element": each.element, "claim": each.claim} for each in row.undecided]
            gold = {"status": row.status, "unresolved": opened, "decisions": list(row.decisions)}
            annotations, predictions = ([said.content], []) if said.is_annotation else ([], [said.content])
            task = _task(row.sentence, row.made, rows.schema, {GOLD: gold})
            yield _with(task, annotations, [*predictions, *map(bytes.decode, votes.of(row.sentence.id))])


def _annotated(rows: Rows, losses: Counter[str]) -> Iterator[str]:
    """A task a sentence, but a second one for a sentence in another round, or annotated again by the same person."""
    shown: dict[tuple[str, int | None, int], tuple[Sentence, Made]] = {}
    results = Results(rows.schema)
    with waiting() as waits:
        for row in rows:
            key = (row.sentence.id, row.made.round, row.made.repeat)
            shown.setdefault(key, (row.sentence, row.made))
            said = _said(row, rows, results, losses)
            waits.add((key, said.is_annotation), said.content.encode())
        for key, (sentence, made) in shown.items():
            annotations, predictions = (map(bytes.decode, waits.of((key, kind))) for kind in (True, False))
            yield _with(_task(sentence, made, rows.schema, {}), annotations, predictions)


def _task(sentence: Sentence, made: Made, schema: Schema, more: JsonObject) -> JsonObject:
    task = to_task(sentence, schema, made.round or 0, made.repeat)
    if made.round is None:
        del task["data"][ROUND]
    task["data"] |= more
    return {"id": _number(sentence.id, made.round, made.repeat)} | task


def _with(task: JsonObject, annotations: Iterable[str], predictions: Iterable[str]) -> str:
    """A task with what is JSON already, as JSON."""
    said = f'"annotations": [{", ".join(annotations)}], "predictions": [{", ".join(predictions)}]'
    return f"{json.dumps(task)[:-1]}, {said}}}"


def _prediction(version: str, result: str) -> str:
    return f'{{"model_version": {json.dumps(version)}, "result": {result}}}'


class _Said(NamedTuple):
    """An annotation or a prediction, as JSON."""

    is_annotation: bool
    content: str


def _said(row: Row, rows: Rows, results: Results, losses: Counter[str]) -> _Said:
    line = line_of(row, rows.schema)
    result = results.of(line)
    if rows.schema.claim:
        losses[_NO_ROOM] += max(0, len(row.claims) - rows.schema.claim.at_most)
    if why := results.why_not_read(line, result, row.sentence):
        losses[why] += 1
        return _Said(False, _prediction(row.annotator or GOLD, result.text))
    emails = {annotator.id: annotator.email for annotator in rows.config.annotators}
    by = {"email": emails.get(row.annotator, row.annotator)} if row.annotator else FIRST_USER
    times = {"created_at": row.made.at, "updated_at": row.made.changed_at, "lead_time": row.made.lead_time}
    number = _number(row.sentence.id, row.made.round, row.made.repeat, row.annotator)
    annotation: JsonObject = {"id": number, "completed_by": by}
    annotation |= {name: value for name, value in times.items() if value not in ("", None)}
    annotation |= {"was_cancelled": False, "ground_truth": not row.annotator}
    return _Said(True, f'{json.dumps(annotation)[:-1]}, "result": {result.text}}}')


def _number(*about: object) -> int:
    """A number that differs for different tasks, or annotations, in all files of an export."""
    text = json.dumps([str(part) for part in about])
    return int.from_bytes(sha256(text.encode()).digest()[:6])
