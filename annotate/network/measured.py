"""Measures of a network and of its nodes, with intervals by articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from annotate.agreement.results.sums import Ints
from annotate.network.certainty import Estimated, certainty
from annotate.network.choice import NetworkChoice
from annotate.network.counts import StatementCounts
from annotate.network.matrices import Floats
from annotate.network.measures import (
    density,
    density_of_two_modes,
    ei_index,
    eigenvector,
    in_strength,
    modularity,
    out_strength,
)
from annotate.network.moved import summed
from annotate.network.weighed import Weighed

_PARTS = 200


class Measure(NamedTuple):
    """A measure of a network, or of one of its nodes.

    Attributes:
        name: `density`, `strength`, `out_strength`, `in_strength`, `eigenvector`, `ei_index` or `modularity`.
        node: whose it is; "" for the whole network.
        value: None where it is undefined.
        bounds: of its 95 % interval; None if there cannot be one.
        note: why something is missing.
    """

    name: str
    node: str
    value: float | None
    bounds: tuple[float, float] | None
    note: str = ""


@dataclass(frozen=True)
class _Kind:
    """How a measure is computed.

    Attributes:
        name: as in `Measure`.
        nodes: whose it is; one "" for the whole network.
        compute: matrix of weights → one value for each of `nodes`.
        ends: the least and the most that it can be.
        axis: where the nodes are in the matrix; None for the whole network.
    """

    name: str
    nodes: tuple[str, ...]
    compute: Callable[[Floats], Floats]
    ends: tuple[float, float]
    axis: Literal[0, 1] | None = None


def measure_network(weighed: Weighed, groups: Mapping[str, str]) -> tuple[Measure, ...]:
    """All measures of a network; none if its weights are signs.

    Weights that can be below 0 have density and strengths only. A measure without an article is that of as many
    articles as before; from 200 articles on, they are left out in 200 parts.

    Args:
        weighed: the weights, with the counts of statements by article that they are made of.
        groups: actor → its group; `ei_index` and `modularity` are of the actors that have one.

    Source:
        Kott (2001), The Delete-a-Group Jackknife, Journal of Official Statistics 17(4).
    """
    counts, choice = weighed.counts, weighed.choice
    if choice.weight == "combine":
        return ()
    kinds = _kinds(choice, counts, groups)
    values = _of_each(kinds, weighed.matrix)
    without = [_of_each(kinds, weighed.weights(total)) for total in _without_each_part(counts)]
    return tuple(
        measure
        for kind, value, moved in zip(kinds, values, zip(*without, strict=True), strict=True)
        for measure in _measured(kind, value, np.array(moved), _articles(kind, counts))
    )


def _without_each_part(counts: StatementCounts) -> Iterator[Floats]:
    """What all other parts of the articles say, as of as many articles."""
    parts = min(counts.articles, _PARTS)
    grown = parts / max(parts - 1, 1)
    for place in range(parts):
        part = np.asarray(counts.by_article[place::parts].sum(axis=0)).reshape(counts.names.shape)
        yield (counts.total - part) * grown


def _of_each(kinds: list[_Kind], matrix: Floats) -> list[Floats]:
    return [np.atleast_1d(kind.compute(matrix)) for kind in kinds]


def _articles(kind: _Kind, counts: StatementCounts) -> Ints:
    """In how many articles each node speaks or is spoken of, or in how many there is anything."""
    actors, concepts, _ = counts.names.shape
    if kind.axis is None:
        return np.array([counts.by_article.shape[0]])
    cells = np.arange(actors * concepts)
    spoken = summed(counts, cells // concepts if kind.axis == 0 else cells % concepts)
    return np.asarray(spoken.count_nonzero(axis=0))


def _measured(kind: _Kind, values: Floats, moved: Floats, articles: Ints) -> Iterator[Measure]:
    parts = len(moved)
    with np.errstate(invalid="ignore"):
        errors = np.sqrt((parts - 1) / parts * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0))
    for node, value, error, bearing in zip(
        kind.nodes, values.tolist(), errors.tolist(), articles.tolist(), strict=True
    ):
        if np.isnan(value):
            yield Measure(kind.name, node, None, None, "undefined: no weights to compare")
        else:
            sure = certainty(Estimated(value, error, bearing, min(bearing, parts) - 1), kind.ends)
            yield Measure(kind.name, node, value, sure.bounds, sure.note)


def _kinds(choice: NetworkChoice, counts: StatementCounts, groups: Mapping[str, str]) -> list[_Kind]:
    actors, concepts, _ = counts.names
    least = -np.inf if choice.weight == "subtract" else 0.0
    is_two_mode = choice.kind == "two-mode"
    kinds = [_Kind("density", ("",), density_of_two_modes if is_two_mode else density, (0, 1))]
    if choice.kind == "one-mode":
        kinds.append(_Kind("strength", actors, out_strength, (least, np.inf), 0))
    else:
        first, second = ("strength", "strength") if is_two_mode else ("out_strength", "in_strength")
        kinds.append(_Kind(first, actors, out_strength, (least, np.inf), 0))
        kinds.append(_Kind(second, concepts, in_strength, (least, np.inf), 1))
    if is_two_mode or choice.weight == "subtract":
        return kinds
    if choice.kind == "one-mode":
        kinds.append(_Kind("eigenvector", actors, eigenvector, (0, 1), 0))
    chosen = [place for place, actor in enumerate(actors) if actor in groups]
    names, codes = np.unique([groups[actors[place]] for place in chosen], return_inverse=True)
    if len(names) > 1:
        inside = codes[:, None] == codes

        def between(matrix: Floats) -> Floats:
            some = matrix[np.ix_(chosen, chosen)]
            return some + some.T if choice.is_directed else some

        kinds.append(_Kind("ei_index", ("",), lambda matrix: ei_index(between(matrix), inside), (-1, 1)))
        kinds.append(_Kind("modularity", ("",), lambda matrix: modularity(between(matrix), inside), (-0.5, 1)))
    return kinds
