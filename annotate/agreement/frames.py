"""Agreement on whole claims: who, what, from whom, stance, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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

    @property
    def order(self) -> tuple[Hashable, ...]:
        """Sorts claims by all that is in them: the places of the roles, then the answers."""
        roles = sorted((role, tuple(sorted(spans))) for role, spans in self.roles.items())
        answers = sorted(
            (name, repr(sorted(map(repr, answer)) if isinstance(answer, frozenset) else answer))
            for name, answer in self.attributes.items()
        )
        return tuple(roles), tuple(answers)


Frames = Sequence[Sequence[Sequence[Frame] | None]]
"""`frames[annotator][sentence]`: the claims marked there, or None where the annotator did not submit the sentence."""

Weights = Mapping[str, float]


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
        strict: a claim counts where all spans and attributes are equal; else for as much as they have in common, with
            claims matched for the greatest total.
        weights: role or attribute → its share in the similarity; 1 where it is not named.
        matched: what `match_all` made of the same frames and weights, where several measures ask for it.
        articles: shape (sentences,), int; the article of each sentence. Without it, sentences are resampled.
        resampling: resamples and seed.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, or no claim in any of them.
    """
    seen, sizes = layout(frames)
    known = {} if strict else match_all(frames, weights) if matched is None else matched
    pairs = []
    for first, second in combinations(range(len(frames)), 2):
        credit = np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)).tolist():
            one, two = frames[first][sentence] or (), frames[second][sentence] or ()
            credit[sentence] = _same(one, two) if strict else known[first, second, sentence].credit
        pairs.append(Credits(first, second, credit, sizes[first] + sizes[second]))
    return mean_f1(
        "frame_f1" if strict else "soft_frame_f1",
        pairs,
        seen,
        "match:exact" if strict else "|".join(("match:soft", *weighed(weights))),
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
    for role in sorted(first.roles.keys() | second.roles.keys()):
        weight = weigh.get(role, 1.0)
        total += weight
        common += weight * dice(first.roles.get(role, frozenset()), second.roles.get(role, frozenset()))
    for name in sorted(first.attributes.keys() | second.attributes.keys()):
        weight = weigh.get(name, 1.0)
        total += weight
        common += weight * (first.attributes.get(name) == second.attributes.get(name))
    return common / total if total else 1.0


def weighed(weights: Weights | None) -> tuple[str, ...]:
    """The part of a signature that names the weights, such as `weights:guarantee=2`; none where all are 1."""
    found = [f"{name}={weight:g}" for name, weight in sorted((weights or {}).items()) if weight != 1]
    return (f"weights:{','.join(found)}",) if found else ()


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
    """Match the claims of one sentence one to one for the greatest total similarity.

    Claims that share nothing are not matched; one equal answer is enough. Of several best matchings it is always the
    same one, whoever comes first and in whichever order claims are.
    """
    if len(first) == len(second) == 1:
        credit = similarity(first[0], second[0], weights)
        return Matching(((0, 0),) if credit else (), credit)
    if not first or not second:
        return Matching((), 0.0)
    from scipy.optimize import linear_sum_assignment

    rows, columns = (sorted((frame.order, index) for index, frame in enumerate(claims)) for claims in (first, second))
    if [order for order, _ in columns] < [order for order, _ in rows]:
        turned = match(second, first, weights)
        return Matching(tuple(sorted((one, two) for two, one in turned.pairs)), turned.credit)
    table = np.array([[similarity(first[one], second[two], weights) for _, two in columns] for _, one in rows])
    matched = [(row, column) for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True)]
    pairs = tuple(sorted((rows[row][1], columns[column][1]) for row, column in matched if table[row, column]))
    return Matching(pairs, float(sum(table[place] for place in matched)))


Matchings = Mapping[tuple[int, int, int], Matching]
"""(annotator, later annotator, sentence) → their matching, where both marked a claim."""


def match_all(frames: Frames, weights: Weights | None = None) -> dict[tuple[int, int, int], Matching]:
    """Match the claims of each two annotators in each sentence."""
    found = {}
    for first, second in combinations(range(len(frames)), 2):
        for sentence, (one, two) in enumerate(zip(frames[first], frames[second], strict=True)):
            if one and two:
                found[first, second, sentence] = match(one, two, weights)
    return found


def distance(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> float:
    """1 minus the soft F1 of the claims of one sentence; no claims in either is no distance."""
    size = len(first) + len(second)
    return 1 - 2 * match(first, second, weights).credit / size if size else 0.0


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
    known = match_all(frames, weights) if matched is None else matched
    pairs = []
    claims = alone = spans = 0
    for first, second in combinations(range(len(frames)), 2):
        credit, size = np.zeros(seen.shape[1]), np.zeros(seen.shape[1])
        for sentence in np.flatnonzero((sizes[first] > 0) & (sizes[second] > 0)).tolist():
            one, two = frames[first][sentence] or (), frames[second][sentence] or ()
            for left, right in known[first, second, sentence].pairs:
                here, there = one[left].roles.get(role, frozenset()), two[right].roles.get(role, frozenset())
                credit[sentence] += len(here & there)
                size[sentence] += len(here) + len(there)
                claims += 1
                alone += bool(here) != bool(there)
        pairs.append(Credits(first, second, credit, size))
        spans += int(size.sum())
    if not claims:
        raise InsufficientData("no two annotators marked the same claim")
    given: dict[str, Any] = {"articles": articles, "resampling": resampling}
    part = "|".join(("match:exact", "given:claim", *weighed(weights)))
    found = mean_f1("role_f1", pairs, seen, part, judgements=spans, **given)
    found = replace(found, counts={"matched_claims": claims, "filled_by_one": alone})
    return found.with_note(f"{claims} matched claims; filled by one of the two only in {alone}")


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
