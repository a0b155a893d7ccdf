"""What a person filled in, with the number of each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Mistake(NamedTuple):
    """Something wrong in the file: the line, from 1, and what."""

    line: int
    message: str


class FilledPoint(NamedTuple):
    """An answer to a point: letters, as they were written; empty if there is none."""

    line: int
    point: str
    answer: str


@dataclass(frozen=True)
class Filled:
    """What was filled in about a sentence; `line` is where it begins."""

    line: int
    sentence: str
    adjudicator: str
    offered: str
    points: tuple[FilledPoint, ...]
    note: str = ""
    by_hand: dict[str, Any] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in at all."""
        return not (self.note or self.by_hand or any(point.answer for point in self.points))
