"""Scales: where an interval lies evenly around its value, so that its bounds stay within what a measure can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """A scale for values of one kind of measure.

    Attributes:
        name: as signatures have it.
        forth: value → its place on the scale.
        back: the other way.
        slope: by how much the place changes with the value.
        lowest: the smallest value.
        highest: the largest.
    """

    name: str
    forth: Callable[[_Floats], _Floats]
    back: Callable[[_Floats], _Floats]
    slope: Callable[[_Floats], _Floats]
    lowest: float
    highest: float


def _logistic(place: _Floats) -> _Floats:
    return np.asarray(0.5 * (1 + np.tanh(place / 2)))


LOG = Scale("log", lambda v: -np.log1p(-v), lambda x: -np.expm1(-x), lambda v: 1 / (1 - v), -np.inf, 1.0)
"""For coefficients that are at most 1: ratios of disagreement."""

LOGIT = Scale("logit", lambda v: np.log(v / (1 - v)), _logistic, lambda v: 1 / (v * (1 - v)), 0.0, 1.0)
"""For shares and F1."""


def plain(lowest: float, highest: float) -> Scale:
    """The value itself, for differences; bounds end where differences do."""
    return Scale("value", lambda v: v, lambda x: np.clip(x, lowest, highest), np.ones_like, lowest, highest)
