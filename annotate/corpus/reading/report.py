"""What a person should hear of a corpus that was read, beside its articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotate.errors import CorpusError


class PagePart(NamedTuple):
    """How much of a web page's running text its article has: characters kept, of those there are."""

    page: str
    kept: int
    characters: int


@dataclass(slots=True)
class ReadingReport:
    """What was skipped, ignored or kept in part; filled in while articles are read.

    Attributes:
        skip_bad: whether an article that cannot be read is put here; otherwise the first one is an error.
        unreadable: what is wrong with each such article.
        ignored: the files of folders and patterns that have no known format, and links that lead nowhere.
        kept_in_part: web pages of whose running text the article has little.
    """

    skip_bad: bool = False
    unreadable: list[CorpusError] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    kept_in_part: list[PagePart] = field(default_factory=list)
