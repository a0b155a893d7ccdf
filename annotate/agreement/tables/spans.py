"""Tables of spans: a span a row, with its unit, its annotator, its place and perhaps a label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.sums import Ints
from annotate.agreement.tables.columns import described_fields, find_fields
from annotate.agreement.tables.grid import Grid, Row, open_grid
from annotate.agreement.tables.lookalikes import looking_alike, number_of
from annotate.agreement.tables.read import TableReading
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
NO_LABEL = "span"
_PARTS = re.compile(r"[;,\s]+")


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


@dataclass
class _Collected:
    """What the rows of a table say, by name."""

    path: Path | None
    units: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    spans: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    in_parts: int = 0


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
    if trim and "text" not in places:
        raise RecordError("--trim needs the texts of the units", "add a column `text`", file=grid.path)
    collected = _Collected(grid.path)
    for row in grid.rows:
        _collect(collected, row, places)
    if not collected.units:
        raise InsufficientData("the table has a heading but no rows", "write one span on each line")
    _check_ends(collected)
    if trim:
        collected.spans = [
            (unit, who, label, *trimmed(collected.texts.get(unit, ""), start, end))
            for unit, who, label, start, end in collected.spans
        ]
    return _laid_out(collected, grid, places)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space and the punctuation at its edges; as it is if it has nothing else."""
    inner = [place for place in range(start, min(end, len(text))) if unicodedata.category(text[place])[0] not in "PZC"]
    return (inner[0], inner[-1] + 1) if inner else (start, end)


def _collect(collected: _Collected, row: Row, places: dict[str, int]) -> None:
    cells = {name: row.cells[place] for name, place in places.items()}
    for name in ("unit", "annotator"):
        if not cells[name].strip():
            raise _wrong(f"the line has no {name}", "name it in every line", collected, row)
    unit, who = cells["unit"], cells["annotator"]
    collected.units.setdefault(unit, len(collected.units))
    collected.seen.add((unit, who))
    _remember(collected.texts, unit, cells.get("text", ""), "texts", collected, row)
    _remember(collected.articles, unit, cells.get("article", ""), "articles", collected, row)
    if cells.get("length", "").strip():
        length = _offset(cells["length"], "length", collected, row)
        if collected.lengths.setdefault(unit, length) != length:
            raise _wrong(f"the unit {unit} has two lengths", "a unit has one length", collected, row)
    starts, ends = (_PARTS.split(cells[name].strip()) for name in ("start", "end"))
    if len(starts) != len(ends) or (starts == [""]) != (ends == [""]):
        raise _wrong("the span has a start without an end, or an end without a start", "write both", collected, row)
    if starts == [""]:
        return
    collected.in_parts += len(starts) > 1
    for start, end in zip(starts, ends, strict=True):
        first, last = _offset(start, "start", collected, row), _offset(end, "end", collected, row)
        if first >= last:
            raise _wrong(f"the span {first}-{last} is empty", "offsets are half-open and from 0", collected, row)
        collected.spans.append((unit, who, cells.get("label", "").strip() or NO_LABEL, first, last))


def _remember(known: dict[str, str], unit: str, value: str, what: str, collected: _Collected, row: Row) -> None:
    if value and known.setdefault(unit, value) != value:
        hint = "if the column has the words of spans, name the column of whole texts with --column text=NAME"
        raise _wrong(f"the unit {unit} has two {what}", hint if what == "texts" else "keep one", collected, row)


def _offset(text: str, what: str, collected: _Collected, row: Row) -> int:
    number = number_of(text)
    if number is None or number < 0 or not number.is_integer():
        raise _wrong(f"the {what} {text!r} is not a whole number from 0", "correct it", collected, row)
    return int(number)


def _wrong(message: str, hint: str, collected: _Collected, row: Row) -> RecordError:
    return RecordError(message, hint, file=collected.path, line=row.number)


def _check_ends(collected: _Collected) -> None:
    for unit, text in collected.texts.items():
        length = collected.lengths.setdefault(unit, len(text))
        if length != len(text):
            raise RecordError(
                f"the text of the unit {unit} has {len(text)} characters, and its length is {length}",
                "lengths and offsets count characters; leave out one of the two columns",
                file=collected.path,
            )
    for unit, who, _, start, end in collected.spans:
        if end > collected.lengths.get(unit, end):
            raise RecordError(
                f"the span {start}-{end} of {who} ends after the unit {unit}, of {collected.lengths[unit]} characters",
                "offsets count the characters of the unit, from 0",
                file=collected.path,
            )


def _laid_out(collected: _Collected, grid: Grid, places: dict[str, int]) -> SpanTable:
    units = collected.units
    annotators = sorted({who for _, who in collected.seen})
    labels = sorted({label for _, _, label, *_ in collected.spans}) or [NO_LABEL]
    line, number = ({name: index for index, name in enumerate(names)} for names in (annotators, labels))
    seen = np.zeros((len(annotators), len(units)), dtype=bool)
    for unit, who in collected.seen:
        seen[line[who], units[unit]] = True
    once = dict.fromkeys(
        LabelledSpan(line[who], units[unit], start, end, number[label])
        for unit, who, label, start, end in collected.spans
    )
    unknown = next((unit for unit in units if unit not in collected.lengths), "")
    lengths = None if unknown else np.array([collected.lengths[unit] for unit in units], dtype=np.intp)
    return SpanTable(
        tuple(annotators),
        tuple(units),
        tuple(labels),
        np.array(list(once), dtype=np.intp).reshape(-1, len(LabelledSpan._fields)),
        seen,
        lengths,
        unknown,
        _articles(collected),
        f"{grid.form}; a span a row, {described_fields(grid.columns, places)}",
        tuple(_notes(collected, annotators, labels, twice=len(collected.spans) - len(once))),
    )


def _articles(collected: _Collected) -> Ints | None:
    if not collected.articles:
        return None
    if homeless := [unit for unit in collected.units if unit not in collected.articles]:
        raise RecordError(
            f"the unit {homeless[0]} has no article",
            "give each unit its article, or leave out the column",
            file=collected.path,
        )
    number = {article: index for index, article in enumerate(dict.fromkeys(collected.articles.values()))}
    return np.array([number[collected.articles[unit]] for unit in collected.units], dtype=np.intp)


def _notes(collected: _Collected, annotators: Sequence[str], labels: Sequence[str], *, twice: int) -> list[str]:
    notes = []
    if collected.in_parts:
        notes.append(f"{count(collected.in_parts, 'span')} in parts: each part is read as a span of its own")
    if twice:
        notes.append(f"{count(twice, 'span')} written twice by one annotator, counted once")
    alike = [looking_alike(annotators, "annotators"), looking_alike(labels, "labels")]
    alike.append(looking_alike(collected.units, "units"))
    return notes + [note for note in alike if note]
