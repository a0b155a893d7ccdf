"""Offsets of others: which characters they mean, known by the words that came with them.

Our offsets count code points. JavaScript counts UTF-16 code units, in which an emoji is two, and a page or a text file
may have counted a line end as one character where the text has two, or the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from annotate.json_files import JsonObject

Place = tuple[int, int]
_SPACE = re.compile(r"(?:\s|\\[nr])+")


class Counting(Enum):
    """What offsets count; the value says it in words."""

    CODE_POINTS = "characters"
    UTF_16 = "UTF-16 code units"
    LINE_ENDS = "characters, with line ends of another length"
    UTF_16_LINE_ENDS = "UTF-16 code units, with line ends of another length"

    @property
    def warning(self) -> str:
        """What a record says whose offsets were read so."""
        return f"the offsets were read as {self.value}: that is where their words are"


class Quoted(NamedTuple):
    """A span of others: half-open offsets, and the words that are said to be there; None if nothing is said."""

    start: int
    end: int
    words: str | None


def quoted_in(span: JsonObject) -> Quoted | None:
    """The offsets and words of a span in JSON; None if the offsets are not whole numbers."""
    start, end, words = _whole(span.get("start")), _whole(span.get("end")), span.get("text")
    return None if start is None or end is None else Quoted(start, end, None if words in (None, "") else str(words))


def _whole(offset: object) -> int | None:
    """A whole number, however it is written: other tools write 4.0 or "4"."""
    if isinstance(offset, str) and offset.strip().isdecimal():
        return int(offset)
    if isinstance(offset, float) and offset.is_integer():
        return int(offset)
    return offset if type(offset) is int else None


class Reading(NamedTuple):
    """What the offsets count, and the place of each span in code points."""

    counting: Counting
    places: list[Place]


def read_offsets(spans: Sequence[Quoted], text: str) -> Reading | None:
    """The one way of counting under which each span has its words and lies within the text; None if there is none.

    Offsets that fit as they are stay as they are, and so do all where no span comes with words.
    """
    as_they_are = [(span.start, span.end) for span in spans]
    if all(map(fits, spans, as_they_are, [text] * len(spans))):
        return Reading(Counting.CODE_POINTS, as_they_are)
    if all(span.words is None for span in spans):
        return None
    others = [
        reading for reading in _readings(spans, text) if all(map(fits, spans, reading.places, [text] * len(spans)))
    ]
    return others[0] if others and all(other.places == others[0].places for other in others) else None


def fits(span: Quoted, place: Place, text: str) -> bool:
    """Whether a place is within the text and has the span's words, whatever the white space."""
    start, end = place
    within = 0 <= start < end <= len(text)
    there = text[start:end]
    return within and (span.words is None or there == span.words or folded(there) == folded(span.words))


def folded(words: str) -> str:
    r"""Words with one space between them, accents composed; a line end spelled `\n`, as by Label Studio, is a space."""
    return unicodedata.normalize("NFC", _SPACE.sub(" ", words).strip())


def _readings(spans: Sequence[Quoted], text: str) -> Iterator[Reading]:
    for counting, widths in _widths(text):
        places = _places(spans, widths)
        if places is not None:
            yield Reading(counting, places)


def _widths(text: str) -> Iterator[tuple[Counting, list[int]]]:
    """How many each character of the text counts, in each way of counting."""
    units = [1 + (char > "\uffff") for char in text]
    yield Counting.UTF_16, units
    two_as_one = [0 if text[at : at + 2] == "\r\n" else 1 for at in range(len(text))]
    one_as_two = [2 if char == "\n" and (at == 0 or text[at - 1] != "\r") else 1 for at, char in enumerate(text)]
    for ends in (two_as_one, one_as_two):
        yield Counting.LINE_ENDS, ends
        yield Counting.UTF_16_LINE_ENDS, [unit * end for unit, end in zip(units, ends, strict=True)]


def _places(spans: Sequence[Quoted], widths: Sequence[int]) -> list[Place] | None:
    """The places of spans whose offsets give each character a width; None if one is within a character."""
    at = 0
    code_point = {0: 0}
    for index, width in enumerate(widths, 1):
        at += width
        code_point.setdefault(at, index)
    places = [(code_point.get(span.start), code_point.get(span.end)) for span in spans]
    found = [(start, end) for start, end in places if start is not None and end is not None]
    return found if len(found) == len(spans) else None
