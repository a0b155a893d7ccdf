"""What a person should hear of a corpus that was read, beside its articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from annotate.errors import CorpusError


@dataclass(slots=True)
class ReadingReport:
    """Is filled in while articles are read.

    Attributes:
        skip_bad: whether an article that cannot be read is put here; otherwise the first one is an error.
        unreadable: what is wrong with each such article.
        ignored: the files of folders and patterns that have no known format, and links that lead nowhere.
    """

    skip_bad: bool = False
    unreadable: list[CorpusError] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
