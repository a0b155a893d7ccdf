"""A figure: its data as a table, and how the page draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Picture = Literal["none", "forest", "bars", "heat", "lines", "network"]


@dataclass(frozen=True)
class Figure:
    """Data of the report.

    Attributes:
        key: its name in the page and of its CSV file.
        title: what it shows.
        columns: the names of the columns.
        rows: a value for each column: a text, a number, or None.
        picture: how it is drawn; "none" shows the table alone.
        axes: what of the picture → which column: `x`, `y`, `low`, `high`, `fill`; `group` for one picture at a time.
        caption: what to know when reading it.
        missing: what to say if there are no rows.
    """

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    picture: Picture = "none"
    axes: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    missing: str = "There is nothing to show yet."

    def to_json(self) -> dict[str, Any]:
        """What the page's script draws and saves as CSV."""
        return {
            "title": self.title,
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "picture": self.picture,
            "axes": dict(self.axes),
        }


@dataclass(frozen=True)
class Section:
    """A part of the page: its figures, and paragraphs before them."""

    key: str
    title: str
    figures: Sequence[Figure] = ()
    paragraphs: Sequence[str] = ()
