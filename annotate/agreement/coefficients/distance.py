"""Distances between answers: 0 for the same, growing with disagreement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from annotate.agreement.results.sums import Floats


def jaccard(first: AbstractSet[Any], second: AbstractSet[Any]) -> float:
    """1 minus the share of common members; two empty sets are the same."""
    union = len(first | second)
    return 1 - len(first & second) / union if union else 0.0


def masi(first: AbstractSet[Any], second: AbstractSet[Any]) -> float:
    """Jaccard weighted by how the sets lie: the same 1, one inside the other 2/3, overlapping 1/3, disjoint 0.

    Source:
        Passonneau (2006), Measuring agreement on set-valued items, LREC.
    """
    if first == second:
        return 0.0
    common = len(first & second)
    monotonic = 2 if common in (len(first), len(second)) else 1
    return 1 - common / len(first | second) * monotonic / 3


def matrix(sets: Sequence[AbstractSet[Any]], distance: Callable[[Any, Any], float]) -> Floats:
    """Distances between all sets: shape (sets, sets)."""
    return np.array([[distance(one, other) for other in sets] for one in sets]).reshape(len(sets), len(sets))


def ordinal(totals: Floats, *, last_apart: bool = False) -> Floats:
    """Squared ordinal differences that follow from how often each label is used.

    Args:
        totals: shape (..., labels), in the order of the scale.
        last_apart: the last label is no step of the scale, and as far from each step as its ends are from each other.

    Returns:
        shape (..., labels, labels), in squared judgements.

    Source:
        Krippendorff (2019), Content Analysis, 4th ed., section 12.3.4.
    """
    steps = totals[..., :-1] if last_apart else totals
    rank = np.cumsum(steps, axis=-1) - steps / 2
    between = np.asarray((rank[..., :, None] - rank[..., None, :]) ** 2)
    if not last_apart:
        return between
    everything = np.zeros((*totals.shape, totals.shape[-1]))
    everything[..., :-1, :-1] = between
    everything[..., -1, :-1] = everything[..., :-1, -1] = between[..., :1, -1]
    return everything


def within_one(numbers: Floats) -> tuple[Floats, int]:
    """Numbers over a power of two that leaves none above 1, and its exponent: their squares do not overflow so.

    Nothing is rounded, except what is 1e-290 of the largest number or less.
    """
    exponent = int(np.frexp(np.abs(numbers).max(initial=0.0))[1])
    return np.ldexp(numbers, -exponent), exponent


def ordinal_weights(labels: int, *, last_apart: bool = False) -> Floats:
    """Gwet's ordinal weights: 1 on the diagonal, 0 between the ends of the scale; shape (labels, labels).

    With `last_apart` the last label is no step of the scale, and has the weight 0 with each step.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., section 3.5.
    """
    on_scale = labels - last_apart
    steps = np.abs(np.subtract.outer(np.arange(on_scale), np.arange(on_scale)))
    weights = np.eye(labels)
    weights[:on_scale, :on_scale] = 1 - steps * (steps + 1) / max(1, on_scale * (on_scale - 1))
    return weights
