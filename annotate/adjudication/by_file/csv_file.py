"""The file as CSV: a row for each point, with the text of the sentence in the first of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.adjudication.by_file.filled import Filled, FilledPoint
from annotate.adjudication.by_file.sheet import SheetSentence
from annotate.agreement.tables.grid import open_grid
from annotate.errors import RecordError
from annotate.files import write_whole
from annotate.spreadsheet import ENCODING, as_text

COLUMNS = (
    "sentence",
    "adjudicator",
    "before",
    "text",
    "after",
    "versions",
    "point",
    "question",
    "options",
    "answer",
    "note",
    "offered",
)
_READ = ("sentence", "adjudicator", "point", "answer", "note", "offered")
_BETWEEN = " | "


def write_csv(file: Path, sheet: Iterable[SheetSentence], adjudicator: str) -> None:
    """Write the file for an adjudicator, in UTF-8 with the mark by which spreadsheets know it."""
    with write_whole(file, shared=True) as opened:
        text = io.TextIOWrapper(opened, encoding=ENCODING, newline="", write_through=True)
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(COLUMNS)
        for sentence in sheet:
            rows.writerows(_rows(sentence, adjudicator))
        text.detach()


def _rows(sentence: SheetSentence, adjudicator: str) -> Iterable[list[str]]:
    versions = _BETWEEN.join(f"{letter}: {words}" for letter, words in sentence.versions.items())
    about = [sentence.before, sentence.text, sentence.after, versions]
    for point in sentence.points:
        options = _BETWEEN.join(f"{letters}: {words}" for letters, words in point.options.items())
        shown = [as_text(cell) for cell in (*about, point.point, point.question, options)]
        yield [as_text(sentence.sentence), adjudicator, *shown, "", "", sentence.offered]
        about = [""] * len(about)


def read_csv(file: Path) -> list[Filled]:
    """What was filled in, sentence by sentence; XLSX is read too.

    Raises:
        RecordError: it is not a table, or lacks columns that were written.
    """
    grid = open_grid(file)
    columns = [name.strip() for name in grid.columns]
    missing = [name for name in _READ if name not in columns]
    if missing:
        raise RecordError(
            f"the table has no column {missing[0]}",
            "keep the columns that `annotate adjudicate write` wrote",
            file=file,
        )
    places = {name: columns.index(name) for name in _READ}
    by_sentence: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for row in grid.rows:
        cells = {name: row.cells[place].strip() for name, place in places.items()}
        cells["sentence"] = cells["sentence"].removeprefix("'")
        by_sentence.setdefault((cells["sentence"], cells["adjudicator"]), []).append((row.number, cells))
    return [_filled(rows) for rows in by_sentence.values()]


def _filled(rows: Sequence[tuple[int, dict[str, str]]]) -> Filled:
    line, first = rows[0]
    # One that differs from the others is kept, so that what was offered is compared as a whole.
    offered = next((cells["offered"] for _, cells in rows if cells["offered"] != first["offered"]), first["offered"])
    notes = dict.fromkeys(cells["note"] for _, cells in rows if cells["note"])
    points = tuple(FilledPoint(number, cells["point"], cells["answer"]) for number, cells in rows)
    return Filled(line, first["sentence"], first["adjudicator"], offered, points, " ".join(notes))
