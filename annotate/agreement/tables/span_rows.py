"""The rows of a table of spans, collected one by one and checked against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotate.agreement.tables.grid import Row
from annotate.agreement.tables.lookalikes import number_of
from annotate.errors import RecordError

NO_LABEL = "span"
_PARTS = re.compile(r"[;,\s]+")


class NamedSpan(NamedTuple):
    """A span by the names of its unit, annotator and label; half-open, in characters."""

    unit: str
    annotator: str
    label: str
    start: int
    end: int


@dataclass
class SpanRows:
    """What the rows of a table say.

    Attributes:
        path: where the table is, for messages.
        units: the number of each unit, in the order of the table.
        seen: (unit, annotator) of each row.
        spans: every span, those in parts as their parts.
        texts: unit → its text.
        lengths: unit → its characters.
        articles: unit → its article.
        in_parts: how many spans were in parts.
    """

    path: Path | None
    units: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    spans: list[NamedSpan] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    in_parts: int = 0
    _line: int = 0

    def add(self, row: Row, places: Mapping[str, int]) -> None:
        """Add a row, whose fields are at these places.

        Raises:
            RecordError: it has no unit or annotator, half a span, or another text, length or article of the unit.
        """
        self._line = row.number
        cells = {name: row.cells[place] for name, place in places.items()}
        for name in ("unit", "annotator"):
            if not cells[name].strip():
                raise self._wrong(f"the line has no {name}", "name it in every line")
        unit, annotator = cells["unit"], cells["annotator"]
        self.units.setdefault(unit, len(self.units))
        self.seen.add((unit, annotator))
        if text := cells.get("text", ""):
            hint = "if the column has the words of spans, name the column of whole texts with --column text=NAME"
            self._compare(f"the unit {unit} has two texts", self.texts.setdefault(unit, text), text, hint)
        if article := cells.get("article", "").strip():
            self._compare(f"the unit {unit} has two articles", self.articles.setdefault(unit, article), article)
        if length := cells.get("length", "").strip():
            size = self._offset(length, "length")
            self._compare(f"the unit {unit} has two lengths", self.lengths.setdefault(unit, size), size)
        label = cells.get("label", "").strip() or NO_LABEL
        self.spans += [
            NamedSpan(unit, annotator, label, start, end) for start, end in self._places(cells["start"], cells["end"])
        ]

    def _places(self, start: str, end: str) -> list[tuple[int, int]]:
        """The place of a span or of its parts; none if the row marks nothing."""
        starts, ends = _PARTS.split(start.strip()), _PARTS.split(end.strip())
        if len(starts) != len(ends) or (starts == [""]) != (ends == [""]):
            raise self._wrong("the span has a start without an end, or an end without a start", "write both")
        if starts == [""]:
            return []
        self.in_parts += len(starts) > 1
        places = [
            (self._offset(first, "start"), self._offset(last, "end")) for first, last in zip(starts, ends, strict=True)
        ]
        if empty := [place for place in places if place[0] >= place[1]]:
            raise self._wrong(f"the span {empty[0][0]}-{empty[0][1]} is empty", "offsets are half-open and from 0")
        return places

    def _offset(self, text: str, what: str) -> int:
        number = number_of(text)
        if number is None or number < 0 or not number.is_integer():
            raise self._wrong(f"the {what} {text!r} is not a whole number from 0", "correct it")
        return int(number)

    def _compare(self, problem: str, earlier: object, now: object, hint: str = "keep one of them") -> None:
        if earlier != now:
            raise self._wrong(problem, hint)

    def _wrong(self, problem: str, hint: str) -> RecordError:
        return RecordError(problem, hint, file=self.path, line=self._line)

    def check_ends(self) -> None:
        """Take lengths from texts, and see that all spans are within them.

        Raises:
            RecordError: a text has another length than is said, or a span ends after its unit.
        """
        for unit, text in self.texts.items():
            length = self.lengths.setdefault(unit, len(text))
            if length != len(text):
                raise RecordError(
                    f"the text of the unit {unit} has {len(text)} characters, and its length is {length}",
                    "lengths and offsets count characters; leave out one of the two columns",
                    file=self.path,
                )
        for unit, annotator, _, start, end in self.spans:
            length = self.lengths.get(unit, end)
            if end > length:
                raise RecordError(
                    f"the span {start}-{end} of {annotator} ends after the unit {unit}, of {length} characters",
                    "offsets count the characters of the unit, from 0",
                    file=self.path,
                )

    def trim(self) -> None:
        """Leave white space and punctuation at the edges out of each span."""
        self.spans = [
            span._replace(start=start, end=end)
            for span in self.spans
            for start, end in [trimmed(self.texts.get(span.unit, ""), span.start, span.end)]
        ]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space and the punctuation at its edges; as it is if it has nothing else."""
    inner = [place for place in range(start, min(end, len(text))) if unicodedata.category(text[place])[0] not in "PZC"]
    return (inner[0], inner[-1] + 1) if inner else (start, end)
