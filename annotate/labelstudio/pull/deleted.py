"""Annotations that are gone from the server, kept as they were last received.

`raw/deleted.jsonl` has one a line, and `raw/deleted.json` how many lines a pull has mentioned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from annotate.files import JsonObject, json_line, remove, write_json, write_whole
from annotate.formats import KEY, read_numbered_json, read_numbered_jsonl, with_format

FORMAT = 1
"""Of all files of raw/."""
NOBODY = "nobody"  # whose annotations are that do not say it
_HINT = "move it away: it has what was deleted on the server"


def deleted_file(raw: Path) -> Path:
    """Where they are kept."""
    return raw / "deleted.jsonl"


def deleted_from(
    project: int, task: JsonObject, left: Collection[int], people: Mapping[int, str]
) -> Iterator[JsonObject]:
    """A line for each annotation of a task, as it was, that is not among those `left`."""
    noticed = datetime.now(UTC).isoformat(timespec="seconds")
    shown = {key: value for key, value in task.items() if key not in (KEY, "annotations")}
    for annotation in task.get("annotations") or ():
        if annotation["id"] not in left:
            user = annotation.get("completed_by")
            annotator = NOBODY if user is None else people.get(user, f"user {user}")
            about = {"noticed_at": noticed, "project": project, "annotator": annotator}
            yield about | {"task": shown, "annotation": annotation}


def keep_deleted(raw: Path, rows: list[JsonObject]) -> None:
    """Add lines to those that are kept, before the annotations are taken out elsewhere."""
    if rows:
        file = deleted_file(raw)
        before = file.read_bytes() if file.exists() else b""
        if not before:  # somebody removed it: what was mentioned is not there any more
            remove(_told(raw))
        with write_whole(file) as lines:
            lines.write(before)
            lines.writelines(json_line(with_format(row, FORMAT)) for row in rows)


def untold(raw: Path) -> tuple[Counter[str], int]:
    """How many were deleted, by annotator, since a pull last mentioned them; and how many lines there are now."""
    file, told = deleted_file(raw), _told(raw)
    before = read_numbered_json(told, "remove it", FORMAT).get("told", 0) if told.exists() else 0
    rows = [row for _, row in read_numbered_jsonl(file, _HINT, FORMAT)] if file.exists() else []
    # A fetch that was interrupted may have written one twice.
    whose = {(row["project"], row["annotation"]["id"]): row["annotator"] for row in rows[before:]}
    return Counter(whose.values()), len(rows)


def tell_of(raw: Path, lines: int) -> None:
    """Remember that a pull mentioned so many lines."""
    if lines:
        write_json(_told(raw), with_format({"told": lines}, FORMAT))


def _told(raw: Path) -> Path:
    return raw / "deleted.json"
