"""JSON and JSON Lines: read with the place of what is wrong, and written whole."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.bounded import bounded
from annotate.errors import CorpusError, WorkspaceError
from annotate.files import write_whole

JsonObject = dict[str, Any]
_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_json(path: Path, value: Any, *, shared: bool = False) -> None:
    """Write one JSON document, indented, in UTF-8; `shared` as for `write_whole`."""
    with write_whole(path, shared=shared) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one JSON object per line and return how many there were."""
    return write_lines(path, map(json_line, rows))


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write lines, the file whole or not at all, and return how many there were."""
    count = 0
    with write_whole(path) as file:
        for line in lines:
            file.write(line)
            count += 1
    return count


def json_line(row: Mapping[str, Any]) -> bytes:
    """One line of JSON Lines, in UTF-8, with its newline."""
    try:
        return _LINE.encode(row).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can carry
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def read_json(path: Path, hint: str) -> Any:
    """Read one JSON document; `hint` says how a missing or broken file is made again.

    Raises:
        WorkspaceError: the file is missing, unreadable or not JSON.
    """
    try:
        return _parsed(path.read_bytes())
    except OSError as error:
        raise WorkspaceError(f"cannot read {path}: {error.strerror}", hint) from error
    except ValueError as error:
        raise WorkspaceError(f"{path} is not JSON: {error}", hint) from error


def read_jsonl(path: Path, hint: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number from 1, object) for each line of a JSON Lines file, plain or gzipped; blank lines hold none.

    Raises:
        WorkspaceError: the file is missing, unreadable, truncated or not JSON Lines.
    """
    for number, line in read_lines(path, hint):
        yield number, line_object(line, path, number, hint)


def read_lines(path: Path, hint: str) -> Iterator[tuple[int, bytes]]:
    """Yield (line number from 1, line) for each line of a file, plain or gzipped, that is not blank.

    Raises:
        WorkspaceError: the file is missing, unreadable or truncated.
    """
    try:
        with bounded(gzip.open(path), path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.isspace():
                    yield number, line
    except CorpusError as error:
        raise WorkspaceError(error.message, error.hint) from error
    except (OSError, EOFError, zlib.error) as error:
        raise WorkspaceError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}", hint) from error


def line_object(line: bytes, path: Path, number: int, hint: str) -> dict[str, Any]:
    """The object that a line of a JSON Lines file holds.

    Raises:
        WorkspaceError: it holds none; the message names file and line.
    """
    try:
        return json_object(line)
    except ValueError as error:
        raise WorkspaceError(f"{path}:{number} is broken: {error}", hint) from error


def json_object(line: bytes | str) -> dict[str, Any]:
    """The object that a line of JSON Lines holds.

    Raises:
        ValueError: it holds none.
    """
    row = _parsed(line)
    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object")
    return row


def _parsed(text: bytes | str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} is not UTF-8") from None
