"""A line of an article, and the kinds that its segments may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from annotate.errors import ConfigError

SegmentKind = Literal["prose", "heading", "related-link", "byline", "boilerplate"]
KINDS: tuple[SegmentKind, ...] = get_args(SegmentKind)

_TEXT = ("prose", "heading", "related-link")
LONGEST_TITLE = 200  # characters
_LONGEST_SUMMARY = 250  # characters
_MOST_SENTENCES = 2  # of a title or a summary
_FEWEST_WORDS = 4
_FEWEST_WIDE = 8
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # signs of scripts that have no spaces between words
_STOP = re.compile(r"(?<![.…])[.。।][\"'”’»)\]」』]*\Z")


def parse_kinds(words: str) -> tuple[SegmentKind, ...]:
    """The kinds named in `words`, which has commas between them, in the order of KINDS.

    Raises:
        ConfigError: there is no such kind.
    """
    names = [word.strip() for word in words.split(",")]
    for name in names:
        if name not in KINDS:
            raise ConfigError(f"there is no kind of segment called {name!r}", f"choose from {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names)


@dataclass(slots=True)
class Line:
    """One line of an article.

    Attributes:
        segments: its texts, in order.
        kinds: what each one is.
        is_date: whether it says when an article appeared and nothing else.
        is_dated: whether it says so beside the title of an article.
    """

    segments: list[str]
    kinds: list[SegmentKind]
    is_date: bool = False
    is_dated: bool = False

    @property
    def has_prose(self) -> bool:
        """Whether one of its segments is prose."""
        return "prose" in self.kinds

    @property
    def is_text(self) -> bool:
        """Whether it is something of an article, this one or another, and not about it."""
        return self.kinds[0] in _TEXT

    @property
    def size(self) -> int:
        """How many characters its segments have."""
        return sum(map(len, self.segments))

    @property
    def is_title(self) -> bool:
        """Whether it may be the title of an article: it is short and does not end with a full stop."""
        is_short = len(self.segments) <= _MOST_SENTENCES and self.size <= LONGEST_TITLE
        return is_short and self.is_text and not self.is_date and not _STOP.search(self.segments[-1][-4:])

    @property
    def is_summary(self) -> bool:
        """Whether it may stand below a title in a list."""
        return self.kinds[0] == "prose" and len(self.segments) <= _MOST_SENTENCES and self.size <= _LONGEST_SUMMARY

    def become(self, kind: SegmentKind) -> None:
        """Give what it says another kind, and leave credits and notices what they are."""
        self.kinds = [kind if one in _TEXT else one for one in self.kinds]


def counts_as_title(text: str) -> bool:
    """Whether a text has as many words as a title, where nothing else shows that it is one."""
    return len(text.split()) >= _FEWEST_WORDS or len(_WIDE.findall(text)) >= _FEWEST_WIDE


def has_title_case(text: str, share: float = 0.6) -> bool:
    """Whether more than this share of the words begin with a capital or a figure, as in a title."""
    words = [word.lstrip("\"'“‘«(") for word in text.split()]
    return sum(not word[:1].islower() and word[:1].isalnum() for word in words) > share * len(words)
