"""Numbers in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SOME = 3


def count(number: int, noun: str, several: str = "") -> str:
    """A number and what it counts: 1 task, 2 tasks; `several` are those whose plural is not made with an s."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


def and_more(items: Sequence[str], most: int, between: str = ", ") -> str:
    """The first `most` items, and how many more there are: `a, b and 4 more`."""
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return between.join(items[:most]) + more


def some(items: Iterable[object]) -> str:
    """The first three items, and … if there are more."""
    words = [str(item) for item in items]
    return ", ".join(words[:_SOME]) + (" …" if len(words) > _SOME else "")
