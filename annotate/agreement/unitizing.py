"""Unitizing alpha: whether annotators cut the same units out of the text, and give them the same value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations_with_replacement
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.resample import Estimate, Floats, Ints, Resampling, as_articles, per, sums_of
from annotate.agreement.result import Agreement, conclude
from annotate.agreement.spans import as_spans
from annotate.errors import InsufficientData

Form = Literal["u", "|u", "cu"] | int
"""Which alpha: "u" for boundaries and values, "|u" for boundaries only, "cu" for values only, k for value k only."""


def unitizing_alpha(
    spans: ArrayLike,
    seen: ArrayLike,
    lengths: ArrayLike,
    *,
    values: ArrayLike | None = None,
    form: Form = "u",
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Krippendorff's unitizing alpha over all sentences that two annotators saw, pooled.

    Args:
        spans: shape (spans, 4), int: annotator, sentence, start, end; half-open, in characters. Spans of one annotator
            that overlap and have the same value are merged; `note` counts them.
        seen: shape (annotators, sentences), bool; whether the annotator submitted the sentence.
        lengths: shape (sentences,), int; characters in each sentence.
        values: shape (spans,), int from 0; the value of each span. Without it, all have the same.
        form: "u" (boundaries and values), "|u" (boundaries), "cu" (values where both marked), or a value's number.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Returns:
        Agreement whose `observed` and `expected` are disagreements, as a share of the pairable length.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, a span beyond its sentence or in one that its
            annotator has not seen, units of different value that overlap, no variation to expect disagreement from, or
            arguments that do not fit each other.

    Source:
        Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua, Quality &
        Quantity 50; Krippendorff (2019), Content Analysis, 4th ed., section 12.6.
    """
    table, saw = as_spans(spans, seen)
    length = np.asarray(lengths, dtype=np.intp)
    value = np.zeros(len(table), dtype=np.intp) if values is None else np.asarray(values, dtype=np.intp)
    if length.shape != saw.shape[1:]:
        raise InsufficientData(f"lengths have shape {length.shape}, and there are {saw.shape[1]} sentences")
    if value.shape != table.shape[:1] or (value < 0).any():
        raise InsufficientData("values must be a number from 0 for each span")
    if form not in ("u", "|u", "cu") and not (isinstance(form, int) and form >= 0):
        raise InsufficientData(f"{form!r} is not a form", 'the forms are "u", "|u", "cu" and the number of a value')
    shared = saw.sum(axis=0) > 1
    if len(saw) < 2:
        raise InsufficientData("there is one annotator only", "agreement needs two annotators on the same sentences")
    if not shared.any():
        raise InsufficientData("no sentence was seen by two annotators", "let annotators overlap on some sentences")
    count = int(value.max(initial=0)) + 1
    if isinstance(form, int) and form >= count:
        raise InsufficientData(f"nobody gave the value {form}")
    kept = shared[table[:, 1]]
    table, value = table[kept], value[kept]
    if (table[:, 3] > length[table[:, 1]]).any():
        raise InsufficientData("a span ends after its sentence", "`lengths` are in characters, as offsets are")
    units = _merge(table, value)
    rows = _rows(units, saw, length, count)[shared]
    article = as_articles(articles, len(shared))
    sums = sums_of(rows, None if article is None else article[shared], partial(_estimate, count, form))
    if np.isnan(sums.estimator(sums.total).value):
        nothing = "nobody marked a unit" if not len(units.start) else "there is nothing to tell apart"
        raise InsufficientData(f"{nothing} in the sentences that two annotators saw")
    result = conclude(
        "unitizing_alpha",
        sums,
        per("sentence", articles, resampling),
        f"form:{form}",
        units=int(shared.sum()),
        annotators=int((saw & shared).any(axis=1).sum()),
        judgements=len(units.start),
    )
    return result.with_note(f"{units.merged} overlapping spans merged" if units.merged else "")


class _Units(NamedTuple):
    """Units in the order of annotator, sentence and start; `merged` spans were absorbed by another."""

    annotator: Ints
    sentence: Ints
    start: Ints
    end: Ints
    value: Ints
    merged: int


def _merge(table: Ints, value: Ints) -> _Units:
    """Join spans of one annotator and value that overlap; spans that only touch stay two units."""
    sentences, values, width = (int(part.max(initial=0)) + 1 for part in (table[:, 1], value, table[:, 3]))
    layer = (table[:, 0] * sentences + table[:, 1]) * values + value
    order = np.argsort(layer * width + table[:, 2], kind="stable")
    annotator, sentence, start, end = table[order].T
    value, layer = value[order], layer[order]
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = layer[1:] != layer[:-1]
    block = np.cumsum(opens) * width
    reach = np.maximum.accumulate(block + end) if len(end) else end
    opens[1:] |= start[1:] + block[1:] >= reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(order)) - 1 if len(first) else first
    merged = _Units(
        annotator[first], sentence[first], start[first], (reach - block)[last], value[first], len(order) - len(first)
    )
    if values > 1:
        place = (merged.annotator * sentences + merged.sentence) * width
        by_start = np.argsort(place + merged.start)
        if ((place + merged.start)[by_start][1:] < (place + merged.end)[by_start][:-1]).any():
            raise InsufficientData(
                "units of one annotator overlap with different values",
                "measure each kind of unit as a layer of its own",
            )
    return merged


