"""Annotations that are gone from the server, kept as they were last received: one a line of `raw/deleted.jsonl`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from annotate.json_files import JsonObject
from annotate.labelstudio.pull.told import line_about, untold_rows
from annotate.labelstudio.pull.watch import Watch


def deleted_file(raw: Path) -> Path:
    """Where they are kept."""
    return raw / "deleted.jsonl"


def deleted_from(
    project: int, task: JsonObject, now: JsonObject | None, left: Collection[int], watch: Watch
) -> Iterator[JsonObject]:
    """A line for each annotation of a task, as it was, that is not among those `left`; `now` is the task today."""
    for annotation in task.get("annotations") or ():
        if annotation["id"] not in left:
            about = {"annotator": watch.name(annotation.get("completed_by")), "by": _changed_last(now, watch)}
            yield line_about(project, task) | about | {"annotation": annotation}


def _changed_last(task: JsonObject | None, watch: Watch) -> str | None:
    """Who changed a task last, which a deletion in it is; None if that is not known."""
    users = (task or {}).get("updated_by")
    user = users[0].get("user_id") if isinstance(users, list) and users and isinstance(users[0], dict) else None
    return watch.name(user) if user is not None else None


def untold_deletions(raw: Path) -> list[JsonObject]:
    """The lines that no pull has mentioned."""
    rows = untold_rows(deleted_file(raw))
    # A fetch that was interrupted may have written one twice.
    return list({(row["project"], row["annotation"]["id"]): row for row in rows}.values())
