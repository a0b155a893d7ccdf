"""A small disk of its own in memory, which can be full or read-only."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_OWN = "CAMPAIGN_HAS_ITS_MOUNTS"
_CHUNK = 1 << 20


def in_own_mounts() -> None:
    """Start this program again where its mounts are nobody else's business; without root, as it is."""
    if os.geteuid() == 0 and _OWN not in os.environ:
        os.environ[_OWN] = "yes"
        os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


@contextlib.contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk mounted at a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "campaign", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextlib.contextmanager
def full(disk: Path, left: int) -> Iterator[None]:
    """Fill the disk but for so many bytes."""
    file = disk / ".fill"
    with file.open("wb", buffering=0) as fill, contextlib.suppress(OSError):
        while fill.write(bytes(_CHUNK)) == _CHUNK:
            pass
    os.truncate(file, max(0, file.stat().st_size - left))
    try:
        yield
    finally:
        file.unlink()


@contextlib.contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Let nobody write to the disk."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
