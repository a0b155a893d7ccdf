"""How alike the networks of two annotators are: whether a network depends on who coded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotate.agreement.results.intervals import interval
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.scales import plain
from annotate.agreement.results.sums import Bearing, Estimate, Floats, Sums
from annotate.network.build import axes
from annotate.network.choice import NetworkChoice, scale_of
from annotate.network.counts import count_statements
from annotate.network.intervals import rows_by_article
from annotate.network.read import Source
from annotate.network.statements import Statement, without_duplicates
from annotate.schema import Schema

_MOST = 20_000_000
_NOTHING = 1e-12


class Likeness(NamedTuple):
    """The correlation of the weights of two networks, of the sentences that both annotators judged.

    Attributes:
        annotators: who.
        sentences: how many both judged.
        correlation: Pearson's, over all pairs that can have an edge; None if it is undefined.
        bounds: of its 95 % interval by articles; None if there cannot be one.
        note: why there is none.
    """

    annotators: tuple[str, str]
    sentences: int
    correlation: float | None
    bounds: tuple[float, float] | None
    note: str = ""


def likenesses(sources: Mapping[str, Source], choice: NetworkChoice, schema: Schema) -> Iterator[Likeness]:
    """How alike the networks of each two annotators are who share a sentence."""
    for first, second in combinations(sources, 2):
        shared = sources[first].sentences.keys() & sources[second].sentences.keys()
        if shared:
            yield _likeness((first, second), sources, shared, choice, schema)


def _likeness(
    pair: tuple[str, str], sources: Mapping[str, Source], shared: set[str], choice: NetworkChoice, schema: Schema
) -> Likeness:
    said = [
        without_duplicates(
            [statement for statement in sources[name].statements if statement.sentence in shared],
            choice.duplicates,
            with_value=choice.uses_values,
        ).statements
        for name in pair
    ]
    if not all(said):
        return Likeness(pair, len(shared), None, None, "one of them has no statement")
    articles = len({sources[pair[0]].sentences[sentence] for sentence in shared})
    sums = _sums(said[0], said[1], articles, choice, schema)
    value = float(sums.estimate.value)
    if np.isnan(value):
        return Likeness(pair, len(shared), None, None, "all weights of one of them are equal")
    if sums.rows.shape[0] * sums.rows.shape[1] > _MOST:
        return Likeness(pair, len(shared), value, None, "too many actors and articles")
    estimated = interval(sums, Resampling())
    return Likeness(pair, len(shared), value, estimated.bounds, estimated.reason)


def _sums(
    first: list[Statement], second: list[Statement], articles: int, choice: NetworkChoice, schema: Schema
) -> Sums:
    """The statements of both by article."""
    names = axes([*first, *second], choice, schema)
    sides = ((side, statement) for side, statements in enumerate((first, second)) for statement in statements)
    both = [replace(statement, actor=f"{side} {statement.actor}") for side, statement in sides]
    actors = tuple(f"{side} {actor}" for side in (0, 1) for actor in names.actors)
    counts = count_statements(both, names._replace(actors=actors), articles)
    rows, times = rows_by_article(counts, np.arange(counts.by_article.shape[1]))
    scale = scale_of(schema) if choice.uses_values else ()

    def correlation(totals: Floats) -> Estimate:
        weights = choice.weights(totals.reshape(*totals.shape[:-1], 2, *names.shape), scale)
        if choice.kind == "one-mode":
            upper = np.triu_indices(len(names.actors), 1)
            cells = weights[..., upper[0], upper[1]]
        else:
            cells = weights.reshape(*weights.shape[:-2], -1)
        apart = cells - cells.mean(axis=-1, keepdims=True) if cells.shape[-1] else np.zeros((*cells.shape[:-1], 1))
        one, other = apart[..., 0, :], apart[..., 1, :]
        sizes = np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))
        shares = np.full(sizes.shape, np.nan)
        value = np.divide((one * other).sum(axis=-1), sizes, out=shares, where=sizes > _NOTHING)
        return Estimate(value, value, value)

    return Sums(rows, times, correlation, plain(-1, 1), Bearing(objects=slice(0, rows.shape[1])))
