"""Claims as frames, and what two of them have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Protocol, overload

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

    @cached_property
    def order(self) -> tuple[Hashable, ...]:
        """Sorts claims by all that is in them: the places of the roles, then the answers."""
        roles = tuple([(role, tuple(sorted(self.roles[role]))) for role in sorted(self.roles)])
        return roles, tuple([(name, _written(self.attributes[name])) for name in sorted(self.attributes)])


@lru_cache(maxsize=10_000, typed=True)
def _written(answer: Hashable) -> str:
    return repr(sorted(map(repr, answer)) if isinstance(answer, frozenset) else answer)


class FrameMaker(Protocol):
    """What makes frames of claims, or says only where the spans of a role are."""

    def frame(self, claim: Any) -> Frame: ...

    def places(self, claim: Any, role: str) -> frozenset[Place]: ...


class Said(Sequence[Frame]):
    """The claims of one annotator in a sentence, each made a frame when it is asked for.

    Frames take more room than what they are made of, and few are needed at a time.
    """

    __slots__ = ("claims", "maker")

    def __init__(self, claims: Sequence[Any], maker: FrameMaker) -> None:
        self.claims, self.maker = claims, maker

    @overload
    def __getitem__(self, index: int) -> Frame: ...
    @overload
    def __getitem__(self, index: slice) -> Said: ...
    def __getitem__(self, index: int | slice) -> Frame | Said:
        if isinstance(index, slice):
            return Said(self.claims[index], self.maker)
        return self.maker.frame(self.claims[index])

    def __iter__(self) -> Iterator[Frame]:
        return map(self.maker.frame, self.claims)

    def __len__(self) -> int:
        return len(self.claims)


def places_in(said: Sequence[Frame], index: int, role: str) -> frozenset[Place]:
    """Where the spans of a role in a claim are."""
    if isinstance(said, Said):
        return said.maker.places(said.claims[index], role)
    return said[index].roles.get(role, frozenset())


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
