"""No answer to a question that may be left empty, which is an answer."""

from __future__ import annotations

from enum import Enum


class NoAnswer(Enum):
    """The answer of somebody who was asked and rightly left the question empty; no label of a schema equals it."""

    NO_ANSWER = "(no answer)"

    def __str__(self) -> str:
        return self.value

    __repr__ = __str__


NO_ANSWER = NoAnswer.NO_ANSWER
