"""Shares and differences of shares, with intervals from leaving out whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from annotate.agreement.coefficients.gwet import share as share_of_sums
from annotate.agreement.results.intervals import interval
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.scales import LOGIT, plain
from annotate.agreement.results.sums import Bearing, Estimate, Floats, sums_of


@dataclass(frozen=True)
class Share:
    """A part of a whole, or a difference of two parts, as a share of the whole.

    Attributes:
        value: the share, 0 to 1, or the difference, −1 to 1.
        interval: 95 %, by article; None where there is none, and `note` says why.
        part: how many, or how many more.
        whole: of how many.
        note: what to keep in mind.
    """

    value: float
    interval: tuple[float, float] | None
    part: float
    whole: int
    note: str

    def to_json(self) -> dict[str, Any]:
        """The share for scripts."""
        row: dict[str, Any] = {"value": self.value, "interval": self.interval and list(self.interval)}
        return row | {"part": round(self.part, 6), "of": self.whole} | ({"note": self.note} if self.note else {})


def share(parts: Sequence[float], wholes: Sequence[float], articles: Sequence[str]) -> Share:
    """The share of parts in wholes, of which there is one; a line each for every unit."""
    rows = np.column_stack([parts, wholes]).astype(float)
    # A unit that is not all part keeps the share off 1, and one that has a part off 0.
    bearing = Bearing(objects=slice(1, 2), apart=np.array([-1.0, 1.0]), alike=np.array([1.0, 0.0]))
    estimated = interval(sums_of(rows, np.array(articles), share_of_sums, LOGIT, bearing), Resampling())
    part, whole = rows.sum(axis=0)
    return Share(float(part / whole), estimated.bounds, float(part), int(whole), estimated.note)


def difference(ones: Sequence[float], others: Sequence[float], articles: Sequence[str]) -> Share:
    """By how much the mean of `ones` is above that of `others`; a line each for every unit."""
    units = np.ones(len(ones))
    rows = np.column_stack([ones, others, units]).astype(float)
    where = np.array(articles)
    bearing = Bearing(objects=slice(1, 2))
    sides = tuple(
        sums_of(np.column_stack([side, units]), where, share_of_sums, LOGIT, bearing) for side in (ones, others)
    )
    sums = sums_of(rows, where, _difference, plain(-1.0, 1.0), Bearing(objects=slice(2, 3)))
    estimated = interval(replace(sums, sides=(sides[0], sides[1])), Resampling())
    one, other, whole = rows.sum(axis=0)
    return Share(float((one - other) / whole), estimated.bounds, float(one - other), int(whole), estimated.note)


def _difference(sums: Floats) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = sums[..., 0] / sums[..., 2], sums[..., 1] / sums[..., 2]
    return Estimate(one - other, one, other)
