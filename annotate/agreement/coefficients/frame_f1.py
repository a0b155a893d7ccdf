"""Agreement on whole claims: who, what, from whom, stance, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.mean_f1 import Credits, InCommon, mean_f1
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.recipe import Settings
from annotate.agreement.results.resampling import Resampling
from annotate.errors import InsufficientData
from annotate.records.frames import Frame, Frames, Weights, places_in
from annotate.records.matches import MatchedFrames, Meeting, meetings_of


def frame_f1(
    frames: Frames,
    *,
    weights: Weights | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Strict F1 of whole claims for each pair of annotators, averaged over pairs.

    Two claims are equal if all their spans and attributes are equal, except those of weight 0.

    Args:
        frames: the claims of each annotator in each sentence.
        weights: role or attribute → its share in the similarity, of which only 0 matters here.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, or no claim in any of them.
    """

    def credits_of(meeting: Meeting) -> list[float]:
        return [_same(one, two, weights) for one, two in meeting.claims.values]

    compared = _compared(frames, meetings_of(frames), credits_of)
    settings = matching(weights, strict=True)
    return mean_f1("frame_f1", compared, settings, articles=articles, resampling=resampling)


def soft_frame_f1(
    matched: MatchedFrames, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """Soft F1 of whole claims: a claim counts for as much as it has in common with the one that it is matched with.

    Args:
        matched: what `match_all` makes of claims and weights.
        articles: as in `frame_f1`.
        resampling: as in `frame_f1`.

    Raises:
        InsufficientData: as `frame_f1`.
    """
    settings = matching(matched.weights, strict=False)
    return mean_f1("soft_frame_f1", soft_credits(matched), settings, articles=articles, resampling=resampling)


def soft_credits(matched: MatchedFrames) -> InCommon:
    """What each two annotators have in common in each sentence, as `soft_frame_f1` counts it."""

    def credits_of(meeting: Meeting) -> list[float]:
        return [matching.credit for matching in matched.matchings(meeting)]

    return _compared(matched.frames, matched.meetings, credits_of)


def _compared(
    frames: Frames, meetings: Sequence[Meeting], credits_of: Callable[[Meeting], Sequence[float]]
) -> InCommon:
    """What two annotators have in common in each sentence; `credits_of` gives it for each pair of their claims."""
    seen, sizes = layout(frames)
    pairs = []
    for meeting in meetings:
        first, second, claims = meeting
        credit = np.zeros(seen.shape[1])
        credit[claims.columns] = np.array(credits_of(meeting), dtype=float)[claims.which]
        pairs.append(Credits(first, second, credit, sizes[first] + sizes[second]))
    return InCommon(pairs, seen, int((sizes * (seen & (seen.sum(axis=0) > 1))).sum()))


def matching(weights: Weights | None, *, strict: bool) -> Settings:
    """How claims are matched, for a recipe."""
    return {"match": "exact", **weighed(_zeros(weights))} if strict else {"match": "soft", **weighed(weights)}


def weighed(weights: Weights | None) -> Settings:
    """The setting that names the weights, such as `guarantee=2`; none where all are 1."""
    found = [f"{name}={weight:g}" for name, weight in sorted((weights or {}).items()) if weight != 1]
    return {"weights": ",".join(found)} if found else {}


def role_f1(
    matched: MatchedFrames,
    role: str,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Exact F1 of the spans of a role, given that two annotators marked the same claim.

    Args as `soft_frame_f1`.

    Returns:
        Agreement whose `judgements` are the spans compared; `counts` has the matched claims, and those in which one of
        the two annotators filled the role and the other did not.

    Raises:
        InsufficientData: no two annotators marked the same claim, or none of them fills the role.
    """
    seen, _ = layout(matched.frames)
    pairs = []
    claims = alone = spans = 0
    for meeting in matched.meetings:
        matchings = zip(meeting.claims.values, matched.matchings(meeting), strict=True)
        counts = [_fillers(role, *said, matching.pairs) for said, matching in matchings]
        table = np.zeros((seen.shape[1], 4), dtype=np.intp)
        table[meeting.claims.columns] = np.array(counts, dtype=np.intp).reshape(-1, 4)[meeting.claims.which]
        credit, size, *_ = table.T
        pairs.append(Credits(meeting.first, meeting.second, credit.astype(float), size.astype(float)))
        _, filled, both, one_only = table.sum(axis=0).tolist()
        spans, claims, alone = spans + filled, claims + both, alone + one_only
    if not claims:
        raise InsufficientData("no two annotators marked the same claim")
    options: dict[str, Any] = {"articles": articles, "resampling": resampling}
    settings = {"match": "exact", "given": "claim", **weighed(matched.weights)}
    result = mean_f1("role_f1", InCommon(pairs, seen, spans), settings, **options)
    result = replace(result, counts={"matched_claims": claims, "filled_by_one": alone})
    return result.with_note(f"{claims} matched claims; filled by one of the two only in {alone}")


def _fillers(
    role: str, one: Sequence[Frame], two: Sequence[Frame], pairs: Sequence[tuple[int, int]]
) -> tuple[int, int, int, int]:
    """Of matched claims: spans of the role that both have, spans in all, claims, and those that only one fills."""
    both = size = alone = 0
    for left, right in pairs:
        here, there = places_in(one, left, role), places_in(two, right, role)
        both += len(here & there)
        size += len(here) + len(there)
        alone += bool(here) != bool(there)
    return both, size, len(pairs), alone


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
    one, two = ([frame.key(weights) for frame in claims] for claims in (first, second))
    return int(one == two) if len(one) == len(two) == 1 else (Counter(one) & Counter(two)).total()


def _zeros(weights: Weights | None) -> Weights:
    """The parts without a weight, which are all that strict F1 asks of weights."""
    return {name: weight for name, weight in (weights or {}).items() if not weight}
