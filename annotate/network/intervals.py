"""How sure weights are: their intervals by articles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotate.agreement.results.intervals import FEWEST, LEVEL
from annotate.agreement.results.sums import Floats, Ints
from annotate.counting import count
from annotate.network.choice import Choice
from annotate.network.counts import Counts
from annotate.network.moved import Moved, moved_cells
from annotate.network.moved_pairs import moved_pairs

_NO_WIDTH = 1e-12


class Certainty(NamedTuple):
    """What is known of a weight.

    Attributes:
        articles: how many articles have statements that it is made of.
        bounds: of its 95 % interval; None if there cannot be one.
        note: why there is none.
    """

    articles: int
    bounds: tuple[float, float] | None
    note: str = ""

    @property
    def is_distinct(self) -> bool:
        """Whether the edge is distinct from none: 0 is outside its interval."""
        return self.bounds is not None and (self.bounds[0] > 0 or self.bounds[1] < 0)


def certainties(counts: Counts, choice: Choice, scale: tuple[float, ...], edges: Ints) -> list[Certainty]:
    """The interval of each of some weights: what it would be in as many other articles of the same kind.

    Args:
        counts: of statements by article.
        choice: how the weights are made.
        scale: the numbers of the qualifier's values.
        edges: shape (edges, 2); the actor, and the other actor or the concept.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11.
    """
    from scipy.special import stdtrit

    if choice.weight == "combine":
        return [Certainty(0, None, "combined values are signs, not numbers")] * len(edges)
    at = tuple(edges.T)
    weights = choice.weights(counts.total, scale)[at]
    moved = _moved(counts, choice, scale)
    articles, errors = moved.articles[at].astype(int), moved.errors(counts.articles)[at]
    reach = stdtrit(np.maximum(articles - 1, 1), (1 + LEVEL) / 2) * errors
    lowest = -np.inf if choice.weight == "subtract" else 0.0
    low, high = np.maximum(weights - reach, lowest), weights + reach
    return [
        _certainty(*sure, counts.articles)
        for sure in zip(articles.tolist(), errors.tolist(), low.tolist(), high.tolist(), strict=True)
    ]


def _moved(counts: Counts, choice: Choice, scale: tuple[float, ...]) -> Moved:
    if choice.kind == "one-mode":
        return moved_pairs(counts, scale, choice.weight, choice.normalisation)  # type: ignore[arg-type]
    return moved_cells(counts, scale, choice.weight, choice.normalisation)  # type: ignore[arg-type]


def _certainty(articles: int, error: float, low: float, high: float, listed: int) -> Certainty:
    if articles < FEWEST:
        return Certainty(articles, None, f"statements in {count(articles, 'article')} only; an interval needs three")
    if error < _NO_WIDTH:
        return Certainty(articles, None, f"all {listed} articles are alike, which says nothing about others")
    return Certainty(articles, (low, high))


def rows_by_article(counts: Counts, cells: Ints) -> tuple[Floats, Ints]:
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
