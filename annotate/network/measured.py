"""Measures of a network and of its nodes, with intervals by articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.intervals import FEWEST, LEVEL
from annotate.counting import count
from annotate.network.choice import Choice
from annotate.network.counts import Counts
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

_BLOCKS = 200
_NO_WIDTH = 1e-12


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


def measure_network(
    counts: Counts, choice: Choice, scale: tuple[float, ...], groups: Mapping[str, str]
) -> tuple[Measure, ...]:
    """All measures of a network; none if its weights are signs.

    Weights that can be below 0 have density and strengths only. A measure without an article is that of as many
    articles as before; from 200 articles on, they are left out in 200 parts.

    Args:
        counts: of statements by article.
        choice: how weights are made.
        scale: the numbers of the qualifier's values.
        groups: actor → its group; `ei_index` and `modularity` are of the actors that have one.

    Source:
        Kott (2001), The Delete-a-Group Jackknife, Journal of Official Statistics 17(4).
    """
    if choice.weight == "combine":
        return ()
    kinds = _kinds(choice, counts, groups)
    values = _of_each(kinds, choice.weights(counts.total, scale))
    without, spoken = [], []
    for part in _parts(counts):
        without.append(_of_each(kinds, choice.weights(part.rest, scale)))
        spoken.append(part.spoken)
    return tuple(
        measure
        for kind, value, moved in zip(kinds, values, zip(*without, strict=True), strict=True)
        for measure in _measured(kind, value, np.array(moved), _bearing(kind, np.array(spoken)))
    )


class _Part(NamedTuple):
    """A part of the articles: what all others say, as of as many, and who speaks of what in it."""

    rest: Floats
    spoken: NDArray[np.bool_]


def _parts(counts: Counts) -> Iterator[_Part]:
    parts = min(counts.articles, _BLOCKS)
    grown = parts / max(parts - 1, 1)
    for place in range(parts):
        part = np.asarray(counts.by_article[place::parts].sum(axis=0)).reshape(counts.names.shape)
        yield _Part((counts.total - part) * grown, np.asarray(part.any(axis=-1)))


def _of_each(kinds: list[_Kind], matrix: Floats) -> list[Floats]:
    return [np.atleast_1d(kind.compute(matrix)) for kind in kinds]


def _bearing(kind: _Kind, spoken: NDArray[np.bool_]) -> NDArray[np.intp]:
    """In how many parts of the articles each node speaks or is spoken of, or in how many there is anything."""
    if kind.axis is None:
        return np.atleast_1d(spoken.any(axis=(1, 2)).sum())
    return np.asarray(spoken.any(axis=2 - kind.axis).sum(axis=0))


def _measured(kind: _Kind, values: Floats, moved: Floats, bearing: NDArray[np.intp]) -> Iterator[Measure]:
    from scipy.special import stdtrit

    listed = len(moved)
    with np.errstate(invalid="ignore"):
        errors = np.sqrt((listed - 1) / listed * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0))
    for node, value, error, articles in zip(
        kind.nodes, values.tolist(), errors.tolist(), bearing.tolist(), strict=True
    ):
        if np.isnan(value):
            yield Measure(kind.name, node, None, None, "undefined: no weights to compare")
        elif articles < FEWEST:
            note = f"statements in {count(articles, 'article')} only; an interval needs three"
            yield Measure(kind.name, node, value, None, note)
        elif np.isnan(error):
            yield Measure(kind.name, node, value, None, "undefined without one of the articles")
        elif error < _NO_WIDTH:
            yield Measure(kind.name, node, value, None, "all articles are alike, which says nothing about others")
        else:
            reach = float(stdtrit(articles - 1, (1 + LEVEL) / 2)) * error
            low, high = np.clip([value - reach, value + reach], *kind.ends)
            yield Measure(kind.name, node, value, (float(low), float(high)))


def _kinds(choice: Choice, counts: Counts, groups: Mapping[str, str]) -> list[_Kind]:
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
