"""Tables that fit the terminal, or 80 columns where there is none."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from textwrap import fill
from typing import NamedTuple

WIDTH = 80
_GAP = 2
_EDGES = 2  # a blank on either side of the table


def width() -> int:
    """How many columns a line may take."""
    return shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH


def filled(text: str, indent: str = "") -> str:
    """A paragraph in lines of that width, `indent` before all but the first; no word is broken."""
    return fill(text, width(), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def printable(text: str) -> str:
    """A text of somebody else's on one line, without characters that a terminal takes for orders."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers_from: int = 1, narrow: bool = False
) -> None:
    """Print rows under headings; columns from `numbers_from` on are set flush right.

    What does not fit is broken into lines between words, and `narrow` leaves less between the columns. Where not even
    the longest words fit side by side, each row is a list of its cells instead.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    gap = (0 if narrow else _GAP) + 1
    columns = [_Column(cells, index < numbers_from) for index, cells in enumerate(zip(headings, *rows, strict=True))]
    widths = _fitted(columns, width() - gap * (len(columns) - 1) - _EDGES)
    if widths is None:
        _print_lists(headings, rows)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, gap - 1, 0, 0))
    for heading, column, wide in zip(headings, columns, widths, strict=True):
        table.add_column(heading, justify="left" if column.wraps else "right", no_wrap=not column.wraps, width=wide)
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False, color_system=None, width=width())
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


class _Column(NamedTuple):
    """A column's cells, its heading first, and whether they are broken between words."""

    cells: Sequence[str]
    wraps: bool

    def widest(self) -> int:
        from rich.cells import cell_len

        return max(cell_len(line) for cell in self.cells for line in cell.split("\n"))

    def narrowest(self) -> int:
        from rich.cells import cell_len

        return max((cell_len(word) for cell in self.cells for word in cell.split()), default=0)


def _fitted(columns: Sequence[_Column], limit: int) -> list[int] | None:
    """How wide each column is so that together they take `limit`, or less; None if no words would fit."""
    widths = [column.widest() for column in columns]
    slack = [wide - column.narrowest() if column.wraps else 0 for column, wide in zip(columns, widths, strict=True)]
    for index in sorted(range(len(columns)), key=lambda index: -slack[index]):
        widths[index] -= max(0, min(slack[index], sum(widths) - limit))
    return widths if sum(widths) <= limit else None


def _print_lists(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widest = max(map(len, headings)) + _GAP
    for row in rows:
        print()
        for heading, cell in zip(headings, row, strict=True):
            print(filled(f"{heading:{widest}}{cell}".rstrip(), " " * widest))
