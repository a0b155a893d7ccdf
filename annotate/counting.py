"""Numbers in sentences."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """A number and what it counts: 1 task, 2 tasks."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
