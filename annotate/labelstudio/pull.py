"""Bring annotations back: raw answers first, then validated records; what is not valid is kept with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.files import json_line, read_jsonl, write_jsonl, write_whole
from annotate.labelstudio.client import Client, list_tasks, speaking_to
from annotate.labelstudio.drift import refuse_drift
from annotate.labelstudio.launch import Launch, LaunchedProject, stamp
from annotate.labelstudio.projects import task_link
from annotate.labelstudio.push import check_server
from annotate.labelstudio.results import parse_result
from annotate.labelstudio.tasks import sentence_key
from annotate.schema import Record, Register, Schema, SchemaStamp, record_model, record_row

_PAGE = 500
_AGAIN = "run `annotate pull` again"

Row = dict[str, Any]


class Pulled(NamedTuple):
    """How many annotations a pull found and what became of them: pulled = valid + rejected + skipped."""

    valid: Counter[str]
    rejected: Counter[str]
    skipped: Counter[str]
    warnings: int
    edited: int

    @property
    def pulled(self) -> int:
        """All annotations on the server."""
        return self.valid.total() + self.rejected.total() + self.skipped.total()


def pull(
    client: Client,
    launch: Launch,
    raw: Path,
    schema: Schema,
    register: Register,
    annotations_file: Path,
    rejected_file: Path,
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> Pulled:
    """Fetch every annotation of a launch and write the records and the rejected ones.

    Raises:
        SchemaError: the schema is not the launched one; the raw answers are kept.
        LabelStudioError: the server failed; the files of the last pull stay as they were.
    """
    check_server(launch, client)
    people = fetch_raw(client, launch, raw, progress=progress)
    refuse_drift(launch, schema, (task for project in launch.projects for task in read_raw(raw, project.project)))
    return parse_raw(launch, raw, people, client.url, schema, register, annotations_file, rejected_file)


def fetch_raw(
    client: Client, launch: Launch, raw: Path, *, progress: Callable[[str], None] = lambda line: None
) -> dict[int, str]:
    """Keep each project's tasks with their annotations as the server sends them; return user id → annotator id."""
    import gzip

    for project in launch.projects:
        count = 0
        with (
            write_whole(_raw_file(raw, project.project)) as file,
            gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed,
        ):
            for tasks in list_tasks(client, project.project, annotations=True, page_size=_PAGE):
                for task in tasks:
                    packed.write(json_line(task))
                count += len(tasks)
                progress(f"{project.annotator}: {count} tasks read")
    with speaking_to(client.url):
        users = client.sdk.users.list()
    by_email = {project.email: project.annotator for project in launch.projects}
    return {int(user.id): by_email.get(str(user.email).lower(), str(user.email)) for user in users}


def read_raw(raw: Path, project: int) -> Iterator[Row]:
    """The tasks of a project as the server sent them."""
    for _, task in read_jsonl(_raw_file(raw, project), _AGAIN):
        yield task


def parse_raw(
    launch: Launch,
    raw: Path,
    people: Mapping[int, str],
    url: str,
    schema: Schema,
    register: Register,
    annotations_file: Path,
    rejected_file: Path,
) -> Pulled:
    """Raw answers → annotations.jsonl and rejected.jsonl, without a server."""
    reader = _Reader(url, people, schema, register, stamp(schema))
    pulled = Pulled(Counter(), Counter(), Counter(), 0, 0)
    records: list[Row] = []
    rejected: list[Row] = []
    warnings = edited = 0
    for project in launch.projects:
        for task in read_raw(raw, project.project):
            for annotation, superseded in _judgements(task):
                row, record, problems = _read(reader, project, task, annotation)
                if superseded:
                    problems = [*problems, "the same annotator submitted a later annotation of this sentence"]
                if problems or record is None:
                    rejected.append(row | {"problems": problems, "raw": annotation})
                    pulled.rejected[row["annotator"]] += 1
                    continue
                records.append(record_row(record))
                (pulled.skipped if record.status == "skipped" else pulled.valid)[record.annotator] += 1
                warnings += bool(record.warnings)
                edited += record.updated_by not in (None, record.annotator)
    write_jsonl(annotations_file, records)
    write_jsonl(rejected_file, rejected)
    return pulled._replace(warnings=warnings, edited=edited)


class _Reader(NamedTuple):
    url: str
    people: Mapping[int, str]
    schema: Schema
    register: Register
    stamp: SchemaStamp


def _judgements(task: Row) -> Iterator[tuple[Row, bool]]:
    """A task's annotations, each with whether its annotator has a later one."""
    annotations = [item for item in task.get("annotations") or () if isinstance(item, dict)]
    last = {_user(annotation.get("completed_by")): annotation.get("id") for annotation in annotations}
    for annotation in annotations:
        yield annotation, last[_user(annotation.get("completed_by"))] != annotation.get("id")


def _read(
    reader: _Reader, project: LaunchedProject, task: Row, annotation: Row
) -> tuple[Row, Record | None, list[str]]:
    """One annotation as a row, as a record if it is valid, and what is wrong with it."""
    schema = reader.schema
    data = task.get("data") or {}
    text = data.get("text")
    annotator = _person(reader, annotation.get("completed_by")) or project.annotator
    editor = _person(reader, annotation.get("updated_by"))
    link = task_link(reader.url, project.project, task["id"])
    row: Row = {
        "sentence_id": sentence_key(task) or "",
        "article_id": str(data.get("article_id", "")),
        "annotator": annotator,
        "status": "skipped" if annotation.get("was_cancelled") else "submitted",
        "schema": reader.stamp.model_dump(),
        "origin": {
            "project": project.project,
            "task": task["id"],
            "annotation": annotation.get("id"),
            "url": link,
        },
        "created_at": annotation.get("created_at"),
        "updated_at": annotation.get("updated_at"),
        "updated_by": editor,
        "lead_time": annotation.get("lead_time"),
    }
    problems = [] if row["sentence_id"] else ["the task is not one of ours: it has no sentence_id"]
    if not isinstance(text, str):
        return row, None, [*problems, "the task has no text"]
    fields: Row = {}
    warnings: list[str] = []
    if row["status"] == "submitted":
        parsed = parse_result(annotation.get("result"), text, schema, reader.register)
        fields, problems = parsed.fields, problems + parsed.problems
        warnings += [f"{warning} ({link})" for warning in parsed.warnings]
    if editor not in (None, annotator):
        warnings.append(f"{editor} edited this annotation of {annotator} ({link})")
    row |= {"warnings": warnings}
    if problems:
        return row, None, problems
    try:
        record = record_model(schema).model_validate(row | fields, context={"sentence": text})
    except ValidationError as error:
        return row, None, [_problem(item) for item in error.errors()]
    return row, record, []


def _problem(error: Any) -> str:
    where = [step + 1 if isinstance(step, int) else step for step in error["loc"]]
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        message = "is required and has no answer"
    return f"{' '.join(map(str, where))}: {message}" if where else message


def _user(value: Any) -> int | None:
    # The server writes a user as a number in lists and as an object elsewhere.
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, int) else None


def _person(reader: _Reader, value: Any) -> str | None:
    number = _user(value)
    return None if number is None else reader.people.get(number, f"user {number}")


def _raw_file(raw: Path, project: int) -> Path:
    return raw / f"project-{project}.jsonl.gz"
