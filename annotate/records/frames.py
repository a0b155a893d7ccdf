"""Claims as frames: what two of them have in common, and which claims of two annotators are the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotate.errors import InsufficientData

Place = tuple[int, int]
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Frame:
    """One claim as one annotator marked it.

    Attributes:
        roles: role → its spans as (start, end), half-open, in characters; a role without spans is not in it.
        attributes: attribute → answer, hashable; one that was not answered is not in it.
    """

    roles: Mapping[str, frozenset[Place]]
    attributes: Mapping[str, Hashable] = field(default_factory=dict)

    def key(self, weights: Weights | None = None) -> Hashable:
        """Equal for two claims in which everything that has a weight is equal."""
        weigh = weights or {}
        parts = (*self.roles.items(), *self.attributes.items())
        return frozenset(part for part in parts if weigh.get(part[0], 1.0))

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


class MatchedFrames(NamedTuple):
    """The claims of several annotators, those of each two of them matched in each sentence.

    `matchings` are (annotator, later annotator, sentence) → their matching, where both marked a claim.
    """

    frames: Frames
    weights: Weights | None
    matchings: Mapping[tuple[int, int, int], Matching]


def match_all(frames: Frames, weights: Weights | None = None) -> MatchedFrames:
    """Match the claims of each two annotators in each sentence.

    `weights` are role or attribute → its share in the similarity; 1 where it is not named.

    Raises:
        InsufficientData: annotators have different numbers of sentences.
    """
    if len({len(sentences) for sentences in frames}) > 1:
        raise InsufficientData("annotators have different numbers of sentences", "write None where one is missing")
    matchings = {}
    for first, second in combinations(range(len(frames)), 2):
        for sentence, (one, two) in enumerate(zip(frames[first], frames[second], strict=True)):
            if one and two:
                matchings[first, second, sentence] = match(one, two, weights)
    return MatchedFrames(frames, weights, matchings)


def distance(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> float:
    """1 minus the soft F1 of the claims of one sentence; no claims in either means no distance."""
    size = len(first) + len(second)
    return 1 - 2 * match(first, second, weights).credit / size if size else 0.0
