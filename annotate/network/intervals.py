"""How sure weights are: their intervals by articles."""

from __future__ import annotations

from math import inf

import numpy as np

from annotate.agreement.results.sums import Floats, Ints
from annotate.network.certainty import Certainty, Estimated, certainty
from annotate.network.counts import StatementCounts
from annotate.network.moved import Moved, moved_cells
from annotate.network.moved_pairs import moved_pairs
from annotate.network.weighed import Weighed


def certainties(weighed: Weighed, edges: Ints) -> list[Certainty]:
    """The interval of each of some weights: what it would be in as many other articles of the same kind.

    Args:
        weighed: the weights, with the counts of statements by article that they are made of.
        edges: shape (edges, 2); the actor, and the other actor or the concept.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11.
    """
    counts, choice = weighed.counts, weighed.choice
    if choice.weight == "combine":
        return [Certainty(0, None, "combined values are signs, not numbers")] * len(edges)
    at = tuple(edges.T)
    weights = weighed.matrix[at]
    moved = _moved(weighed)
    articles, errors = moved.articles[at].astype(int), moved.errors(counts.articles)[at]
    ends = (-inf if choice.weight == "subtract" else 0.0, inf)
    everything = f"all {counts.articles} articles"
    estimates = zip(weights.tolist(), errors.tolist(), articles.tolist(), (articles - 1).tolist(), strict=True)
    return [certainty(Estimated(*estimate), ends, everything) for estimate in estimates]


def _moved(weighed: Weighed) -> Moved:
    counts, choice, scale = weighed.counts, weighed.choice, weighed.scale
    if choice.kind == "one-mode":
        return moved_pairs(counts, scale, choice.weight, choice.normalisation)  # type: ignore[arg-type]
    return moved_cells(counts, scale, choice.weight, choice.normalisation)  # type: ignore[arg-type]


def rows_by_article(counts: StatementCounts, cells: Ints) -> tuple[Floats, Ints]:
    """Some cells of the counts, shape (rows, cells), and in how many articles each row is so.

    Articles that say nothing there are all alike and have one row.
    """
    rows = counts.by_article[:, cells].toarray()
    rows = rows[rows.any(axis=1)]
    silent = counts.articles - len(rows)
    times = np.ones(len(rows) + bool(silent), dtype=np.intp)
    if silent:
        rows, times[-1] = np.vstack([rows, np.zeros(rows.shape[1])]), silent
    return rows, times
