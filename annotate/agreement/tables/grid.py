"""A table as its file has it: a heading, and rows of text below it. CSV in any encoding, or a sheet of XLSX."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from annotate.corpus.reading.decode import BROKEN, COMPRESSED, GUESS, guess_of_table, open_bytes, table_encoding
from annotate.corpus.reading.paths import STDIN
from annotate.errors import CorpusError, RecordError

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SHEETS = (".xlsx", ".xlsm")


class Row(NamedTuple):
    """One row, with a cell for each column; `number` is its line in the file."""

    number: int
    cells: list[str]


class Grid(NamedTuple):
    """A table; its rows are read one by one, and rows without any text are left out.

    Attributes:
        columns: the heading.
        rows: what is below it.
        form: what the file is, in words.
        path: where it is; None if it has no name.
        plain: what parts the cells, if the file is UTF-8 and not compressed; else empty.
    """

    columns: tuple[str, ...]
    rows: Generator[Row, None, None]
    form: str
    path: Path | None
    plain: str = ""


def open_grid(source: Path | IO[str], encoding: str = GUESS) -> Grid:
    """Open a table.

    Args:
        source: a CSV or XLSX file, `-` for standard input, or an open CSV file.
        encoding: of a CSV file; `guess` takes UTF-8 and, failing that, the likeliest other one, with a warning.

    Raises:
        RecordError: there is no such file, it is not a table, or there is no such encoding; reading its rows raises it
            too.
    """
    if not isinstance(source, Path):
        return _parted(nullcontext(source), Path(source.name) if hasattr(source, "name") else None)
    if source != STDIN and not source.is_file():
        raise RecordError(f"there is no file {source}", "check the path")
    if source.suffix.lower() in _SHEETS:
        return _sheet(source)
    try:
        name = table_encoding(source, encoding)
        text = io.TextIOWrapper(open_bytes(source), "utf-8-sig" if name == "utf-8" else name, newline="")
    except BROKEN as error:
        raise _unreadable(error, source) from error
    except CorpusError as error:
        raise RecordError(error.message, "give CSV or XLSX; `--encoding NAME` names the encoding of CSV") from error
    is_plain = name == "utf-8" and source != STDIN and source.suffix.lower() not in COMPRESSED
    return _parted(text, source, is_plain=is_plain)


def _parted(text: AbstractContextManager[IO[str]], path: Path | None, *, is_plain: bool = False) -> Grid:
    """A table whose cells are parted by commas, semicolons, tabs or bars: by that of which its heading has most."""
    csv.field_size_limit(sys.maxsize)
    rows = _read_rows(text, path)
    delimiter, heading = next(rows)
    form = f"cells separated by {_DELIMITERS[delimiter]}"
    return Grid(tuple(heading.cells), (row for _, row in rows), form, path, delimiter if is_plain else "")


def _read_rows(opened: AbstractContextManager[IO[str]], path: Path | None) -> Iterator[tuple[str, Row]]:
    """The heading and the rows, each with what parts its cells."""
    with opened as text:
        yield from _rows_of(text, path)


def _rows_of(text: IO[str], path: Path | None) -> Iterator[tuple[str, Row]]:
    try:
        first = text.readline()
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
        heading = next(reader, [])
        if not any(heading):
            raise RecordError("the table is empty", "its first line must name the columns", file=path)
        yield delimiter, Row(1, heading)
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(heading):
                raise RecordError(
                    f"the line has {len(cells)} cells, and the heading {len(heading)}",
                    f"give each line a cell for each column; put values with {_DELIMITERS[delimiter]} in double quotes",
                    file=path,
                    line=reader.line_num,
                )
            yield delimiter, Row(reader.line_num, cells)
    except UnicodeError as error:
        hint = "convert it to UTF-8" if path in (None, STDIN) else _encoding_hint(path)
        raise RecordError("the table is not in the encoding that it was read in", hint, file=path) from error
    except csv.Error as error:
        hint = "put a double quote within a value twice"
        raise RecordError(f"this is not CSV: {error}", hint, file=path, line=reader.line_num) from error
    except BROKEN as error:
        raise _unreadable(error, path) from error


def _unreadable(error: Exception, path: Path | None) -> RecordError:
    return RecordError(f"cannot be read: {getattr(error, 'strerror', None) or error}", "check the file", file=path)


def _encoding_hint(path: Path | None) -> str:
    return f"pass --encoding {guess_of_table(path)} if that is right, or convert the file to UTF-8" if path else ""


def _sheet(path: Path) -> Grid:
    """The first sheet of a workbook: its values, and not its formulas."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise RecordError(
            "this XLSX file is broken or not complete", "save it again as XLSX or CSV", file=path
        ) from error
    sheet = book.worksheets[0] if book.worksheets else None
    rows = _filled(book, sheet) if sheet else iter(())
    heading = next(rows, None)
    if sheet is None or heading is None:
        raise RecordError("its first sheet is empty", "put the table on the first sheet", file=path)
    width = len(heading.cells)
    while not heading.cells[width - 1]:
        width -= 1
    others = len(book.sheetnames) - 1
    form = f"the sheet {sheet.title}" + (f", the first of {others + 1}" if others else "")
    return Grid(tuple(heading.cells[:width]), (_fit(row, width, path) for row in rows), form, path)


def _filled(book: Any, sheet: Any) -> Iterator[Row]:
    # What a file says of its size may be wrong, and rows would be missing.
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            texts = [_text(cell) for cell in cells]
            if any(texts):
                yield Row(number, texts)
    finally:
        book.close()


def _fit(row: Row, width: int, path: Path) -> Row:
    if any(row.cells[width:]):
        raise RecordError("the row is longer than the heading", "name every column", file=path, line=row.number)
    return Row(row.number, (row.cells + [""] * width)[:width])


def _text(cell: object) -> str:
    """A cell as a person reads it: a whole number has no decimals, a date is ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2.0**53:
        return str(int(cell))
    return str(cell)
