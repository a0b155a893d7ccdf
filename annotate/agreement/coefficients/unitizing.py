"""Unitizing alpha: whether annotators cut the same units out of the text, and give them the same value."""

from __future__ import annotations

from functools import partial
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.continuum import Continuum, Units, merge, shared_characters
from annotate.agreement.coefficients.mean_f1 import shared_sentences
from annotate.agreement.coefficients.span_f1 import as_spans
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Ints, as_articles, sums_of
from annotate.errors import InsufficientData

UnitizingForm = Literal["u", "|u", "cu"] | int
"""Which alpha: "u" for boundaries and values, "|u" for boundaries only, "cu" for values only, k for value k only."""

_NAMES = {"u": "unitizing_alpha", "|u": "boundary_alpha", "cu": "value_alpha"}


def unitizing_alpha(
    continuum: Continuum,
    *,
    form: UnitizingForm = "u",
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Krippendorff's unitizing alpha over all sentences that two annotators saw, pooled.

    Args:
        continuum: the sentences and what was marked in them.
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
    spans, seen, lengths, values = continuum
    table, saw = as_spans(spans, seen)
    length = np.asarray(lengths, dtype=np.intp)
    value = np.zeros(len(table), dtype=np.intp) if values is None else np.asarray(values, dtype=np.intp)
    if length.shape != saw.shape[1:]:
        raise InsufficientData(f"lengths have shape {length.shape}, and there are {saw.shape[1]} sentences")
    if value.shape != table.shape[:1] or (value < 0).any():
        raise InsufficientData("values must be a number from 0 for each span")
    if form not in ("u", "|u", "cu") and not (isinstance(form, int) and form >= 0):
        raise InsufficientData(f"{form!r} is not a form", 'the forms are "u", "|u", "cu" and the number of a value')
    shared = shared_sentences(saw)
    count = int(value.max(initial=0)) + 1
    if isinstance(form, int) and form >= count:
        raise InsufficientData(f"nobody gave the value {form}")
    kept = shared[table[:, 1]]
    table, value = table[kept], value[kept]
    if (table[:, 3] > length[table[:, 1]]).any():
        raise InsufficientData("a span ends after its sentence", "`lengths` are in characters, as offsets are")
    units = merge(table, value)
    article = as_articles(articles, len(shared))
    names, number = np.unique(
        np.arange(len(shared))[shared] if article is None else article[shared], return_inverse=True
    )
    group = np.full(len(shared), -1, dtype=np.intp)
    group[shared] = number
    rows = _rows(units, _Sentences(saw, length, group), count, form)
    groups = None if article is None else names
    sums = sums_of(rows, groups, partial(_estimate, form), LOG, _bearing(form, rows.shape[1]))
    if np.isnan(sums.estimate.value):
        raise InsufficientData(f"{_nothing(units, rows, form)} in the sentences that two annotators saw")
    result = conclude(
        measure_of(form),
        sums,
        per("sentence", articles, resampling),
        Counts(int(shared.sum()), int((saw & shared).any(axis=1).sum()), len(units.start)),
        {"form": form},
    )
    if form not in ("u", "|u"):
        met = rows[:, 1] if isinstance(form, int) else rows[:, :count]
        share = met.sum() / (units.end - units.start).sum()
        result = result.with_note(f"another annotator marked {share:.0%} of what one marked")
    return result.with_note(f"{units.merged} overlapping spans merged" if units.merged else "")


def measure_of(form: UnitizingForm) -> str:
    """What unitizing alpha is called in each of its forms."""
    return "one_value_alpha" if isinstance(form, int) else _NAMES[form]


def _nothing(units: Units, rows: Floats, form: UnitizingForm) -> str:
    """Why there is no value."""
    if not len(units.start):
        return "nobody marked a unit"
    if isinstance(form, int) and not rows[:, 0].any():
        return "no unit of this value shares a character with that of another annotator"
    if form == "cu" and not rows.any():
        return "no unit shares a character with that of another annotator"
    return "there is nothing to tell apart"


class _Sentences(NamedTuple):
    """Who saw each sentence, its length, and its group: -1 where fewer than two annotators saw it."""

    seen: NDArray[np.bool_]
    length: Ints
    group: Ints


def _rows(units: Units, sentences: _Sentences, values: int, form: UnitizingForm) -> Floats:
    """The additive statistics of each group of sentences: one or two for each value, none for each two of them.

    Args:
        units: units in sentences that two annotators saw.
        sentences: all sentences.
        values: how many values there are.
        form: as in `unitizing_alpha`.

    Returns:
        shape (groups, statistics): the ℓ of each value, and of gaps where the form counts them; the r of each; then the
        ℓ of the cells that agree, for "|u" those of two units whatever their values. Of one value only, its ℓ, that of
        all values, its r and what agrees.
    """
    seen, length, group = sentences
    kept = group >= 0
    groups = int(group.max()) + 1
    pairs = (1 / np.maximum(seen.sum(axis=0) - 1, 1))[units.sentence]
    size, width = units.end - units.start, int(length.max(initial=0)) + 1
    met = shared_characters(units, units.sentence, width) * pairs
    alike = met if values == 1 else shared_characters(units, units.sentence * values + units.value, width) * pairs

    def by_value(weights: Floats | Ints) -> Floats:
        cell = group[units.sentence] * values + units.value
        return np.bincount(cell, weights=weights, minlength=groups * values).astype(float).reshape(-1, values)

    if isinstance(form, int):
        every = by_value(met)
        return np.column_stack([every[:, form], every.sum(axis=1), by_value(met**2)[:, form], by_value(alike)[:, form]])
    if form == "cu":
        return np.column_stack([by_value(met), by_value(met**2), by_value(alike).sum(axis=1)])
    marked, both = by_value(size), by_value(met).sum(axis=1)
    saw = np.bincount(group[kept], weights=(length * seen.sum(axis=0))[kept], minlength=groups)
    gaps = saw - marked.sum(axis=1)
    same = both if form == "|u" else by_value(alike).sum(axis=1) + gaps - (marked.sum(axis=1) - both)
    return np.column_stack([marked, gaps, by_value(size**2), gaps, same])


def _bearing(form: UnitizingForm, statistics: int) -> Bearing:
    """Values, and gaps where they count, are labels of characters; of one value only, what shares a character."""
    size = 1 if isinstance(form, int) else statistics // 2
    apart = np.zeros(statistics)
    # For "|u" gaps are no cell of their own: what agrees is counted among units only.
    apart[: size - 1 if form == "|u" else size] = 1
    apart[-1] = -1
    if isinstance(form, int):
        return Bearing(slice(0, 1), apart=apart)
    return Bearing(labels=(slice(0, size),), apart=apart)


def _estimate(form: UnitizingForm, sums: Floats) -> Estimate:
    """The alpha of one form from the sums that `_rows` makes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if isinstance(form, int):
            pairable, total, own, same = np.moveaxis(sums, -1, 0)
            chance = pairable * (total - pairable) * pairable / (pairable * total - own)
            return _alpha(pairable - same, chance, pairable)
        size = sums.shape[-1] // 2
        totals, squares, same = sums[..., :size], sums[..., size:-1], sums[..., -1]
        total = totals.sum(axis=-1)
        pairs = total - squares.sum(axis=-1) / total
        if form == "|u":
            gaps = totals[..., -1]
            return _alpha(2 * (total - gaps - same), 2 * (total - gaps) * gaps / pairs, total)
        return _alpha(total - same, (total**2 - (totals**2).sum(axis=-1)) / pairs, total)


def _alpha(differing: Floats, chance: Floats, pairable: Floats) -> Estimate:
    """From observed and expected differences, in characters of the pairable length."""
    value = np.where(chance > 1e-9 * pairable, 1 - differing / chance, np.nan)
    return Estimate(value, differing / pairable, chance / pairable)
