"""Units that annotators cut out of sentences: what they marked, merged, and how far units meet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.results.sums import Ints
from annotate.errors import InsufficientData


class Continuum(NamedTuple):
    """Sentences, and what annotators marked in them.

    Attributes:
        spans: shape (spans, 4), int: annotator, sentence, start, end; half-open, in characters. Spans of one annotator
            that overlap and have the same value are merged; `note` counts them.
        seen: shape (annotators, sentences), bool; whether the annotator submitted the sentence.
        lengths: shape (sentences,), int; characters in each sentence.
        values: shape (spans,), int from 0; the value of each span. Without it, all have the same.
    """

    spans: ArrayLike
    seen: ArrayLike
    lengths: ArrayLike
    values: ArrayLike | None = None


class Units(NamedTuple):
    """Units in the order of annotator, sentence and start; `merged` spans were absorbed by another."""

    annotator: Ints
    sentence: Ints
    start: Ints
    end: Ints
    value: Ints
    merged: int


def merge(table: Ints, value: Ints) -> Units:
    """Join spans of one annotator and value that overlap; spans that only touch stay two units."""
    sentences, values, width = (int(part.max(initial=0)) + 1 for part in (table[:, 1], value, table[:, 3]))
    track = (table[:, 0] * sentences + table[:, 1]) * values + value
    order = np.argsort(track * width + table[:, 2], kind="stable")
    annotator, sentence, start, end = table[order].T
    value, track = value[order], track[order]
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = track[1:] != track[:-1]
    block = np.cumsum(opens) * width
    reach = np.maximum.accumulate(block + end) if len(end) else end
    opens[1:] |= start[1:] + block[1:] >= reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(order)) - 1 if len(first) else first
    merged = Units(
        annotator[first], sentence[first], start[first], (reach - block)[last], value[first], len(order) - len(first)
    )
    if values > 1:
        place = (merged.annotator * sentences + merged.sentence) * width
        by_start = np.argsort(place + merged.start)
        if ((place + merged.start)[by_start][1:] < (place + merged.end)[by_start][:-1]).any():
            raise InsufficientData(
                "units of one annotator overlap with different values",
                "measure each kind of unit by itself",
            )
    return merged


def shared_characters(units: Units, block: Ints, width: int) -> Ints:
    """How many characters of others' units each unit meets, of those in its block; a block is `width` characters."""
    if not len(units.start):
        return units.start
    at = np.concatenate([block * width + units.start, block * width + units.end])
    order = np.argsort(at, kind="stable")
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    # From the last end of a block to the first start of the next, nobody has a unit.
    marking = np.cumsum(np.where(order < len(units.start), 1, -1))
    covered = marking * np.diff(at[order], append=at[order[-1]])
    before = np.cumsum(covered) - covered
    begins, ends = np.split(place, 2)
    return np.asarray(before[ends] - before[begins] - (units.end - units.start))
