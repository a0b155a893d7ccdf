"""How sure a weight is: its interval by articles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotate.agreement.results.intervals import FEWEST, interval
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.scales import plain
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Ints, Sums
from annotate.counting import count
from annotate.network.choice import Choice
from annotate.network.counts import Counts


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
        """Whether the edge can be told from none: 0 is outside its interval."""
        return self.bounds is not None and (self.bounds[0] > 0 or self.bounds[1] < 0)


def certainty(counts: Counts, choice: Choice, scale: tuple[float, ...], row: int, column: int) -> Certainty:
    """The interval of one weight: what it would be in as many other articles of the same kind.

    Args:
        counts: of statements by article.
        choice: how the weight is made.
        scale: the numbers of the qualifier's values.
        row: the actor.
        column: the other actor, or the concept.
    """
    if choice.weight == "combine":
        return Certainty(0, None, "combined values are signs, not numbers")
    sums = _sums(counts, choice, scale, (row, column))
    if sums.groups < FEWEST:
        return Certainty(sums.groups, None, f"statements in {count(sums.groups, 'article')} only, and it takes three")
    bounds, _, notes = interval(sums, Resampling())
    return Certainty(sums.groups, bounds, "" if bounds else "; ".join(notes).removeprefix("no interval: "))


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


def _sums(counts: Counts, choice: Choice, scale: tuple[float, ...], edge: tuple[int, int]) -> Sums:
    """The statements that one weight rests on, by article; the last statistic counts the articles."""
    cells, place = _cells(counts, choice, *edge)
    rows, times = rows_by_article(counts, cells.ravel())

    def weight(totals: Floats) -> Estimate:
        # A sum grows with the articles: without one of them, it is that of fewer.
        per_article = totals[..., :-1] / totals[..., -1:]
        tensor = (per_article * counts.articles).reshape(*totals.shape[:-1], *cells.shape)
        value = choice.weights(tensor, scale)[(..., *place)]
        return Estimate(value, value, value)

    lowest = -np.inf if choice.weight == "subtract" else 0.0
    bearing = Bearing(objects=slice(0, rows.shape[1]))
    return Sums(np.column_stack([rows, np.ones(len(rows))]), times, weight, plain(lowest, np.inf), bearing)


def _cells(counts: Counts, choice: Choice, row: int, column: int) -> tuple[Ints, tuple[int, int]]:
    """The cells of the counts that a weight depends on, and where it is among them."""
    shape = counts.names.shape
    index = np.arange(np.prod(shape)).reshape(shape)
    if choice.kind == "one-mode":
        pair = index[[row, column]]
        return pair[:, counts.total[[row, column]].any(axis=(0, 2))], (0, 1)
    if choice.normalisation == "activity":
        return index[[row]], (0, column)
    if choice.normalisation == "prominence":
        return index[:, [column]], (row, 0)
    return index[[row]][:, [column]], (0, 0)
