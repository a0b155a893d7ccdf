"""Compressed files that grow too much when they are read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from annotate.errors import CorpusError

if TYPE_CHECKING:
    from typing_extensions import Buffer

# Text shrinks to a fifth, tasks that differ in their numbers alone to a 150th, and a file of nothing to a 1000th.
MOST_TIMES = 500
HARMLESS_BYTES = 100_000_000
_BUFFER = 1 << 17


def bounded(file: io.BufferedIOBase, path: Path) -> IO[bytes]:
    """What is decompressed from `path`, as long as it does not grow as no text does.

    Raises:
        CorpusError: while it is read, more than HARMLESS_BYTES and MOST_TIMES the compressed size have come.
    """
    most = max(HARMLESS_BYTES, MOST_TIMES * path.stat().st_size)
    return cast(IO[bytes], io.BufferedReader(_Bounded(file, path, most), _BUFFER))


class _Bounded(io.RawIOBase):
    def __init__(self, file: io.BufferedIOBase, path: Path, most: int) -> None:
        self._file, self._path, self._left = file, path, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        # Not `read`, which returns nothing of what comes before a place where the file breaks off.
        data = self._file.read1(len(memoryview(buffer)))
        memoryview(buffer)[: len(data)] = data
        self._left -= len(data)
        if self._left < 0:
            raise CorpusError(
                f"{self._path} grows to more than {MOST_TIMES} times its size, which no text does",
                "look at what is in it; if it is sound, decompress it yourself and give that file",
            )
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
