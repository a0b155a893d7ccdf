"""Progress for somebody who waits."""

from __future__ import annotations

import time
from collections.abc import Callable

_SECONDS = 2.0


def now_and_then(progress: Callable[[str], None]) -> Callable[[str], None]:
    """Pass on a line when two seconds have gone by since the last one, or since the work began."""
    last = time.monotonic()

    def pass_on(line: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS:
            last = time.monotonic()
            progress(line)

    return pass_on
