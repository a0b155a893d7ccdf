"""What a report shows, and what it leaves out."""

from __future__ import annotations

from typing import NamedTuple


class ReportChoice(NamedTuple):
    """What a report shows.

    Attributes:
        is_anonymous: people are called A, B, C; no addresses, no notes, no contact and no citation.
        has_texts: the words of the articles are shown; otherwise spans are places only.
        title: of the page; "" takes that of the configuration, or else of the schema.
    """

    is_anonymous: bool = False
    has_texts: bool = True
    title: str = ""
