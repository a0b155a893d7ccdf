"""One push, pull or status at a time in a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotate.errors import WorkspaceError


@contextmanager
def one_at_a_time(workspace: Path, progress: Callable[[str], None]) -> Iterator[None]:
    """Wait for other commands that work on this launch; a process that dies lets go of the lock.

    Raises:
        WorkspaceError: the workspace cannot be written.
    """
    import fcntl

    try:
        workspace.mkdir(parents=True, exist_ok=True)
        file = (workspace / ".lock").open("w")
    except OSError as error:
        raise WorkspaceError(
            f"cannot write to {workspace}: {error.strerror}", "choose another place with --workspace"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another push, pull or status in this workspace")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
