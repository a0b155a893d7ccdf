"""Tasks and annotations that exports have more than once: each counts once, as it was saved last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotate.errors import WorkspaceError
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.tasks import annotations_of
from annotate.labelstudio.wire.times import when_saved


class Merged(NamedTuple):
    """Tasks, each once with all its annotations, and how many annotations were there more than once."""

    tasks: list[JsonObject]
    copies: int


def merge_copies(exports: Mapping[Path, Iterable[JsonObject]]) -> Merged:
    """The tasks of exports of one server.

    Raises:
        WorkspaceError: one number means two tasks: then it may mean two annotators as well.
    """
    tasks: dict[object, JsonObject] = {}
    seen_in: dict[object, Path] = {}
    annotations_by_task: dict[object, list[Any]] = {}
    for file, rows in exports.items():
        for row in rows:
            number = _identity(row)
            earlier = tasks.setdefault(number, row)
            where = seen_in.setdefault(number, file)
            if _shown(earlier) != _shown(row):
                raise WorkspaceError(
                    f"task {row['id']} of {file} is not the same task as in {where}"
                    if where != file
                    else f"{file} has two tasks with the number {row['id']}",
                    "give only the newer of two exports of a project; use another --workspace for another server",
                )
            annotations_by_task.setdefault(number, []).extend(annotations_of(row))
    merged = {number: _saved_last(annotations) for number, annotations in annotations_by_task.items()}
    copies = sum(len(annotations_by_task[number]) - len(annotations) for number, annotations in merged.items())
    return Merged([task | {"annotations": merged[number]} for number, task in tasks.items()], copies)


def _saved_last(annotations: list[Any]) -> list[Any]:
    """Annotations, those with one number only as they were saved last, or else read last."""
    last: dict[object, Any] = {}
    for annotation in annotations:
        number = _identity(annotation)
        earlier = last.get(number)
        if earlier is None or (when_saved(annotation).at or 0.0) >= (when_saved(earlier).at or 0.0):
            last[number] = annotation
    return list(last.values())


def _identity(row: Any) -> object:
    """The number that a task or an annotation has on the server; what equals nothing else if it has none."""
    number = row.get("id") if isinstance(row, dict) else None
    return number if type(number) in (int, str) else object()


def _shown(task: JsonObject) -> tuple[object, object]:
    return task.get("project"), task.get("data")