def _rows(units: _Units, seen: NDArray[np.bool_], length: Ints, values: int) -> Floats:
    """The additive statistics of each sentence.

    Returns:
        shape (sentences, statistics): the coincidences ℓ of values and gaps (the gap is the last value), for each pair
        c ≤ k; then r of each value and of gaps; then r of each value for pairable parts of units only.
    """
    observers = seen.sum(axis=0)
    pairs = 1 / np.maximum(observers - 1, 1)
    pieces = _cut(units, int(length.max(initial=0)) + 1, values)
    size = units.end - units.start
    marked = np.bincount(units.sentence, weights=size, minlength=len(length))
    columns = [
        *_coincidences(pieces, observers, length, pairs),
        *_squares(units, size, len(length), values),
        length * observers - marked,
        *_squares(units, _met(pieces, size) * pairs[units.sentence], len(length), values),
    ]
    return np.column_stack(columns).astype(float)


class _Pieces(NamedTuple):
    """Sentences cut wherever a unit starts or ends, in order; what is before the first cut and after the last is gap.

    Attributes:
        sentence: shape (pieces,).
        length: shape (pieces,), in characters; 0 from the last cut of a sentence to the first of the next.
        marking: shape (values, pieces); how many annotators have a unit of the value there.
        begins: shape (units,); the piece that a unit begins with.
        ends: shape (units,); the piece after its last.
    """

    sentence: Ints
    length: Ints
    marking: Ints
    begins: Ints
    ends: Ints


def _cut(units: _Units, width: int, values: int) -> _Pieces:
    marked = len(units.start)
    sentence = np.concatenate([units.sentence, units.sentence])
    position = np.concatenate([units.start, units.end])
    order = np.argsort(sentence * width + position, kind="stable")
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    sentence, position, change = sentence[order], position[order], np.where(order < marked, 1, -1)
    of = units.value[order % marked] if marked else order
    marking = np.array([np.cumsum(np.where(of == value, change, 0)) for value in range(values)]).reshape(values, -1)
    length = np.zeros(len(position), dtype=np.intp)
    length[:-1] = np.where(sentence[1:] == sentence[:-1], np.diff(position), 0)
    return _Pieces(sentence, length, marking, place[:marked], place[marked:])


def _coincidences(pieces: _Pieces, observers: Ints, length: Ints, pairs: Floats) -> Iterator[Floats]:
    """Each ℓ of c ≤ k: over pieces, how many pairs of annotators have c and k there."""
    per_sentence = partial(np.bincount, pieces.sentence, minlength=len(length))
    counts = [*pieces.marking, observers[pieces.sentence] - pieces.marking.sum(axis=0)]
    gap = len(counts) - 1
    for one, two in combinations_with_replacement(range(len(counts)), 2):
        found = per_sentence(weights=pieces.length * counts[one] * (counts[two] - (one == two)))
        if one == gap:
            found = found + (length - per_sentence(weights=pieces.length)) * observers * (observers - 1)
        yield found * pairs


def _squares(units: _Units, size: Floats | Ints, sentences: int, values: int) -> Iterator[Floats]:
    """The squared sizes of the units of each value, summed over sentences."""
    of = units.sentence * values + units.value
    yield from np.bincount(of, weights=size**2, minlength=sentences * values).astype(float).reshape(-1, values).T


def _met(pieces: _Pieces, size: Ints) -> Ints:
    """How many characters of others' units each unit meets."""
    marked = pieces.marking.sum(axis=0) * pieces.length
    before = np.cumsum(marked) - marked
    return np.asarray(before[pieces.ends] - before[pieces.begins] - size)


def _estimate(values: int, form: Form, sums: Floats) -> Estimate:
    """The alpha of one form from the sums that `_rows` makes."""
    size = values + 1
    upper = np.triu_indices(size)
    observed = np.zeros((*sums.shape[:-1], size, size))
    observed[..., upper[0], upper[1]] = observed[..., upper[1], upper[0]] = sums[..., : len(upper[0])]
    rest = sums[..., len(upper[0]) :]
    if form in ("u", "|u"):
        return _compare(observed, rest[..., :size], form)
    return _compare(observed[..., :-1, :-1], rest[..., size:], form)


def _compare(observed: Floats, own: Floats, form: Form) -> Estimate:
    """Alpha from coincidences, shape (..., values, values), and what units contribute to their own, (..., values)."""
    totals = observed.sum(axis=-1)
    total = totals.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = totals[..., :, None] * totals[..., None, :]
        diagonal = np.arange(observed.shape[-1])
        expected[..., diagonal, diagonal] -= own
        expected /= (total - own.sum(axis=-1) / total)[..., None, None]
        if isinstance(form, int):
            differing = totals[..., form] - observed[..., form, form]
            column = expected[..., form].sum(axis=-1)
            chance = (column - expected[..., form, form]) * totals[..., form] / column
            pairable = totals[..., form]
        elif form == "|u":
            differing = 2 * observed[..., :-1, -1].sum(axis=-1)
            chance = 2 * expected[..., :-1, -1].sum(axis=-1)
            pairable = total
        else:
            differing = total - np.trace(observed, axis1=-2, axis2=-1)
            chance = expected.sum(axis=(-2, -1)) - np.trace(expected, axis1=-2, axis2=-1)
            pairable = total
        value = np.where(chance > 1e-9 * pairable, 1 - differing / chance, np.nan)
        return Estimate(value, differing / pairable, chance / pairable)
