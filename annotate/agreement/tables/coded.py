"""A long table read column by column, many times as fast as row by row.

It is done only where both readings are sure to give the same: UTF-8, quotes around whole cells, a row on each line.
Whatever else a table holds is left to the reader of rows, which also says what is wrong, and where.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.tables.answers import Answers
from annotate.agreement.tables.columns import Columns
from annotate.agreement.tables.grid import Grid
from annotate.agreement.tables.names import ArrowNames

_BLOCK = 1 << 22  # bytes
_MANY = 10_000


class Coded(NamedTuple):
    """A column: its distinct cells in the order in which they first occur, and the number of each row's cell."""

    names: Sequence[str]
    codes: NDArray[np.int32]

    @property
    def has_blanks(self) -> bool:
        """Whether some cell has no visible character."""
        return self.names.have_blanks() if isinstance(self.names, ArrowNames) else not all(map(str.strip, self.names))

    @property
    def has_edges(self) -> bool:
        """Whether white space is before or after some cell."""
        if isinstance(self.names, ArrowNames):
            return self.names.have_edges()
        return any(name != name.strip() for name in self.names)

    def of(self, chosen: NDArray[np.bool_]) -> Coded:
        """The column of some rows."""
        codes = self.codes[chosen]
        used, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        return Coded([self.names[code] for code in used[order]], place[inverse])


def collect_coded(grid: Grid, columns: Columns, new: Callable[[str], Answers]) -> dict[str, Answers] | None:
    """The answers of a long table by variable; None where it has to be read row by row.

    `new` makes the answers to a variable, which are filled here.
    """
    if grid.path is None or not grid.plain or columns.unit is None or columns.annotator is None:
        return None
    named = {columns.unit, columns.annotator} | {place for place in (columns.variable,) if place is not None}
    articles = [columns.article] if columns.article is not None else []
    coded = _read(grid.path, grid.plain, len(grid.columns), [*columns.used])
    if coded is None or any(coded[place].has_blanks for place in (*named, *articles)):
        return None
    article = coded[columns.article] if columns.article is not None else None
    if article and not _has_one_each(coded[columns.unit], article):
        return None
    variables: dict[str, Answers] = {}
    lines = np.arange(2, len(coded[columns.unit].codes) + 2, dtype=np.int32)
    for column in columns.values:
        parts = [(column.name, np.ones(len(lines), dtype=bool))]
        if columns.variable is not None:
            if len(columns.values) > 1:
                return None
            variable = coded[columns.variable]
            parts = [(name, variable.codes == number) for number, name in enumerate(variable.names)]
        for name, rows in parts:
            of_rows = [coded[place] for place in (columns.unit, columns.annotator, column.place, *articles)]
            if not rows.all():
                of_rows = [one.of(rows) for one in of_rows]
            answers = variables[name] = new(name)
            answers.fill(lines[rows], [(one.names, one.codes) for one in of_rows[:3]])
            for placed in of_rows[3:]:
                of_units = np.empty(len(of_rows[0].names), dtype=np.intp)
                of_units[of_rows[0].codes] = placed.codes
                answers.fill_articles(placed.names, of_units)
    return variables if any(answers.values for answers in variables.values()) else None


def _has_one_each(unit: Coded, article: Coded) -> bool:
    """Whether each unit is in one article, and no article's name has spaces around it."""
    of_unit = np.empty(len(unit.names), dtype=np.int32)
    of_unit[unit.codes] = article.codes
    return bool((of_unit[unit.codes] == article.codes).all()) and not article.has_edges


def _read(path: Path, delimiter: str, width: int, places: Sequence[int]) -> dict[int, Coded] | None:
    from pyarrow import ArrowException, dictionary, int32, string
    from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv  # type: ignore[attr-defined]

    names = [str(place) for place in range(width)]
    kinds = {str(place): dictionary(int32(), string()) for place in places}
    try:
        with ThreadPoolExecutor(1) as beside:
            counted = beside.submit(_lines_of, path, delimiter)
            table = read_csv(
                path,
                ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK),
                ParseOptions(delimiter=delimiter),
                ConvertOptions(column_types=kinds, include_columns=list(kinds), strings_can_be_null=False),
            ).unify_dictionaries()
            lines = counted.result()
    except (ArrowException, OSError):
        return None
    if lines is None or table.num_rows != lines - 1 or not table.num_rows:
        return None
    coded = {}
    for place in places:
        chunks = table.column(str(place)).chunks
        codes = np.concatenate([_numbers_in(chunk.indices) for chunk in chunks])
        names_in = chunks[0].dictionary
        coded[place] = Coded(ArrowNames(names_in) if len(names_in) > _MANY else names_in.to_pylist(), codes)
    return coded


def _numbers_in(indices: Any) -> NDArray[np.int32]:
    # `to_numpy` would import pandas.
    return np.frombuffer(indices.buffers()[1], dtype=np.int32)[indices.offset : indices.offset + len(indices)]


def _lines_of(path: Path, delimiter: str) -> int | None:
    """How many lines a file has; None if a quote, a NUL or another line end could make a line something else."""
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            # A quote is looked at together with what is before and after it.
            block += file.readline()
            if lines == 0:
                block = block.removeprefix(BOM_UTF8)
            if b"\0" in block or block.count(b"\r") != block.count(b"\r\n"):
                return None
            if b'"' in block and not _are_around_cells(block, delimiter):
                return None
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _are_around_cells(block: bytes, delimiter: str) -> bool:
    """Whether the quotes in these whole lines are around cells, with neither a quote nor a line end in them."""
    signs = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    line_ends = np.flatnonzero(signs == ord("\n"))
    return bool(
        np.isin(signs[opening - 1], [ord(delimiter), ord("\n")]).all()
        and np.isin(signs[closing + 1], [ord(delimiter), ord("\n"), ord("\r")]).all()
        and (np.searchsorted(line_ends, opening) == np.searchsorted(line_ends, closing)).all()
    )
