"""Raw answers → records; what is not valid is kept with its reasons, and everything is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.counting import count
from annotate.files import JsonObject, json_line, write_whole
from annotate.labelstudio.launch.model import Launch, stamp
from annotate.labelstudio.pull.deleted import NOBODY
from annotate.labelstudio.versions.rename import Renamed, answers_of, rename_result
from annotate.labelstudio.versions.schema_diff import answers_in
from annotate.labelstudio.wire.projects import task_link
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.tasks import NOT_OURS, is_pushed, task_data, task_round, task_turn
from annotate.schema import Record, Schema, SchemaStamp, record_model, record_row
from annotate.schema.changes import Answer, changed_in, is_present


class Pulled(NamedTuple):
    """How many annotations a pull found and what became of them: pulled = valid + rejected + skipped.

    `deleted` are those that an earlier pull found and the server has no more; they are told of once. `foreign_keys`
    are tasks of others with keys that are called like ours.
    """

    valid: Counter[str]
    rejected: Counter[str]
    skipped: Counter[str]
    warnings: int
    edited: int
    migrated: int
    deleted: Counter[str]
    foreign_keys: int = 0

    @property
    def pulled(self) -> int:
        """All annotations on the server."""
        return self.valid.total() + self.rejected.total() + self.skipped.total()

    def __str__(self) -> str:
        parts = f"{self.valid.total()} valid + {self.rejected.total()} rejected + {self.skipped.total()} skipped"
        return f"{count(self.pulled, 'annotation')} pulled = {parts}"


def parse_tasks(
    tasks: Callable[[], Iterator[tuple[int, JsonObject]]],
    people: Mapping[int, str],
    url: str,
    schema: Schema,
    annotations_file: Path,
    rejected_file: Path,
    launch: Launch | None = None,
    by_email: Mapping[str, str] = MappingProxyType({}),
) -> Pulled:
    """Raw answers → annotations.jsonl and rejected.jsonl, without a server; `tasks` gives (project, task) anew.

    Answers under names of earlier versions are read as the schema's change log says; a `launch` knows when each project
    got which version. `people` are annotators by user id, and `by_email` by e-mail address in lower case. Whatever
    stands under `annotations` is counted, and rejected with its problems if it cannot be read.
    """
    spaces = [each.answers for each in launch.earlier] if launch else []
    earlier = frozenset(answer for space in spaces for answer in answers_in(space))
    reader = _Reader(url, people, by_email, schema, record_model(schema), stamp(schema), launch, earlier)
    latest: dict[str, int] = {}
    for _, task, annotation in _annotations(tasks):
        if key := _key(reader, task, annotation):
            latest[key] = max(annotation["id"], latest.get(key, annotation["id"]))
    valid: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    warnings = edited = migrated = 0
    with write_whole(annotations_file) as accepted_lines, write_whole(rejected_file) as rejected_lines:
        for project, task, annotation in _annotations(tasks):
            row, record, problems = _read(reader, project, task, annotation)
            key = _key(reader, task, annotation)
            if key and latest[key] != annotation["id"]:
                problems = [*problems, "the same annotator submitted a later annotation of this sentence"]
            if problems or record is None:
                rejected_lines.write(json_line(row | {"problems": problems, "raw": annotation}))
                rejected[row["annotator"]] += 1
                continue
            accepted_lines.write(json_line(record_row(record)))
            (skipped if record.status == "skipped" else valid)[record.annotator] += 1
            warnings += bool(record.warnings)
            edited += record.updated_by not in (None, record.annotator)
            migrated += record.migrated is not None
    return Pulled(valid, rejected, skipped, warnings, edited, migrated, Counter())


class _Reader(NamedTuple):
    url: str
    people: Mapping[int, str]
    by_email: Mapping[str, str]
    schema: Schema
    model: type[Record]
    stamp: SchemaStamp
    launch: Launch | None
    earlier: frozenset[Answer]


def _annotations(tasks: Callable[[], Iterator[tuple[int, JsonObject]]]) -> Iterator[tuple[int, JsonObject, Any]]:
    return ((project, task, each) for project, task in tasks() for each in annotations_of(task))


def annotations_of(task: JsonObject) -> list[Any]:
    """What stands under a task's annotations, which in a broken export may be anything."""
    found = task.get("annotations")
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def _key(reader: _Reader, task: JsonObject, annotation: Any) -> str | None:
    """Equal for annotations of which only the last counts: by one person, of one sentence, in whatever project."""
    if not isinstance(annotation, dict) or type(annotation.get("id")) is not int:
        return None
    person = _person(reader, annotation.get("completed_by"))
    if person is None:
        return None
    turn = task_turn(task)
    return f"{person} {turn.repeat} {turn.sentence}" if turn else f"{person} task {task.get('id')}"


