"""What a fetch knows of people when it compares what came with what was kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

NOBODY = "nobody"  # whose annotations are that do not say it


class Watch(NamedTuple):
    """Who is who, and what is not to be expected of them.

    Attributes:
        people: user id → who it is.
        removed: those who did not belong to the annotators any more when the last pull ended.
        has_imports: whether annotations are there that nobody submitted on the page, as in adopted projects.
    """

    people: Mapping[int, str]
    removed: Collection[str] = ()
    has_imports: bool = False

    def name(self, user: int | None) -> str:
        """Who a user is."""
        return NOBODY if user is None else self.people.get(user, f"user {user}")
