"""Files and folders for their owner only: no other user of this machine can open them."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only; what is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(_FOLDER, exist_ok=True)
    folder.mkdir(exist_ok=True)  # says why it is none, if it is a file


def close(paths: Iterable[Path]) -> None:
    """Close files and folders that others can open; links, and what belongs to another user, stay as they are."""
    for path in paths:
        with suppress(OSError):
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                wanted = stat.S_IMODE(mode) & (_FOLDER if stat.S_ISDIR(mode) else _FILE)
                if wanted != stat.S_IMODE(mode):
                    path.chmod(wanted)
