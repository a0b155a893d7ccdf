"""Alpha on whole sentences, with a distance that looks at everything claimed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.frame_f1 import layout, soft_credits, weighed
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Counts, Settings
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Ints, as_articles, sums_of
from annotate.errors import InsufficientData
from annotate.records.frames import Frame, Weights
from annotate.records.matches import Distances, MatchedFrames, distances

SAMPLES = 20_000
"""How many random pairs are drawn; where judgements can be paired in no more ways, all pairs count."""

_BEARING = Bearing(slice(4, 5), apart=np.array([1.0, 0, 0, 0, 0]))
"""Statistics: disagreement, judgements, distances of other sentences, their number, judgements of a rarer kind."""


@dataclass(frozen=True)
class _Distances:
    """How far apart sentences are by the claims in them; each distance is computed once.

    Attributes:
        weights: role or attribute → its share in the similarity.
        computed: the distances so far, under the same weights.
    """

    weights: Weights | None
    computed: Distances

    def between(self, examples: Sequence[Sequence[Frame]], one: Ints, two: Ints) -> Floats:
        """The distance of each pair of examples, given by number."""
        low, high = np.minimum(one, two), np.maximum(one, two)
        pairs, pair_of = np.unique(low * len(examples) + high, return_inverse=True)
        first, second = pairs // len(examples), pairs % len(examples)
        keys = [(id(examples[low]), id(examples[high])) for low, high in zip(first, second, strict=True)]
        new = np.array([key not in self.computed for key in keys], dtype=bool)
        apart = distances(examples, first[new], second[new], self.weights)
        new_keys = (key for key, is_new in zip(keys, new, strict=True) if is_new)
        self.computed.update(zip(new_keys, apart.tolist(), strict=True))
        return np.array([self.computed[key] for key in keys], dtype=float)[pair_of]


class _Said(NamedTuple):
    """What each judgement says, as a number, shape (annotators, sentences), -1 for none; and what each number means."""

    kinds: Ints
    examples: Sequence[Sequence[Frame]]


class _Expected(NamedTuple):
    """The distances from other sentences, summed for each sentence, and their number; the error of an estimate."""

    apart: Floats
    number: Floats
    settings: Settings
    error: float = 0.0


def frame_alpha(
    matched: MatchedFrames,
    *,
    both: bool = False,
    known: Distances | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Krippendorff's alpha on sentences, with the distance 1 - soft F1 of their claims.

    What distance to expect by chance is the mean over all pairs of judgements on different sentences. Where the claims
    differ in too many ways for that, it is estimated from random pairs; `note` has the Monte Carlo error that this
    leaves in alpha. Intervals take it linear in the articles.

    Args:
        matched: what `match_all` makes of claims and weights.
        both: only where an annotator marked a claim; a sentence then needs two who did.
        known: distances that were computed before under the same weights, to which these are added.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed; the seed also draws the pairs.

    Raises:
        InsufficientData: one annotator, fewer than two sentences with two annotators, or no distance between any two.
    """
    how, apart_by = resampling or Resampling(), _Distances(matched.weights, {} if known is None else known)
    seen, sizes = layout(matched.frames)
    judged = seen & (sizes > 0) if both else seen
    judged = judged & (judged.sum(axis=0) > 1)
    used = judged.any(axis=0)
    if used.sum() < 2:
        raise InsufficientData("fewer than two sentences have two annotators" + " with a claim" * both)
    article = as_articles(articles, seen.shape[1])
    said, judges = _said(matched, judged), judged.sum(axis=0)
    within = _within(matched, judged)
    by_chance = _by_chance(said, within, apart_by, how.seed, article)
    expected = float(by_chance.apart.sum() / by_chance.number.sum())
    if not expected:
        raise InsufficientData("every sentence has the same claims", "alpha needs some that differ")
    commonest = np.bincount(said.kinds[judged]).argmax()
    rarer = (judged & (said.kinds != commonest)).sum(axis=0)
    rows = np.column_stack([2 * within / np.maximum(judges - 1, 1), judges, by_chance.apart, by_chance.number, rarer])

    def estimator(sums: Floats) -> Estimate:
        with np.errstate(divide="ignore", invalid="ignore"):
            observed, chance = sums[..., 0] / sums[..., 1], 2 * sums[..., 2] / sums[..., 3] - expected
            return Estimate(np.where(chance > 0, 1 - observed / chance, np.nan), observed, chance)

    result = conclude(
        "frame_alpha_both" if both else "frame_alpha",
        sums_of(rows[used], None if article is None else article[used], estimator, LOG, _BEARING),
        per("sentence", articles, how),
        Counts(int(used.sum()), int(judged.any(axis=1).sum()), int(judged.sum())),
        {"distance": "1-soft F1", **weighed(matched.weights), **by_chance.settings},
    )
    if not by_chance.error:
        return result
    return result.with_note(f"Monte Carlo error {(1 - (result.value or 0.0)) * by_chance.error / expected:.4f}")


