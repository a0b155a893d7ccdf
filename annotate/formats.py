"""The number of a file's format: `"format": 1`, a top key of a JSON document and a field in every line of JSON Lines.

Files of version 0.1.0 have none and are read. Each kind of file counts its own formats, beside the code that writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.errors import NewerFormat, WorkspaceError
from annotate.json_files import read_json, read_jsonl

KEY = "format"
UNNUMBERED = 0


def with_format(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The row, or the document, with its format number in front."""
    return {KEY: number, **row}


def format_of(row: Mapping[str, Any], newest: int, file: Path, line: int | None = None) -> int:
    """The format number of a document, or of a line of JSON Lines; `UNNUMBERED` if version 0.1.0 wrote it.

    Args:
        row: the document or the line's object.
        newest: the highest number that this version reads.
        file: where it is, for the message.
        line: its number from 1, in JSON Lines.

    Raises:
        NewerFormat: the number is higher than `newest`.
        WorkspaceError: it is not a number from 1.
    """
    if KEY not in row:
        return UNNUMBERED
    number = row[KEY]
    where = f"{file}:{line}" if line else f"{file}"
    if type(number) is not int or number < 1:
        raise WorkspaceError(f"{where} has the format {number!r}, which is not a whole number from 1", "correct it")
    if number > newest:
        raise NewerFormat(
            f"{where} was written by a newer annotate (format {number}); this version reads format {newest}",
            "update annotate",
        )
    return number


def read_numbered_json(path: Path, hint: str, newest: int = 1) -> dict[str, Any]:
    """Read one JSON document that is an object, without its format, as `annotate.files.read_json` does.

    Raises:
        WorkspaceError: as `format_of`; or the file is missing, unreadable or not a JSON object.
    """
    document = read_json(path, hint)
    if not isinstance(document, dict):
        raise WorkspaceError(f"{path} is not a JSON object", hint)
    format_of(document, newest, path)
    document.pop(KEY, None)
    return document


def read_numbered_jsonl(path: Path, hint: str, newest: int = 1) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number from 1, object without its format) for each line, as `annotate.files.read_jsonl` does.

    Raises:
        WorkspaceError: as `format_of`, with file and line; or the file is missing, truncated or not JSON Lines.
    """
    for line, row in read_jsonl(path, hint):
        format_of(row, newest, path, line)
        row.pop(KEY, None)
        yield line, row
