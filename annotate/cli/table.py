"""Tables that fit 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 80


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers_from: int = 1, narrow: bool = False
) -> None:
    """Print rows under headings; columns from `numbers_from` on are set flush right.

    What does not fit is broken into lines, and `narrow` leaves less between the columns. Only on a terminal do lines
    end with spaces.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0 if narrow else 2, 0, 0))
    for index, heading in enumerate(headings):
        numeric = index >= numbers_from
        table.add_column(heading, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    console.width = max(console.width if console.is_terminal else WIDTH, WIDTH)
    with console.capture() as captured:
        console.print(table)
    lines = captured.get().splitlines()
    print("\n".join(lines if console.is_terminal else map(str.rstrip, lines)))
