"""Disks that are full."""

import errno
import os
from typing import Any

import pytest


def fill_disk_after_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk have space for the first file that is written, and not for the second."""
    files = []

    def full_for_the_second(file: Any) -> None:
        files.append(file)
        if len(files) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full_for_the_second)
