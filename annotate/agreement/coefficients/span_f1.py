"""Agreement on spans: pairwise F1, exact or by shared characters."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.mean_f1 import Credits, InCommon, mean_f1
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Floats, Ints
from annotate.errors import InsufficientData


def span_f1(
    spans: ArrayLike,
    seen: ArrayLike,
    *,
    relaxed: bool = False,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """F1 of each pair of annotators over all sentences both saw, averaged over pairs.

    Args:
        spans: shape (spans, 4), int: annotator, sentence, start, end; half-open, in characters.
        seen: shape (annotators, sentences), bool; whether the annotator submitted the sentence.
        relaxed: credit a matched pair with the share of characters it has in common (Dice), not all or nothing.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Returns:
        Agreement from 0 to 1 with the lowest and highest pair in `pairs`. Matching is one to one and the best
        possible, so the order of annotators does not matter. It is not corrected for chance.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, no span in any of them, or a span in a sentence that
            its annotator has not seen.

    Source:
        Hripcsak & Rothschild (2005), Agreement, the F-measure, and reliability in information retrieval, JAMIA 12.
    """
    table, saw = as_spans(spans, seen)
    by_annotator = [table[table[:, 0] == annotator] for annotator in range(len(saw))]
    sizes = [np.bincount(part[:, 1], minlength=saw.shape[1]) for part in by_annotator]
    pairs = [
        Credits(
            first,
            second,
            span_credit(by_annotator[first], by_annotator[second], saw.shape[1], relaxed=relaxed),
            sizes[first] + sizes[second],
        )
        for first, second in combinations(range(len(saw)), 2)
    ]
    measure, matching = ("relaxed_span_f1", "dice") if relaxed else ("span_f1", "exact")
    compared = InCommon(pairs, saw, int((saw.sum(axis=0) > 1)[table[:, 1]].sum()))
    return mean_f1(measure, compared, {"match": matching}, articles=articles, resampling=resampling)


def as_spans(spans: ArrayLike, seen: ArrayLike) -> tuple[Ints, NDArray[np.bool_]]:
    """Spans as an int array of shape (spans, 4), and who saw what, of shape (annotators, sentences), checked.

    Raises:
        InsufficientData: another shape, a span that ends before it starts, or one of an annotator or sentence that
            `seen` does not have, or does not have as seen.
    """
    table, saw = np.asarray(spans, dtype=np.intp), np.asarray(seen, dtype=bool)
    if saw.ndim != 2:
        raise InsufficientData(f"`seen` must have shape (annotators, sentences), not {saw.shape}")
    if not table.size:
        return np.empty((0, 4), dtype=np.intp), saw
    if table.ndim != 2 or table.shape[1] != 4:
        raise InsufficientData(
            f"spans must have shape (spans, 4), not {table.shape}", "give annotator, sentence, start and end of each"
        )
    if (table[:, 2] >= table[:, 3]).any() or (table < 0).any():
        raise InsufficientData("a span is empty or starts before its sentence", "offsets are half-open and from 0")
    for column, what in enumerate(("annotator", "sentence")):
        if (highest := int(table[:, column].max())) >= saw.shape[column]:
            raise InsufficientData(
                f"a span has {what} {highest}, and `seen` has {saw.shape[column]}", f"number each {what} from 0"
            )
    if unseen := int((~saw[table[:, 0], table[:, 1]]).sum()):
        raise InsufficientData(
            f"spans in sentences that their annotator has not seen: {unseen}", "correct `seen`, or leave them out"
        )
    return table, saw


def span_credit(first: Ints, second: Ints, sentences: int, *, relaxed: bool) -> Floats:
    """What two annotators have in common in each sentence, in whole spans: shape (sentences,).

    Args:
        first: the spans of one of them, shape (spans, 4), as in `span_f1`.
        second: the spans of the other.
        sentences: how many there are.
        relaxed: as in `span_f1`.
    """
    return _relaxed(first, second, sentences) if relaxed else _exact(first, second, sentences)


def _exact(first: Ints, second: Ints, sentences: int) -> Floats:
    """How many spans of each sentence both have, each counted once: shape (sentences,)."""
    longest = 1 + max(int(part[:, 3].max(initial=0)) for part in (first, second))
    keys = [(part[:, 1] * longest + part[:, 2]) * longest + part[:, 3] for part in (first, second)]
    (one, times_one), (two, times_two) = (np.unique(key, return_counts=True) for key in keys)
    common, in_one, in_two = np.intersect1d(one, two, assume_unique=True, return_indices=True)
    times = np.minimum(times_one[in_one], times_two[in_two])
    return np.bincount(common // longest**2, weights=times, minlength=sentences).astype(float)


def _relaxed(first: Ints, second: Ints, sentences: int) -> Floats:
    """Dice of the best one-to-one matching in each sentence, summed: shape (sentences,)."""
    one, two, dice = overlaps(first, second)
    sentence = first[one, 1]
    credit = np.zeros(sentences)
    rest = np.ones(len(one), dtype=bool)
    for centre, other in ((one, two), (two, one)):
        # Where all that a span meets meets nothing else, the best of them is its match.
        meets = np.bincount(other)[other] if len(other) else other
        most = np.zeros(int(centre.max(initial=-1)) + 1, dtype=np.intp)
        np.maximum.at(most, centre, meets)
        star = rest & (most[centre] == 1)
        best = np.zeros(len(most))
        np.maximum.at(best, centre[star], dice[star])
        centres, example = np.unique(centre[star], return_index=True)
        credit += np.bincount(sentence[star][example], weights=best[centres], minlength=sentences)
        rest &= ~star
    tangled = np.flatnonzero(rest)
    tangled = tangled[np.argsort(sentence[tangled], kind="stable")]
    ends = np.flatnonzero(np.diff(sentence[tangled], append=-1)) + 1
    edges = list(zip(one[tangled].tolist(), two[tangled].tolist(), dice[tangled].tolist(), strict=True))
    begin = 0
    for end in ends.tolist():
        credit[sentence[tangled[begin]]] += _best_matching(edges[begin:end])
        begin = end
    return credit


def overlaps(first: Ints, second: Ints) -> tuple[Ints, Ints, Floats]:
    """Every pair of spans of one sentence that share a character: index in first, index in second, Dice."""
    order = np.argsort(second[:, 1], kind="stable")
    low = np.searchsorted(second[order, 1], first[:, 1], side="left")
    high = np.searchsorted(second[order, 1], first[:, 1], side="right")
    one = np.repeat(np.arange(len(first)), high - low)
    within = np.arange(len(one)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    two = order[np.repeat(low, high - low) + within]
    common = np.minimum(first[one, 3], second[two, 3]) - np.maximum(first[one, 2], second[two, 2])
    share = common > 0
    one, two, common = one[share], two[share], common[share]
    length = first[one, 3] - first[one, 2] + second[two, 3] - second[two, 2]
    return one, two, 2 * common / length


def _best_matching(edges: list[tuple[int, int, float]]) -> float:
    """The largest total weight of (one, two, weight) in which no one and no two occurs twice."""
    from scipy.optimize import linear_sum_assignment

    rows = {one: row for row, one in enumerate({one for one, _, _ in edges})}
    columns = {two: column for column, two in enumerate({two for _, two, _ in edges})}
    table = np.zeros((len(rows), len(columns)))
    for one, two, weight in edges:
        table[rows[one], columns[two]] = weight
    return float(table[linear_sum_assignment(table, maximize=True)].sum())
