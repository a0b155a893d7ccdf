"""Python's garbage collector kept from looking through what is being read, or what is gone without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_in_circles() -> Iterator[None]:
    """While many objects are made and dropped that do not refer to each other in circles, do not look for garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def much_is_kept() -> Iterator[None]:
    """While many objects are made that stay, do not look for garbage among them, nor afterwards."""
    with nothing_in_circles():
        try:
            yield
        finally:
            gc.freeze()
