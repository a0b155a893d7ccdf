"""Numbers in sentences."""

from __future__ import annotations


def count(number: int, noun: str, several: str = "") -> str:
    """A number and what it counts: 1 task, 2 tasks; `several` are those whose plural is not made with an s."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"