def _read(
    reader: _Reader, project: int, task: JsonObject, annotation: Any
) -> tuple[JsonObject, Record | None, list[str]]:
    """One annotation as a row, as a record if it is valid, and what is wrong with it."""
    if not isinstance(annotation, dict):
        broken, _, others = _read(reader, project, task, {})
        return broken, None, ["the annotation is not an object", *others]
    schema = reader.schema
    data = task_data(task)
    text = data.get("text")
    known = _person(reader, annotation.get("completed_by"))
    annotator = known or NOBODY
    editor = _person(reader, annotation.get("updated_by"))
    numbers: JsonObject = {"project": project, "task": task.get("id"), "annotation": annotation.get("id")}
    link = task_link(reader.url, project, numbers["task"])
    turn = task_turn(task)
    row: JsonObject = {
        "sentence_id": turn.sentence if turn else "",
        "article_id": str(data.get("article_id", "")),
        "annotator": annotator,
        "status": "skipped" if annotation.get("was_cancelled") else "submitted",
        "round": task_round(task),
        "repeat": (turn.repeat or None) if turn else None,
        "schema": reader.stamp.model_dump(),
        "origin": numbers | {"url": link},
        "created_at": annotation.get("created_at"),
        "updated_at": annotation.get("updated_at"),
        "updated_by": editor,
        "lead_time": annotation.get("lead_time"),
    }
    problems = [f"the {part} has no number ({each!r})" for part, each in numbers.items() if type(each) is not int]
    if known is None:
        problems.append("it does not say whose annotation it is")
    if turn is None:
        problems.append(
            str(data.get(NOT_OURS, "the task is not one of ours: it has no sentence_id with the digest of its text"))
        )
    if not isinstance(text, str):
        return row, None, [*problems, "the task has no text"]
    if turn and not is_pushed(task):
        problems.append("the task's text was changed on the server, so its offsets mean something else")
    fields: JsonObject = {}
    warnings: list[str] = []
    renamed = rename_result(annotation.get("result"), schema)
    if migrated := _migrated(reader, project, annotation, renamed):
        row |= {"migrated": migrated}
    if row["status"] == "submitted":
        parsed = parse_result(renamed.result, text, schema)
        fields, problems = parsed.fields, problems + parsed.problems
        if parsed.problems:
            problems += [f"the change log does not say what became of {answer}" for answer in _lost(reader, renamed)]
        warnings += [f"{warning} ({link})" for warning in parsed.warnings]
    if editor not in (None, annotator):
        warnings.append(f"{editor} edited this annotation of {annotator} ({link})")
    row |= {"warnings": warnings}
    if problems:
        return row, None, problems
    try:
        record = reader.model.model_validate(row | fields, context={"sentence": text})
    except ValidationError as error:
        return row, None, [_problem(item) for item in error.errors()]
    return row, record, []


def _migrated(reader: _Reader, project: int, annotation: JsonObject, renamed: Renamed) -> JsonObject | None:
    """What a record says of its earlier version: the one of its project then, or else of the names that it has."""
    changed = annotation.get("updated_at")
    version = ""
    if reader.launch and isinstance(changed, str):
        version = reader.launch.earlier_version(project, datetime.fromisoformat(changed))
    if not version and renamed.answers:
        changes = reader.schema.changes
        version = changes[min(changed_in(answer, changes) for answer in renamed.answers) - 1].version
    if not version:
        return None
    answers = [{"was": str(was), "now": now and str(now)} for was, now in renamed.answers.items()]
    return {"version": version, "answers": answers}


def _lost(reader: _Reader, renamed: Renamed) -> list[Answer]:
    """The answers of earlier schemas that the present one does not have."""
    items = renamed.result if reader.earlier and isinstance(renamed.result, list) else []
    given = dict.fromkeys(answer for item in items for answer in answers_of(item) if answer in reader.earlier)
    return [answer for answer in given if not is_present(answer, reader.schema)]


def _problem(error: Any) -> str:
    where = [step + 1 if isinstance(step, int) else step for step in error["loc"]]
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        message = "is required and has no answer"
    return f"{' '.join(map(str, where))}: {message}" if where else message


def _person(reader: _Reader, value: Any) -> str | None:
    # The server writes a user as a number in lists and as an object elsewhere.
    email = value.get("email") if isinstance(value, dict) else None
    number = value.get("id") if isinstance(value, dict) else value
    name = reader.people.get(number) if type(number) is int else None
    if name is None and isinstance(email, str) and email:
        name = reader.by_email.get(email.lower(), email.lower())
    return f"user {number}" if name is None and type(number) is int else name
