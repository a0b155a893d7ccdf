"""Agreement on whole claims: who, what, from whom, stance, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.pairwise import Credits, mean_f1
from annotate.agreement.resample import Resampling
from annotate.agreement.result import Agreement
from annotate.errors import InsufficientData

Place = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """One claim as one annotator marked it.

    Attributes:
        roles: role → its spans as (start, end), half-open, in characters; a role without spans is not in it.
        attributes: attribute → answer, hashable; one that was not answered is not in it.
    """

    roles: Mapping[str, frozenset[Place]]
    attributes: Mapping[str, Hashable] = field(default_factory=dict)

    @property
    def key(self) -> Hashable:
        """Equal for two claims in which everything is equal."""
        return frozenset(self.roles.items()), frozenset(self.attributes.items())


Frames = Sequence[Sequence[Sequence[Frame] | None]]
"""`frames[annotator][sentence]`: the claims marked there, or None where the annotator did not submit the sentence."""

Weights = Mapping[str, float]


def frame_f1(
    frames: Frames,
    *,
    strict: bool = False,
    weights: Weights | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """F1 of whole claims for each pair of annotators, averaged over pairs.

    Args:
        frames: the claims of each annotator in each sentence.
        strict: a claim counts where all spans and attributes are equal; else for as much as they have in common, with
            claims matched for the greatest total.
        weights: role or attribute → its share in the similarity; 1 where it is not named.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, or no claim in any of them.
    """
    seen, sizes = layout(frames)
    pairs = []
    for first, second in combinations(range(len(frames)), 2):
        credit = np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)):
            one, two = frames[first][sentence], frames[second][sentence]
            credit[sentence] = _same(one or (), two or ()) if strict else match(one or (), two or (), weights).credit
        pairs.append(Credits(first, second, credit, sizes[first] + sizes[second]))
    return mean_f1(
        "frame_f1" if strict else "soft_frame_f1",
        pairs,
        seen,
        f"match:{'exact' if strict else 'soft'}",
        judgements=int((sizes * (seen & (seen.sum(axis=0) > 1))).sum()),
        articles=articles,
        resampling=resampling,
    )


def similarity(first: Frame, second: Frame, weights: Weights | None = None) -> float:
    """How much of two claims is equal, 0 to 1.

    The mean, over what is filled in either, of the share of characters that each role has in common (Dice) and of
    whether each attribute is equal.
    """
    weigh = weights or {}
    total = common = 0.0
    for role in first.roles.keys() | second.roles.keys():
        weight = weigh.get(role, 1.0)
        total += weight
        common += weight * dice(first.roles.get(role, frozenset()), second.roles.get(role, frozenset()))
    for name in first.attributes.keys() | second.attributes.keys():
        weight = weigh.get(name, 1.0)
        total += weight
        common += weight * (first.attributes.get(name) == second.attributes.get(name))
    return common / total if total else 1.0


def dice(first: frozenset[Place], second: frozenset[Place]) -> float:
    """Characters in common, twice, as a share of the characters of both; overlapping spans count once."""
    if first == second:
        return 1.0
    if len(first) == len(second) == 1:
        ((start, end),), ((begin, stop),) = first, second
        return 2 * max(0, min(end, stop) - max(start, begin)) / (end - start + stop - begin)
    one, two = ({at for start, end in spans for at in range(start, end)} for spans in (first, second))
    return 2 * len(one & two) / (len(one) + len(two))


@dataclass(frozen=True)
class Matching:
    """Claims of two annotators matched one to one: pairs of indices, and the sum of their similarities."""

    pairs: tuple[tuple[int, int], ...]
    credit: float


def match(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> Matching:
    """Match the claims of one sentence one to one for the greatest total similarity."""
    if len(first) == len(second) == 1:
        credit = similarity(first[0], second[0], weights)
        return Matching(((0, 0),) if credit else (), credit)
    if not first or not second:
        return Matching((), 0.0)
    from scipy.optimize import linear_sum_assignment

    table = np.array([[similarity(one, two, weights) for two in second] for one in first])
    rows, columns = linear_sum_assignment(table, maximize=True)
    pairs = tuple((int(row), int(column)) for row, column in zip(rows, columns, strict=True) if table[row, column])
    return Matching(pairs, float(table[rows, columns].sum()))


def distance(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> float:
    """1 minus the soft F1 of the claims of one sentence; no claims in either is no distance."""
    size = len(first) + len(second)
    return 1 - 2 * match(first, second, weights).credit / size if size else 0.0


def role_f1(
    frames: Frames,
    role: str,
    *,
    weights: Weights | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Exact F1 of the spans of a role, given that two annotators marked the same claim.

    Args as `frame_f1`.

    Returns:
        Agreement whose `judgements` are the spans compared; `note` counts the matched claims in which only the first,
        or only the second, of two annotators filled the role.

    Raises:
        InsufficientData: no two annotators marked the same claim, or none of them fills the role.
    """
    seen, sizes = layout(frames)
    pairs = []
    missing = extra = claims = spans = 0
    for first, second in combinations(range(len(frames)), 2):
        credit, size = np.zeros(seen.shape[1]), np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)):
            one, two = frames[first][sentence] or (), frames[second][sentence] or ()
            for left, right in match(one, two, weights).pairs:
                here, there = one[left].roles.get(role, frozenset()), two[right].roles.get(role, frozenset())
                credit[sentence] += len(here & there)
                size[sentence] += len(here) + len(there)
                claims += 1
                missing += bool(there) and not here
                extra += bool(here) and not there
        pairs.append(Credits(first, second, credit, size))
        spans += int(size.sum())
    if not claims:
        raise InsufficientData("no two annotators marked the same claim")
    given: dict[str, Any] = {"articles": articles, "resampling": resampling}
    found = mean_f1("role_f1", pairs, seen, "match:exact|given:claim", judgements=spans, **given)
    return found.with_note(f"{claims} matched claims; filled by the first only in {extra}, by the second in {missing}")


def layout(frames: Frames) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Who saw which sentence, and how many claims they marked there: shape (annotators, sentences)."""
    lengths = {len(sentences) for sentences in frames}
    if len(lengths) > 1:
        raise InsufficientData("annotators have different numbers of sentences", "write None where one is missing")
    seen = np.array([[claims is not None for claims in sentences] for sentences in frames], dtype=bool)
    sizes = np.array([[len(claims or ()) for claims in sentences] for sentences in frames], dtype=np.intp)
    shape = len(frames), max(lengths, default=0)
    return seen.reshape(shape), sizes.reshape(shape)


def _same(first: Sequence[Frame], second: Sequence[Frame]) -> int:
    return (Counter(frame.key for frame in first) & Counter(frame.key for frame in second)).total()
