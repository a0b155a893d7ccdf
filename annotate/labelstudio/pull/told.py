"""Files of raw/ that grow by a line for each thing that a pull is to mention, once.

Beside `NAME.jsonl`, `NAME.json` has how many of its lines a pull has mentioned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotate.files import remove, write_whole
from annotate.formats import KEY, read_numbered_json, read_numbered_jsonl, with_format
from annotate.json_files import JsonObject, json_line, write_json

FORMAT = 1
"""Of all files of raw/."""


def line_about(project: int, task: JsonObject) -> JsonObject:
    """What a line says first: when it was noticed, and in which task, which is shown without its annotations."""
    shown = {key: value for key, value in task.items() if key not in (KEY, "annotations")}
    return {"noticed_at": datetime.now(UTC).isoformat(timespec="seconds"), "project": project, "task": shown}


def add_rows(file: Path, rows: Sequence[JsonObject]) -> None:
    """Add lines to those that are there."""
    if not rows:
        return
    before = file.read_bytes() if file.exists() else b""
    if not before:  # somebody removed it: what was mentioned is not there any more
        remove(_told(file))
    with write_whole(file) as lines:
        lines.write(before)
        lines.writelines(json_line(with_format(row, FORMAT)) for row in rows)


def read_rows(file: Path) -> list[JsonObject]:
    """All lines, oldest first."""
    hint = f"move it away: it has what `annotate pull` noticed on the server ({file.stem})"
    return [row for _, row in read_numbered_jsonl(file, hint, FORMAT)] if file.exists() else []


def untold_rows(file: Path) -> list[JsonObject]:
    """The lines that no pull has mentioned yet."""
    told = _told(file)
    before = read_numbered_json(told, "remove it", FORMAT).get("told", 0) if told.exists() else 0
    return read_rows(file)[before:]


def tell_of(file: Path, lines: int) -> None:
    """Remember that a pull mentioned so many lines."""
    if lines:
        write_json(_told(file), with_format({"told": lines}, FORMAT))


def _told(file: Path) -> Path:
    return file.with_suffix(".json")
