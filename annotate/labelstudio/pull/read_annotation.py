"""One annotation of the server or of an export, read: a record, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.json_files import JsonObject
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.mentioned import Mentioned
from annotate.labelstudio.pull.noticed import Oddity
from annotate.labelstudio.pull.watch import NOBODY
from annotate.labelstudio.versions.rename import Renamed, answers_of, rename_result
from annotate.labelstudio.wire.called import in_our_labels
from annotate.labelstudio.wire.parsed import Parsed
from annotate.labelstudio.wire.remote_tasks import task_link
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.tasks import NOT_OURS, is_pushed, task_assignment, task_data, task_round
from annotate.labelstudio.wire.times import read_time, write_time
from annotate.records.remarks import Remark, remarks_on, unreadable
from annotate.schema import Record, Schema, SchemaStamp
from annotate.schema.changes import Answer, changed_in, is_present
from annotate.validation import in_place, in_words


class Reader(NamedTuple):
    """What it takes to read annotations, the same for all of a pull.

    `people` are annotators by user id, `by_email` by e-mail address in lower case; `noticed` is what was ever noticed
    of annotations, by their numbers; `earlier` are answers that earlier schemas of the launch had.
    """

    url: str
    people: Mapping[int, str]
    by_email: Mapping[str, str]
    noticed: Mapping[int, Sequence[Mentioned]]
    schema: Schema
    model: type[Record]
    stamp: SchemaStamp
    launch: Launch | None
    earlier: frozenset[Answer]


class ReadAnnotation(NamedTuple):
    """One annotation as a row, as a record if it is valid, what is wrong with it, and how its result was read.

    `text` is the sentence, and `remarks` are what its annotator can put right. `is_outdated` says that the same person
    saved another annotation of the sentence later.
    """

    row: JsonObject
    record: Record | None
    problems: list[str]
    parsed: Parsed
    text: str = ""
    remarks: Sequence[Remark] = ()
    is_outdated: bool = False


def read_annotation(reader: Reader, project: int, task: JsonObject, annotation: Any) -> ReadAnnotation:
    """Read one annotation, which in a broken export may be anything."""
    if not isinstance(annotation, dict):
        broken = read_annotation(reader, project, task, {})
        return broken._replace(problems=["the annotation is not an object", *broken.problems])
    schema, text = reader.schema, task_data(task).get("text")
    row = _heading(reader, project, task, annotation)
    problems = _wrong_around(row, task, person_of(reader, annotation.get("completed_by")))
    parsed = Parsed()
    if not isinstance(text, str):
        return ReadAnnotation(row, None, [*problems, "the task has no text"], parsed)
    if task_assignment(task) is not None and not is_pushed(task):
        problems.append("the task's text was changed on the server, so its offsets mean something else")
    can_be_mended = not problems
    annotator, editor, link = row["annotator"], row["updated_by"], row["origin"]["url"]
    warnings: list[str] = []
    renamed = rename_result(in_our_labels(annotation.get("result"), schema), schema)
    if migrated := _migrated(reader, project, annotation, renamed):
        row |= {"migrated": migrated}
    if row["status"] == "submitted":
        numbered = reader.launch is not None and reader.launch.is_numbered(project)
        parsed = parse_result(renamed.result, text, schema, numbered=numbered)
        problems += parsed.problems
        if lost := _lost(reader, renamed):
            problems += [f"the change log does not say what became of {answer}" for answer in lost]
            can_be_mended = False
        warnings += [f"{warning} ({link})" for warning in parsed.warnings]
    if editor not in (None, annotator):
        warnings.append(f"{editor} edited this annotation of {annotator} ({link})")
    warnings += _noticed(reader, annotation, editor)
    row |= {"warnings": warnings}
    record = None
    if not problems:
        try:
            record = reader.model.model_validate(row | parsed.fields, context={"sentence": text})
        except ValidationError as error:
            problems = [_problem(item) for item in error.errors()]
    remarks = _remarks(parsed, schema) if can_be_mended and row["status"] == "submitted" else []
    return ReadAnnotation(row, record, problems, parsed, text, remarks)


def _heading(reader: Reader, project: int, task: JsonObject, annotation: JsonObject) -> JsonObject:
    """What a record says beside the answers: which sentence, by whom, when, and where on the server."""
    assignment = task_assignment(task)
    numbers: JsonObject = {"project": project, "task": task.get("id"), "annotation": annotation.get("id")}
    return {
        "sentence_id": assignment.sentence if assignment else "",
        "article_id": str(task_data(task).get("article_id", "")),
        "annotator": person_of(reader, annotation.get("completed_by")) or NOBODY,
        "status": "skipped" if annotation.get("was_cancelled") else "submitted",
        "round": task_round(task),
        "repeat": (assignment.repeat or None) if assignment else None,
        "schema": reader.stamp.model_dump(),
        "origin": numbers | {"url": task_link(reader.url, project, numbers["task"])},
        "created_at": _time(annotation.get("created_at")),
        "updated_at": _time(annotation.get("updated_at")),
        "updated_by": person_of(reader, annotation.get("updated_by")),
        "lead_time": annotation.get("lead_time"),
    }


def _wrong_around(heading: JsonObject, task: JsonObject, person: str | None) -> list[str]:
    """What is wrong with an annotation before its result is looked at."""
    numbers = [(part, heading["origin"][part]) for part in ("project", "task", "annotation")]
    problems = [f"the {part} has no number ({number!r})" for part, number in numbers if type(number) is not int]
    if person is None:
        problems.append("it does not say who made it")
    if task_assignment(task) is None:
        unknown = "`annotate push` did not make this task: it has no sentence_id with the digest of its text"
        problems.append(str(task_data(task).get(NOT_OURS, unknown)))
    return problems


def _noticed(reader: Reader, annotation: JsonObject, editor: str | None) -> list[str]:
    """What was ever noticed of an annotation, but for a change by whoever saved it last, whom it names itself."""
    noticed = reader.noticed.get(annotation.get("id", 0), ()) if reader.noticed else ()
    changed = dict.fromkeys(str(each) for each in noticed if (each.what, each.by) != (Oddity.CHANGED, editor))
    return [f"{words}; see raw/noticed.jsonl" for words in changed]


def _remarks(parsed: Parsed, schema: Schema) -> list[Remark]:
    # What is marked and answered is not known if a part of the result could not be read.
    of_problems = [parsed.remarks.get(problem) or unreadable(problem) for problem in parsed.problems]
    return of_problems or remarks_on(parsed.fields, schema)


def _time(value: object) -> object:
    moment = read_time(value)
    return write_time(moment) if moment else value or None


def _migrated(reader: Reader, project: int, annotation: JsonObject, renamed: Renamed) -> JsonObject | None:
    """What a record says of its earlier version: the one of its project then, or else of the names that it has."""
    changed = read_time(annotation.get("updated_at"))
    version = ""
    if reader.launch and changed:
        version = reader.launch.earlier_version(project, changed)
    if not version and renamed.answers:
        changes = reader.schema.changes
        version = changes[min(changed_in(answer, changes) for answer in renamed.answers) - 1].version
    if not version:
        return None
    answers = [{"was": str(was), "now": now and str(now)} for was, now in renamed.answers.items()]
    return {"version": version, "answers": answers}


def _lost(reader: Reader, renamed: Renamed) -> list[Answer]:
    """The answers of earlier schemas that the present one does not have."""
    items = renamed.result if reader.earlier and isinstance(renamed.result, list) else []
    given = dict.fromkeys(answer for item in items for answer in answers_of(item) if answer in reader.earlier)
    return [answer for answer in given if not is_present(answer, reader.schema)]


def _problem(error: Any) -> str:
    place = in_place(error["loc"])
    problem = "is required and has no answer" if error["type"] == "missing" else in_words(error)
    return f"{place}: {problem}" if place else problem


def person_of(reader: Reader, value: Any) -> str | None:
    """Whom a user of the server is called, however an annotation names them; None if it names nobody."""
    # The server writes a user as a number in lists and as an object elsewhere.
    email = value.get("email") if isinstance(value, dict) else None
    number = value.get("id") if isinstance(value, dict) else value
    name = reader.people.get(number) if type(number) is int else None
    if name is None and isinstance(email, str) and email:
        name = reader.by_email.get(email.lower(), email.lower())
    return f"user {number}" if name is None and type(number) is int else name
