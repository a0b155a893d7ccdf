"""Alpha on whole sentences, with a distance that looks at everything claimed in them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.frames import Frame, Frames, Weights, distance, layout
from annotate.agreement.resample import Estimate, Floats, Ints, Resampling, as_articles, per, sums_of
from annotate.agreement.result import Agreement, conclude
from annotate.errors import InsufficientData


def frame_alpha(
    frames: Frames,
    *,
    both: bool = False,
    samples: int = 20_000,
    weights: Weights | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Krippendorff's alpha on sentences, with the distance 1 - soft F1 of their claims.

    What distance to expect by chance is estimated from random annotators on different sentences; `note` has the Monte
    Carlo error that this leaves in alpha. Intervals take it linear in the articles.

    Args:
        frames: the claims of each annotator in each sentence.
        both: only where an annotator marked a claim; a sentence then needs two who did.
        samples: how many random pairs.
        weights: role or attribute → its share in the similarity.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed; the seed also draws the pairs.

    Raises:
        InsufficientData: one annotator, fewer than two sentences with two annotators, or no distance between any two.
    """
    how = resampling or Resampling()
    seen, sizes = layout(frames)
    judged = seen & (sizes > 0) if both else seen
    judged = judged & (judged.sum(axis=0) > 1)
    if judged.any(axis=0).sum() < 2:
        raise InsufficientData("fewer than two sentences have two annotators" + " with a claim" * both)
    rows = np.zeros((seen.shape[1], 4))
    rows[:, 1] = judged.sum(axis=0)
    for sentence in np.flatnonzero(judged.any(axis=0)):
        judges = np.flatnonzero(judged[:, sentence])
        apart = [
            distance(frames[one][sentence] or (), frames[two][sentence] or (), weights)
            for one, two in combinations(judges, 2)
        ]
        rows[sentence, 0] = 2 * sum(apart) / (len(judges) - 1)
    annotator, where = np.nonzero(judged)
    marked = [frames[one][sentence] or () for one, sentence in zip(annotator, where, strict=True)]
    one, two = np.random.default_rng(how.seed).integers(len(marked), size=(2, samples))
    other = where[one] != where[two]
    one, two = one[other], two[other]
    drawn = _distances(marked, one, two, weights)
    ends = np.concatenate([where[one], where[two]])
    rows[:, 2] = np.bincount(ends, weights=np.tile(drawn, 2), minlength=len(rows))
    rows[:, 3] = np.bincount(ends, minlength=len(rows))
    used = judged.any(axis=0)
    article = as_articles(articles, len(used))
    expected = float(drawn.mean())
    if not expected:
        raise InsufficientData("every sentence has the same claims", "alpha needs some that differ")

    def estimator(sums: Floats) -> Estimate:
        with np.errstate(divide="ignore", invalid="ignore"):
            observed, chance = sums[..., 0] / sums[..., 1], 2 * sums[..., 2] / sums[..., 3] - expected
            return Estimate(np.where(chance > 0, 1 - observed / chance, np.nan), observed, chance)

    result = conclude(
        "frame_alpha_both" if both else "frame_alpha",
        sums_of(rows[used], None if article is None else article[used], estimator),
        per("sentence", articles, how),
        f"distance:1-soft F1|pairs:{samples}",
        units=int(used.sum()),
        annotators=int(judged.any(axis=1).sum()),
        judgements=int(judged.sum()),
    )
    error = (1 - (result.value or 0.0)) * float(drawn.std()) / expected / np.sqrt(len(drawn))
    return result.with_note(f"Monte Carlo error {error:.4f}")


def _distances(marked: Sequence[Sequence[Frame]], one: Ints, two: Ints, weights: Weights | None) -> Floats:
    """The distance of each pair of judgements, computed once for pairs that say the same."""
    number: dict[Hashable, int] = {}
    kind = np.array([number.setdefault(tuple(frame.key for frame in claims), len(number)) for claims in marked])
    example = np.unique(kind, return_index=True)[1]
    low, high = np.minimum(kind[one], kind[two]), np.maximum(kind[one], kind[two])
    pairs, of = np.unique(low * len(number) + high, return_inverse=True)
    left, right = example[pairs // len(number)], example[pairs % len(number)]
    each = [distance(marked[here], marked[there], weights) for here, there in zip(left, right, strict=True)]
    return np.array(each)[of]
