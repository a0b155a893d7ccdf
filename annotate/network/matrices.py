"""Matrices of discourse networks: what actors say of concepts, as weights between them.

Every function takes counts of shape (..., actors, concepts, values): in how many statements an actor speaks of a
concept with a value of the scale. Leading axes are networks side by side, such as resamples.

Source:
    Leifeld, Discourse Network Analyzer manual, ch. "Algorithms". DNA's program divides by the range of the values
    that were observed; here it is that of the scale, so that one stance everywhere has a congruence too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

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
    weighed = _flat(counts @ _closeness(scale, counts.shape[-1], weight))
    weights = weighed @ flat.swapaxes(-1, -2)
    if normalisation != "no":
        weights = _divided(weights, _between(flat, normalisation))
    actors = np.arange(counts.shape[-3])
    weights[..., actors, actors] = 0
    return weights


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
    return _divided(weights, spoken.sum(axis=-1 if normalisation == "activity" else -2, keepdims=True))


def _flat(counts: Floats) -> Floats:
    return counts.reshape(*counts.shape[:-2], -1)


def _closeness(scale: Sequence[float], values: int, weight: OneMode) -> Floats:
    """What a pair of statements with two values counts, shape (values, values)."""
    if weight == "ignore":
        return np.ones((values, values))
    numbers = np.asarray(scale, dtype=float)
    apart = np.abs(numbers[:, None] - numbers) / (numbers.max() - numbers.min())
    return np.asarray({"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}[weight])


def _between(flat: Floats, normalisation: BetweenActors) -> Floats:
    """The divisor for each pair of actors."""
    activity = flat.sum(axis=-1)
    first, second = activity[..., :, None], activity[..., None, :]
    if normalisation == "average":
        return np.asarray((first + second) / 2)
    if normalisation == "cosine":
        return np.asarray(first * second)
    shared = flat @ (flat > 0).astype(float).swapaxes(-1, -2)
    return np.asarray(first - shared + second - shared.swapaxes(-1, -2) + flat @ flat.swapaxes(-1, -2))


def _divided(weights: Floats, divisors: Floats) -> Floats:
    divisors = np.broadcast_to(divisors, weights.shape)
    return np.divide(weights, divisors, out=np.zeros_like(weights), where=divisors != 0)
