"""Resampling: which articles, or units, are drawn with replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.results.sums import Floats, Sums

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_AT_ONCE = 2_000_000
_IN_CACHE = 20_000


class Resampling(NamedTuple):
    """How intervals are made.

    Attributes:
        resamples: how often groups are drawn for a percentile bootstrap; None for the jackknife, 0 for no interval.
        seed: of what is drawn.
        unit: the word for what is left out or drawn.
    """

    resamples: int | None = None
    seed: int = 1
    unit: str = "article"


def per(unit: str, articles: ArrayLike | None, resampling: Resampling | None) -> Resampling:
    """How to resample: articles where they are known, else what `unit` says."""
    how = resampling or Resampling()
    return how if articles is not None else how._replace(unit=unit)


def draw(sums: Sums, resampling: Resampling) -> Floats:
    """Sums of shape (resamples, statistics), each over as many groups as there are, drawn with replacement."""
    rng = np.random.default_rng(resampling.seed)
    distinct, groups = len(sums.times), int(sums.times.sum())
    resamples = resampling.resamples or 0
    drawn = np.empty((resamples, sums.rows.shape[1]))
    if distinct * 8 < groups:
        step = max(1, _AT_ONCE // distinct)
        for first in range(0, resamples, step):
            size = min(step, resamples - first)
            drawn[first : first + size] = rng.multinomial(groups, sums.times / groups, size=size) @ sums.rows
        return drawn
    members = np.repeat(np.arange(distinct), sums.times) if distinct < groups else None
    columns = _columns(sums.rows)
    step = max(1, _IN_CACHE // groups)
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        cells = rng.integers(groups, size=(size, groups))
        if members is not None:
            cells = members[cells]
        cells += distinct * np.arange(size)[:, None]
        times = np.bincount(cells.ravel(), minlength=size * distinct).reshape(size, distinct)
        drawn[first : first + size] = (columns @ times.T.astype(float)).T
    return drawn


def _columns(rows: Floats | csr_array) -> Floats | csr_array:
    """The statistics as lines, sparse where that makes sums over groups faster."""
    if isinstance(rows, np.ndarray):
        if 4 * np.count_nonzero(rows) > rows.size:
            return np.ascontiguousarray(rows.T)
        from scipy.sparse import csc_array

        rows = csc_array(rows)
    return rows.T.tocsr()
