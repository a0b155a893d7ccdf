"""One command at a time works on a launch, or on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.private import make_folder


@contextmanager
def one_at_a_time(file: Path, others: str, progress: Callable[[str], None]) -> Iterator[None]:
    """Wait until nobody else holds the lock `file`; a process that dies lets go of its lock.

    Args:
        file: made if it is missing, with its folder.
        others: who may be holding it, for the line that says what is waited for.
        progress: gets that line.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    import fcntl

    try:
        make_folder(file.parent)
        lock = file.open("w")
    except OSError as error:
        raise WorkspaceError(
            f"cannot write to {file.parent}: {error.strerror}", "choose another workspace with --workspace"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(f"waiting for {others}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
