"""Tables of spans: one span per row, with its unit, its annotator, its place and perhaps a label."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.sums import Ints
from annotate.agreement.tables.columns import described_fields, find_fields
from annotate.agreement.tables.grid import Grid, open_grid
from annotate.agreement.tables.lookalikes import looking_alike
from annotate.agreement.tables.read import TableReading
from annotate.agreement.tables.span_rows import NO_LABEL, SpanRows
from annotate.counting import count
from annotate.errors import InsufficientData, RecordError

SPAN_FIELDS = {
    "unit": ("unit", "unit_id", "sentence_id", "document_id", "doc_id", "item", "id"),
    "annotator": ("annotator", "annotator_id", "coder", "coder_id", "rater", "rater_id"),
    "start": ("start", "begin", "start_offset"),
    "end": ("end", "end_offset"),
    "label": ("label", "role", "type", "category"),
    "text": ("text",),
    "length": ("length",),
    "article": ("article", "article_id"),
}
"""What a column of a table of spans can be, and what it is called by itself."""

REQUIRED = ("unit", "annotator", "start", "end")


class LabelledSpan(NamedTuple):
    """A span by the numbers of its annotator, unit and label."""

    annotator: int
    unit: int
    start: int
    end: int
    label: int


@dataclass(frozen=True)
class SpanTable:
    """Spans of others.

    Attributes:
        annotators: their names, in the order of the alphabet.
        units: their names, in the order of the table.
        labels: their names, in the order of the alphabet.
        spans: shape (spans, 5): annotator, unit, start, end, label.
        seen: shape (annotators, units); whether the annotator has a row there.
        lengths: shape (units,); None if one is not known, which `unknown` names.
        unknown: a unit whose length is not known.
        articles: shape (units,); None if they are not known.
        layout: how the file was understood.
        notes: sentences about what is odd.
    """

    annotators: tuple[str, ...]
    units: tuple[str, ...]
    labels: tuple[str, ...]
    spans: Ints
    seen: NDArray[np.bool_]
    lengths: Ints | None
    unknown: str
    articles: Ints | None
    layout: str
    notes: tuple[str, ...]


def read_spans(source: Path | IO[str], reading: TableReading | None = None, *, trim: bool = False) -> SpanTable:
    """Read a table of spans.

    A row with neither start nor end says that the annotator saw the unit and marked nothing. If an annotator has no row
    for a unit, they did not see it. Offsets are half-open, in characters. A start and an end of several numbers
    (`0;10` and `4;15`) are a span in parts; each part is read as a span.

    Args:
        source: a CSV or XLSX file with a heading, or an open CSV file.
        reading: which column is what, and the encoding.
        trim: leave white space and punctuation at the edges out of each span; it takes a column `text`.

    Raises:
        RecordError: a column is missing, a row is wrong, a unit has two texts or lengths, or a span ends after it.
        InsufficientData: there is no row.
    """
    rows, grid, places = collect_spans(source, reading)
    if trim and "text" not in places:
        raise RecordError("--trim needs the texts of the units", "add a column `text`", file=grid.path)
    if trim:
        rows.trim()
    return _laid_out(rows, grid, places)


def collect_spans(source: Path | IO[str], reading: TableReading | None = None) -> tuple[SpanRows, Grid, dict[str, int]]:
    """The rows of a table of spans, checked; the table, and the place of each field's column.

    Raises:
        RecordError: as `read_spans`.
        InsufficientData: there is no row.
    """
    how = reading or TableReading()
    grid = open_grid(source, how.encoding)
    places = {
        name: columns[0] for name, columns in find_fields(grid.columns, SPAN_FIELDS, how.columns, grid.path).items()
    }
    if missing := [name for name in REQUIRED if name not in places]:
        raise RecordError(
            f"the table has no column {' and no column '.join(missing)}: it has {', '.join(grid.columns)}",
            f"name it with {' '.join(f'--column {name}=NAME' for name in missing)}",
            file=grid.path,
        )
    rows = SpanRows(grid.path)
    with closing(grid.rows) as lines:
        for row in lines:
            rows.add(row, places)
    if not rows.units:
        raise InsufficientData("the table has a heading but no rows", "write one span on each line")
    rows.check_ends()
    return rows, grid, places


def _laid_out(rows: SpanRows, grid: Grid, places: dict[str, int]) -> SpanTable:
    units = rows.units
    annotators = sorted({who for _, who in rows.seen})
    labels = sorted({label for _, _, label, *_ in rows.spans}) or [NO_LABEL]
    line, number = ({name: index for index, name in enumerate(names)} for names in (annotators, labels))
    seen = np.zeros((len(annotators), len(units)), dtype=bool)
    for unit, who in rows.seen:
        seen[line[who], units[unit]] = True
    once = dict.fromkeys(
        LabelledSpan(line[who], units[unit], start, end, number[label]) for unit, who, label, start, end in rows.spans
    )
    unknown = next((unit for unit in units if unit not in rows.lengths), "")
    lengths = None if unknown else np.array([rows.lengths[unit] for unit in units], dtype=np.intp)
    return SpanTable(
        tuple(annotators),
        tuple(units),
        tuple(labels),
        np.array(list(once), dtype=np.intp).reshape(-1, len(LabelledSpan._fields)),
        seen,
        lengths,
        unknown,
        _articles(rows),
        f"{grid.form}; one span per row, {described_fields(grid.columns, places)}",
        tuple(_notes(rows, annotators, labels, twice=len(rows.spans) - len(once))),
    )


def _articles(rows: SpanRows) -> Ints | None:
    if not rows.articles:
        return None
    if homeless := [unit for unit in rows.units if unit not in rows.articles]:
        raise RecordError(
            f"the unit {homeless[0]} has no article",
            "give each unit its article, or leave out the column",
            file=rows.path,
        )
    number = {article: index for index, article in enumerate(dict.fromkeys(rows.articles.values()))}
    return np.array([number[rows.articles[unit]] for unit in rows.units], dtype=np.intp)


def _notes(rows: SpanRows, annotators: Sequence[str], labels: Sequence[str], *, twice: int) -> list[str]:
    notes = []
    if rows.in_parts:
        notes.append(f"{count(rows.in_parts, 'span')} in parts: each part is read as a span of its own")
    if twice:
        notes.append(f"{count(twice, 'span')} written twice by one annotator, counted once")
    alike = [looking_alike(annotators, "annotators"), looking_alike(labels, "labels")]
    alike.append(looking_alike(rows.units, "units"))
    return notes + [note for note in alike if note]
