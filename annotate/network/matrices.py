"""Matrices of discourse networks: what actors say of concepts, as weights between them.

Every function takes counts of shape (..., actors, concepts, values): in how many statements an actor speaks of a
concept with a value of the scale. Leading axes are networks side by side, such as resamples.

Source:
    Leifeld, Discourse Network Analyzer manual, ch. "Algorithms". DNA's program divides by the range of the values
    that were observed; here it is that of the scale, so that one stance everywhere has a congruence too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
OneMode = Literal["ignore", "congruence", "conflict", "subtract"]
TwoMode = Literal["ignore", "subtract", "combine"]
BetweenActors = Literal["no", "average", "jaccard", "cosine"]
OfCells = Literal["no", "activity", "prominence"]
ONE_MODE: tuple[OneMode, ...] = get_args(OneMode)
TWO_MODE: tuple[TwoMode, ...] = get_args(TwoMode)
BETWEEN_ACTORS: tuple[BetweenActors, ...] = get_args(BetweenActors)
OF_CELLS: tuple[OfCells, ...] = get_args(OfCells)


def one_mode(counts: ArrayLike, scale: Sequence[float], weight: OneMode, normalisation: BetweenActors = "no") -> Floats:
    """Weights between actors by the concepts that both speak of.

    Args:
        counts: shape (..., actors, concepts, values).
        scale: the number of each value; only its range matters, and it is not needed to `ignore` values.
        weight: `ignore` values, `congruence` or `conflict` of them, or `subtract` conflict from congruence.
        normalisation: what to divide by; a quotient without a divisor is 0.

    Returns:
        Shape (..., actors, actors): symmetric, with 0 on the diagonal.
    """
    counts = np.asarray(counts, dtype=float)
    flat = _flat(counts)
    said = (flat > 0).astype(float)
    weights = _flat(counts @ closeness(scale, counts.shape[-1], weight)) @ _turned(flat)
    if normalisation != "no":
        activity, shared = flat.sum(axis=-1), flat @ _turned(said)
        first, second = activity[..., :, None], activity[..., None, :]
        both = Both(first, second, shared, _turned(shared), flat @ _turned(flat))
        weights = divided(weights, divisors(both, normalisation))
    actors = np.arange(counts.shape[-3])
    weights[..., actors, actors] = 0
    return weights


class Both(NamedTuple):
    """What the divisor of the weight of two actors is made of; all of one shape, or of shapes that broadcast.

    Attributes:
        first: the statements of one.
        second: those of the other.
        first_shared: statements of the first that say what the second says too.
        second_shared: the other way.
        products: the sum of the products of their statements that say the same.
    """

    first: Floats
    second: Floats
    first_shared: Floats
    second_shared: Floats
    products: Floats


def divisors(both: Both, normalisation: BetweenActors) -> Floats:
    """What the weights of pairs of actors are divided by."""
    if normalisation == "average":
        return np.asarray((both.first + both.second) / 2)
    if normalisation == "cosine":
        return np.asarray(both.first * both.second)
    if normalisation == "jaccard":
        alone = (both.first - both.first_shared) + (both.second - both.second_shared)
        return np.asarray(alone + both.products)
    return np.ones_like(both.products)


def two_mode(counts: ArrayLike, scale: Sequence[float], weight: TwoMode, normalisation: OfCells = "no") -> Floats:
    """Weights between actors and concepts.

    Args:
        counts: shape (..., actors, concepts, values).
        scale: the number of each value; it is needed to `subtract` only.
        weight: `ignore` values, `subtract` (the sum of the numbers, so support less opposition for 1 and -1), or
            `combine`: the values that occur as bits, the first the highest.
        normalisation: by the statements of the actor (`activity`) or about the concept (`prominence`).

    Returns:
        Shape (..., actors, concepts).
    """
    counts = np.asarray(counts, dtype=float)
    spoken = counts.sum(axis=-1)
    if weight == "combine":
        return np.asarray((counts > 0) @ 2.0 ** np.arange(counts.shape[-1])[::-1])
    weights = spoken if weight == "ignore" else counts @ np.asarray(scale, dtype=float)
    if normalisation == "no":
        return np.asarray(weights)
    return divided(weights, spoken.sum(axis=-1 if normalisation == "activity" else -2, keepdims=True))


def closeness(scale: Sequence[float], values: int, weight: OneMode) -> Floats:
    """What a pair of statements with two values counts, shape (values, values)."""
    if weight == "ignore":
        return np.ones((values, values))
    numbers = np.asarray(scale, dtype=float)
    apart = np.abs(numbers[:, None] - numbers) / (numbers.max() - numbers.min())
    return np.asarray({"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}[weight])


def divided(weights: Floats, divisors: Floats) -> Floats:
    """The quotient; 0 where the divisor is."""
    weights, divisors = np.broadcast_arrays(weights, divisors)
    return np.divide(weights, divisors, out=np.zeros_like(weights), where=divisors != 0)


def _flat(counts: Floats) -> Floats:
    return counts.reshape(*counts.shape[:-2], -1)


def _turned(matrix: Floats) -> Floats:
    return matrix.swapaxes(-1, -2)
