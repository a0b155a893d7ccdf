"""Reading and writing the workspace's files: whole or not at all."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from annotate.bounded import bounded
from annotate.errors import CorpusError, WorkspaceError
from annotate.private import make_folder
from annotate.signals import signals_held

if TYPE_CHECKING:
    from typing_extensions import Buffer

JsonObject = dict[str, Any]
_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@contextmanager
def write_whole(path: Path, *, shared: bool = False) -> Iterator[IO[bytes]]:
    """Open `path` for writing so that it appears complete or stays as it was.

    Args:
        path: the file; missing folders above it are made.
        shared: let others read it as the umask says; otherwise it is for its owner only, before anything is in it.

    Raises:
        WorkspaceError: no space left, no permission, or the disk failed. Errors of whoever writes stay what they are.
    """
    with _partial_file(path, shared) as partial:
        yield partial.file
        partial.finish()
        partial.publish()


@contextmanager
def write_together(*paths: Path, shared: bool = False) -> Iterator[list[IO[bytes]]]:
    """Open several files so that all of them appear complete, or all stay as they were.

    Raises:
        WorkspaceError: as for `write_whole`.
    """
    with ExitStack() as stack:
        partials = [stack.enter_context(_partial_file(path, shared)) for path in paths]
        yield [partial.file for partial in partials]
        for partial in partials:
            partial.finish()
        with signals_held():
            for partial in partials:
                partial.publish()


@contextmanager
def _partial_file(path: Path, shared: bool = False) -> Iterator[_Partial]:
    """A file beside `path` that can take its place; what has not by the end is removed."""
    if path.is_dir():
        raise cannot_write(path, IsADirectoryError(errno.EISDIR, ""))
    if path.exists() and not path.is_file():
        # A device or a pipe, such as /dev/null, is written to and not replaced.
        try:
            handle = os.open(path, os.O_WRONLY)
        except OSError as error:
            raise cannot_write(path, error) from error
        with _Target(handle, path) as stream:
            yield _Partial(stream, path, None)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True) if shared else make_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise cannot_write(path, error) from error
    partial = Path(name)
    try:
        with io.BufferedWriter(_Target(handle, path)) as file:
            if shared:
                os.fchmod(handle, 0o666 & ~_umask())
            yield _Partial(file, path, partial)
    finally:
        partial.unlink(missing_ok=True)


class _Partial(NamedTuple):
    """An open file that becomes `path`; without `partial` it is that file."""

    file: IO[bytes]
    path: Path
    partial: Path | None

    def finish(self) -> None:
        """See that everything is on the disk."""
        self.file.flush()
        try:
            if self.partial:
                os.fsync(self.file.fileno())
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def publish(self) -> None:
        """Take the place of what was there before."""
        try:
            if self.partial:
                self.partial.replace(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from error


class _Target(io.FileIO):
    """A file whose failures to be written name the path that it will have."""

    def __init__(self, handle: int, path: Path) -> None:
        super().__init__(handle, "wb")
        self._path = path

    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise cannot_write(self._path, error) from error


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        WorkspaceError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error, "remove") from error


def write_json(path: Path, value: Any, *, shared: bool = False) -> None:
    """Write one JSON document, indented, in UTF-8; `shared` as for `write_whole`."""
    with write_whole(path, shared=shared) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one JSON object a line and return how many there were."""
    count = 0
    with write_whole(path) as file:
        for row in rows:
            file.write(json_line(row))
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


def cannot_write(path: Path, error: OSError, what: str = "write") -> WorkspaceError:
    """What a user reads when a file could not be written, or the like."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkspaceError(f"no space left to write {path}", "free some space and run the same command again")
    if error.errno == errno.EISDIR and what == "write":
        return WorkspaceError(
            f"{path} is a folder, but a file must be written there", "name a file in it, or move it away"
        )
    blocked = next((folder for folder in path.parents if folder.exists() and not folder.is_dir()), None)
    if blocked:
        return WorkspaceError(f"cannot {what} {path}: {blocked} is not a folder", "move it away, or write elsewhere")
    hint = "make it writable, or choose another workspace with --workspace"
    return WorkspaceError(f"cannot {what} {path}: {error.strerror or error}", hint)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
