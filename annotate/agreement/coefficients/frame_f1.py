"""Agreement on whole claims: who, what, from whom, stance, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.mean_f1 import Credits, mean_f1
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.recipe import Settings
from annotate.agreement.results.resampling import Resampling
from annotate.errors import InsufficientData
from annotate.records.frames import Frame, Frames, Matchings, Weights, match_all


def frame_f1(
    frames: Frames,
    *,
    strict: bool = False,
    weights: Weights | None = None,
    matched: Matchings | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """F1 of whole claims for each pair of annotators, averaged over pairs.

    Args:
        frames: the claims of each annotator in each sentence.
        strict: a claim counts where all spans and attributes are equal, those of weight 0 aside; else for as much as
            they have in common, with claims matched for the greatest total.
        weights: role or attribute → its share in the similarity; 1 where it is not named.
        matched: what `match_all` made of the same frames and weights, where several measures ask for it.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, or no claim in any of them.
    """
    seen, sizes = layout(frames)
    matchings = {} if strict else match_all(frames, weights) if matched is None else matched
    pairs = []
    for first, second in combinations(range(len(frames)), 2):
        credit = np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)).tolist():
            one, two = frames[first][sentence] or (), frames[second][sentence] or ()
            credit[sentence] = _same(one, two, weights) if strict else matchings[first, second, sentence].credit
        pairs.append(Credits(first, second, credit, sizes[first] + sizes[second]))
    return mean_f1(
        "frame_f1" if strict else "soft_frame_f1",
        pairs,
        seen,
        {"match": "exact", **weighed(_zeros(weights))} if strict else {"match": "soft", **weighed(weights)},
        judgements=int((sizes * (seen & (seen.sum(axis=0) > 1))).sum()),
        articles=articles,
        resampling=resampling,
    )


def weighed(weights: Weights | None) -> Settings:
    """The setting that names the weights, such as `guarantee=2`; none where all are 1."""
    found = [f"{name}={weight:g}" for name, weight in sorted((weights or {}).items()) if weight != 1]
    return {"weights": ",".join(found)} if found else {}


def role_f1(
    frames: Frames,
    role: str,
    *,
    weights: Weights | None = None,
    matched: Matchings | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Exact F1 of the spans of a role, given that two annotators marked the same claim.

    Args as `frame_f1`.

    Returns:
        Agreement whose `judgements` are the spans compared; `counts` has the matched claims, and those in which one of
        the two annotators filled the role and the other did not.

    Raises:
        InsufficientData: no two annotators marked the same claim, or none of them fills the role.
    """
    seen, sizes = layout(frames)
    matchings = match_all(frames, weights) if matched is None else matched
    pairs = []
    claims = alone = spans = 0
    for first, second in combinations(range(len(frames)), 2):
        credit, size = np.zeros(seen.shape[1]), np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)).tolist():
            one, two = frames[first][sentence] or (), frames[second][sentence] or ()
            for left, right in matchings[first, second, sentence].pairs:
                here, there = one[left].roles.get(role, frozenset()), two[right].roles.get(role, frozenset())
                credit[sentence] += len(here & there)
                size[sentence] += len(here) + len(there)
                claims += 1
                alone += bool(here) != bool(there)
        pairs.append(Credits(first, second, credit, size))
        spans += int(size.sum())
    if not claims:
        raise InsufficientData("no two annotators marked the same claim")
    options: dict[str, Any] = {"articles": articles, "resampling": resampling}
    settings = {"match": "exact", "given": "claim", **weighed(weights)}
    result = mean_f1("role_f1", pairs, seen, settings, judgements=spans, **options)
    result = replace(result, counts={"matched_claims": claims, "filled_by_one": alone})
    return result.with_note(f"{claims} matched claims; filled by one of the two only in {alone}")


def layout(frames: Frames) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Who saw which sentence, and how many claims they marked there: shape (annotators, sentences)."""
    lengths = {len(sentences) for sentences in frames}
    if len(lengths) > 1:
        raise InsufficientData("annotators have different numbers of sentences", "write None where one is missing")
    seen = np.array([[claims is not None for claims in sentences] for sentences in frames], dtype=bool)
    sizes = np.array([[len(claims or ()) for claims in sentences] for sentences in frames], dtype=np.intp)
    shape = len(frames), max(lengths, default=0)
    return seen.reshape(shape), sizes.reshape(shape)


def _same(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None) -> int:
    one, two = (Counter(frame.key(weights) for frame in claims) for claims in (first, second))
    return (one & two).total()


def _zeros(weights: Weights | None) -> Weights:
    """The parts without a weight, which are all that strict F1 asks of weights."""
    return {name: weight for name, weight in (weights or {}).items() if not weight}
