"""What a sentence is called: its article and its place there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotate.errors import RecordError

# An article may be called anything, `a:b` and `c#1` too: the last colon ends its name.
_FORM = re.compile(r"(.*):(\d{1,15})-(\d{1,15})", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class SentenceId:
    """The id of a sentence; in files and on the server it is the text `ARTICLE:START-END`.

    Attributes:
        article: the article's id.
        start: first code point of the sentence in the article's text.
        end: one past the last.
    """

    article: str
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> SentenceId:
        """Read an id.

        Raises:
            RecordError: the text does not end with a colon and two offsets.
        """
        parts = _FORM.fullmatch(text)
        if not parts:
            raise RecordError(
                f"{text!r} is not the id of a sentence of an article",
                "end each sentence_id with its offsets, like :120-264",
            )
        return cls(parts[1], int(parts[2]), int(parts[3]))

    def __str__(self) -> str:
        return f"{self.article}:{self.start}-{self.end}"

    def __len__(self) -> int:
        """The sentence's code points."""
        return self.end - self.start
