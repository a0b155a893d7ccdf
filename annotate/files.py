"""Writing the workspace's files: whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from annotate.errors import WorkspaceError
from annotate.private import make_folder
from annotate.signals import signals_held

if TYPE_CHECKING:
    from typing_extensions import Buffer


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
