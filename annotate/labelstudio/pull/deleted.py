"""Annotations that are gone from the server, kept as they were last received: one a line of `raw/deleted.jsonl`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotate.files import JsonObject
from annotate.formats import KEY
from annotate.labelstudio.pull.told import untold_rows
from annotate.labelstudio.pull.watch import Watch


def deleted_file(raw: Path) -> Path:
    """Where they are kept."""
    return raw / "deleted.jsonl"


def deleted_from(
    project: int, task: JsonObject, now: JsonObject | None, left: Collection[int], watch: Watch
) -> Iterator[JsonObject]:
    """A line for each annotation of a task, as it was, that is not among those `left`; `now` is the task today."""
    noticed = datetime.now(UTC).isoformat(timespec="seconds")
    shown = {key: value for key, value in task.items() if key not in (KEY, "annotations")}
    for annotation in task.get("annotations") or ():
        if annotation["id"] not in left:
            about = {
                "noticed_at": noticed,
                "project": project,
                "annotator": watch.name(annotation.get("completed_by")),
                "by": _changed_last(now, watch),
            }
            yield about | {"task": shown, "annotation": annotation}


def _changed_last(task: JsonObject | None, watch: Watch) -> str | None:
    """Who changed a task last, which a deletion in it is; None if that is not known."""
    users = (task or {}).get("updated_by")
    user = users[0].get("user_id") if isinstance(users, list) and users and isinstance(users[0], dict) else None
    return watch.name(user) if user is not None else None


def untold(raw: Path) -> Counter[str]:
    """How many were deleted, by annotator, since a pull last mentioned them."""
    return Counter(row["annotator"] for row in untold_deletions(raw))


def untold_deletions(raw: Path) -> list[JsonObject]:
    """The lines that no pull has mentioned."""
    rows = untold_rows(deleted_file(raw))
    # A fetch that was interrupted may have written one twice.
    return list({(row["project"], row["annotation"]["id"]): row for row in rows}.values())
