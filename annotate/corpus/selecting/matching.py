"""Searching with a regular expression of the user's, which may take for ever: `(a+)+$` doubles with each letter."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from annotate.errors import CorpusError

SECONDS = 5.0  # for the sentences of one article, which take less than a millisecond


@contextmanager
def search_time(expression: str, article: str) -> Iterator[None]:
    """See that a search in one article comes to an end; outside of a process's main thread it cannot be stopped.

    Raises:
        CorpusError: it took too long.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, frame: FrameType | None) -> None:
        raise CorpusError(
            f"--match {expression!r} takes more than {SECONDS:g} seconds in the article {article}",
            "repeat nothing that is itself repeated: a+ instead of (a+)+",
        )

    # The regular expressions of Python look for signals while they search.
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
