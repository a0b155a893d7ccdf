"""An article: a text as it was written, a stable id, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    Attributes:
        id: unique in the corpus; a file's name without its suffix, or a row's `id`.
        text: the decoded text, untouched: line ends, BOM and control characters included.
        metadata: source, title, date and whatever else is known.
        place: file and row that it was read from, for messages.
        headings: where the lines begin that a web page marks as headings.
    """

    id: str
    text: str
    metadata: dict[str, Any] = field(default_factory=dict)
    place: str = field(default="", compare=False)
    headings: frozenset[int] = frozenset()
