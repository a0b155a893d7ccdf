"""Python's garbage collector kept from looking through what is being read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def much_is_kept() -> Iterator[None]:
    """While many objects are made that stay, do not look for garbage among them, nor afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