def _within(matched: MatchedFrames, judged: NDArray[np.bool_]) -> Floats:
    """The distances of each two judgements of a sentence, summed: shape (sentences,)."""
    apart = np.zeros(judged.shape[1])
    for one, two, credit, size in soft_credits(matched).pairs:
        shared = judged[one] & judged[two] & (size > 0)
        apart[shared] += 1 - 2 * credit[shared] / size[shared]
    return apart


def _by_chance(said: _Said, within: Floats, apart_by: _Distances, seed: int, article: NDArray[Any] | None) -> _Expected:
    """What to expect of judgements on different sentences, from all pairs or, if these are too many, random ones."""
    kinds, examples = said
    if len(examples) * (len(examples) - 1) // 2 <= SAMPLES:
        judges = (kinds >= 0).sum(axis=0)
        number = judges * (judges.sum() - judges).astype(float)
        return _Expected(_from_all(said, apart_by) - 2 * within, number, {"pairs": "all"})
    here, there = _drawn(kinds, seed, article)
    drawn = apart_by.between(examples, kinds[here], kinds[there])
    ends = np.concatenate([here[1], there[1]])
    return _Expected(
        np.bincount(ends, weights=np.tile(drawn, 2), minlength=kinds.shape[1]).astype(float),
        np.bincount(ends, minlength=kinds.shape[1]).astype(float),
        {"pairs": SAMPLES, "pairs-seed": seed},
        float(drawn.std()) / np.sqrt(len(drawn)),
    )


def _said(matched: MatchedFrames, judged: NDArray[np.bool_]) -> _Said:
    """Numbers in the order of what is said, so that they do not depend on that of annotators, sentences or claims."""
    numbers, claims = matched.said
    used = np.unique(numbers[judged])
    kinds = np.where(judged, np.searchsorted(used, numbers), -1)
    return _Said(kinds, [claims[number] for number in used.tolist()])


def _from_all(said: _Said, apart_by: _Distances) -> Floats:
    """The distances of the judgements of each sentence from all judgements, summed: shape (sentences,)."""
    kinds, examples = said
    size = len(examples)
    table = np.zeros((size, size))
    one, two = np.triu_indices(size, 1)
    table[one, two] = table[two, one] = apart_by.between(examples, one, two)
    of_kind = np.append(table @ np.bincount(kinds[kinds >= 0], minlength=size), 0.0)
    return np.asarray(of_kind[kinds].sum(axis=0))


def _drawn(kinds: Ints, seed: int, article: NDArray[Any] | None) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Random pairs of judgements on different sentences, each as annotators and sentences.

    They are drawn from judgements sorted by what is said in their sentences, so that the pairs do not depend on the
    order of annotators and sentences.
    """
    annotator, where = np.nonzero(kinds >= 0)
    said = np.sort(kinds, axis=0)
    place = np.empty(kinds.shape[1], dtype=np.intp)
    place[np.lexsort(said if article is None else (article, *said))] = np.arange(len(place))
    order = np.lexsort((kinds[annotator, where], place[where]))
    annotator, where = annotator[order], where[order]
    one, two = np.random.default_rng(seed).integers(len(where), size=(2, SAMPLES))
    other = where[one] != where[two]
    one, two = one[other], two[other]
    return (annotator[one], where[one]), (annotator[two], where[two])
