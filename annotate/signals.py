"""Signals that end a command, held off for a moment."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 130  # the exit code that Typer, too, makes of Ctrl-C
STOPPED = "annotate: stopped; run the same command again to go on"


@contextmanager
def signals_held() -> Iterator[None]:
    """Take signals that end the command afterwards, so that what is begun is done whole."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
