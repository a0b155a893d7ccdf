"""What is read in one order and written in another, and is too large to keep: it waits in a temporary file."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from annotate.files import cannot_write

_LENGTH = 4


class Waiting:
    """Contents by what they are about; all are added before the first is asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0
        self._places: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, about: Hashable, content: bytes) -> None:
        """Let a content wait."""
        self._file.write(len(content).to_bytes(_LENGTH) + content)
        self._places[about].append(self._end)
        self._end += _LENGTH + len(content)

    def of(self, about: Hashable) -> Iterator[bytes]:
        """The contents about something, in the order in which they came."""
        for place in self._places.get(about, ()):
            self._file.seek(place)
            yield self._file.read(int.from_bytes(self._file.read(_LENGTH)))


@contextmanager
def waiting() -> Iterator[Waiting]:
    """A temporary file, for as long as something waits in it.

    Raises:
        WorkspaceError: it has no room.
    """
    try:
        # What could not be written is tried once more when the file is closed.
        with tempfile.TemporaryFile() as file:
            yield Waiting(file)
    except OSError as error:
        raise cannot_write(Path(tempfile.gettempdir()), error) from error
