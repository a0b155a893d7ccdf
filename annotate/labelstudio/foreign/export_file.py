"""One export file: its tasks as Label Studio exports them today, or what the file is instead.

Read are raw JSON exports, of old versions too (`completions`), one task, and what a target storage gets: one annotation
with its task inside.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotate.errors import WorkspaceError
from annotate.json_files import JsonObject, read_json, read_jsonl

_EXPORT = "export the project from Label Studio as JSON, not as JSON_MIN, CSV or another format"
_SKIPPED = ("was_cancelled", "skipped", "cancelled")


def read_export(file: Path) -> list[JsonObject]:
    """The annotated tasks of an export.

    Raises:
        WorkspaceError: the file is not an export; the message says what it looks like, and the hint what to do.
    """
    if file.suffix == ".jsonl":
        content: Any = [row for _, row in read_jsonl(file, _EXPORT)]
    else:
        content = read_json(file, _EXPORT)
    # Half a surrogate pair, which JSON can spell, can be written to no file.
    content = json.loads(json.dumps(content, ensure_ascii=False).encode(errors="replace"))
    rows = content if isinstance(content, list) else [content]
    tasks = [_task(row, alone=not isinstance(content, list)) for row in rows]
    if None in tasks or (tasks and not any(map(_has_annotations, rows))):
        what, hint = _what_it_is(rows[tasks.index(None) if None in tasks else 0])
        raise WorkspaceError(f"{file} is not a raw JSON export of Label Studio: {what}", hint)
    return [task for task in tasks if task is not None]


def _has_annotations(row: Any) -> bool:
    return isinstance(row, dict) and not {"annotations", "completions", "result"}.isdisjoint(row)


def _task(row: Any, *, alone: bool) -> JsonObject | None:
    """The task that a row is, or has inside; None if it is neither."""
    if not isinstance(row, dict):
        return None
    if "result" in row and isinstance(row.get("task"), dict):
        annotation = {key: value for key, value in row.items() if key != "task"}
        return _numbered(row["task"] | {"annotations": [annotation]})
    if "data" in row or (_has_annotations(row) and "result" not in row and not alone):
        return _numbered({key: value for key, value in row.items() if key != "completions"} | _annotations(row))
    return None


def _annotations(task: JsonObject) -> JsonObject:
    """What is under `annotations`, or under the name that it had before version 1.0."""
    if isinstance(now := task.get("annotations"), list) and isinstance(before := task.get("completions"), list):
        return {"annotations": now + before}
    return {"annotations": task.get("annotations", task.get("completions"))}


def _numbered(task: JsonObject) -> JsonObject:
    """A task whose numbers are numbers, and whose annotations say in one way whether they were skipped."""
    annotations = task["annotations"]
    if isinstance(annotations, list):
        annotations = [_annotation(annotation, task) for annotation in annotations]
    elif isinstance(annotations, dict):
        annotations = _annotation(annotations, task)
    numbers = {key: _number(task[key]) for key in ("id", "project") if key in task}
    return task | numbers | {"annotations": annotations}


def _annotation(annotation: Any, task: JsonObject) -> Any:
    if not isinstance(annotation, dict):
        return annotation
    said = _said(annotation) or _said(task)
    users = {role: _user(annotation[role]) for role in ("completed_by", "updated_by") if role in annotation}
    numbers = {"id": _number(annotation["id"])} if "id" in annotation else {}
    return annotation | users | numbers | ({"was_cancelled": any(said)} if said else {})


def _said(holder: JsonObject) -> list[bool]:
    """What a task or an annotation says, under one name or another, of whether it was skipped."""
    return [_is_true(holder[key]) for key in _SKIPPED if holder.get(key) is not None]


def _user(user: Any) -> Any:
    """A user as the server names one, by number or e-mail address; what others write there is taken for an address."""
    if isinstance(user, dict):
        return user | {"id": _number(user.get("id")), "email": user.get("email") or user.get("username")}
    number = _number(user)
    return {"email": number.strip()} if isinstance(number, str) and number.strip() else number


def _number(value: Any) -> Any:
    """A whole number, however another tool wrote it; anything else as it is."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_true(value: Any) -> bool:
    return value.strip().casefold() in ("true", "1", "yes") if isinstance(value, str) else bool(value)


def _what_it_is(row: Any) -> tuple[str, str]:
    """What a row that is not an annotated task looks like, and what to do about it."""
    if not isinstance(row, dict):
        return f"it holds {json.dumps(row, ensure_ascii=False)[:40]} where a task belongs", _EXPORT
    keys = row.keys()
    if keys & {"annotation_id", "annotator"} and "claims" not in keys and "sentence_id" not in keys:
        return "it is a JSON_MIN export, which has no relations and does not say who skipped what", _EXPORT
    if {"sentence_id", "annotator", "status"} <= keys:
        return (
            "it holds records of annotate",
            "measure them with `annotate agreement --records FILE`, one object per line",
        )
    if "result" in keys:
        return "it holds annotations without their tasks", _EXPORT
    if keys & {"data", "predictions"}:
        return "it holds tasks without annotations, as they are imported", f"annotate them first; then {_EXPORT}"
    if "tasks" in keys:
        return "it is one page of the server's list of tasks", _EXPORT
    if keys & {"text", "title", "body", "content"}:
        return "it seems to hold articles", f"`annotate split FILE` reads articles; for annotations, {_EXPORT}"
    return f"it has {', '.join(map(str, list(keys)[:6])) or 'nothing'} where a task belongs", _EXPORT
