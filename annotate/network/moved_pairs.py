"""By how much articles move the weights between actors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotate.agreement.results.sums import Ints
from annotate.network.counts import StatementCounts
from annotate.network.matrices import BetweenActors, Both, Floats, OneMode, closeness, divided, divisors
from annotate.network.moved import Moved

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_ROWS_AT_ONCE = 4096


class _Said(NamedTuple):
    """What each actor says in each article where they say something; rows by actor, then article; all counts grown.

    Attributes:
        article: shape (rows,).
        actor: shape (rows,).
        begins: shape (actors + 1,); the rows of actor n are begins[n] to begins[n + 1].
        counts: shape (rows, concepts * values).
        spoken: shape (rows,); the sum of each row.
        total: shape (actors, concepts * values).
    """

    article: Ints
    actor: Ints
    begins: Ints
    counts: csr_array
    spoken: Floats
    total: Floats


@dataclass(frozen=True)
class _Product:
    """A sum of products over what two actors say, and what both sides are in each row.

    Attributes:
        left, right: shape (actors, concepts * values).
        left_rows, right_rows: shape (rows, concepts * values); what leaving out the article takes away.
    """

    left: Floats
    right: Floats
    left_rows: csr_array
    right_rows: csr_array


class _Without(NamedTuple):
    """The products and the statements of pairs without an article, each of shape (..., pairs)."""

    products: list[Floats]
    first: Floats
    second: Floats


_Weights = Callable[[_Without], Floats]


def moved_pairs(
    counts: StatementCounts, scale: tuple[float, ...], weight: OneMode, normalisation: BetweenActors
) -> Moved:
    """What articles do to the weights that `one_mode` makes of the same arguments.

    Returns:
        Its fields have shape (actors, actors); only the part above the diagonal is filled.
    """
    actors = counts.names.shape[0]
    # A sum without an article is that of as many articles as before.
    said = _said(counts, counts.articles / max(counts.articles - 1, 1))
    products = _products(said, closeness(scale, counts.names.shape[2], weight), normalisation)
    nothing = np.zeros(())

    def weights(without: _Without) -> Floats:
        weight, *divisor = without.products
        if normalisation == "no":
            return weight
        # Jaccard's product is less what each shares with the other.
        both = Both(without.first, without.second, nothing, nothing, divisor[0] if divisor else weight)
        return divided(weight, divisors(both, normalisation))

    fields = np.zeros((3, actors, actors))
    for actor in range(actors - 1):
        fields[:, actor, actor + 1 :] = _moved_of(actor, said, products, weights, counts.by_article.shape[0])
    return Moved(*fields)


def _said(counts: StatementCounts, grown: float) -> _Said:
    from scipy.sparse import csr_array

    actors, concepts, values = counts.names.shape
    width = concepts * values
    cells = counts.by_article.tocoo()
    articles = counts.by_article.shape[0]
    rows, row = np.unique((cells.col // width).astype(np.int64) * articles + cells.row, return_inverse=True)
    matrix = csr_array((cells.data * grown, (row, cells.col % width)), shape=(len(rows), width))
    actor = rows // articles
    begins = np.searchsorted(actor, np.arange(actors + 1))
    total = counts.total.reshape(actors, width) * grown
    return _Said(rows % articles, actor, begins, matrix, matrix.sum(axis=1), total)


def _products(said: _Said, closeness: Floats, normalisation: BetweenActors) -> list[_Product]:
    """The product that is the weight; and for Jaccard, equal products less what each shares with the other."""
    from scipy.sparse import csr_array, hstack, kron

    weighed = csr_array(kron(np.eye(said.total.shape[1] // len(closeness)), closeness))
    products = [_Product(said.total @ weighed, said.total, said.counts @ weighed, said.counts)]
    if normalisation == "jaccard":
        # Without an article that has all of what an actor says of something, nothing of it is left.
        rows = said.counts.tocoo()
        is_all = rows.data == said.total[said.actor[rows.row], rows.col]
        gone = csr_array((np.ones(is_all.sum()), (rows.row[is_all], rows.col[is_all])), shape=said.counts.shape)
        says = (said.total > 0).astype(float)
        products.append(
            _Product(
                np.hstack([said.total, says]),
                np.hstack([said.total - says, -said.total]),
                csr_array(hstack([said.counts, gone])),
                csr_array(hstack([said.counts - gone, -said.counts])),
            )
        )
    return products


def _moved_of(actor: int, said: _Said, products: list[_Product], weights: _Weights, articles: int) -> Floats:
    """What articles do to the weights of an actor and each of those after it, shape (3, actors after it)."""
    after = slice(actor + 1, None)
    spoken = said.total.sum(axis=1)
    second = spoken[after]
    whole = [factors.right[after] @ factors.left[actor] for factors in products]
    unmoved = weights(_Without(whole, spoken[actor], second))
    begin, end = said.begins[actor : actor + 2]
    rows = slice(end, None)
    other = said.actor[rows] - (actor + 1)
    of_others = [_rows_from(end, factors.right_rows) @ factors.left[actor] for factors in products]
    own_row = np.full(articles, -1)
    own_row[said.article[begin:end]] = np.arange(begin, end)
    in_own = own_row[said.article[rows]]
    moved = _Tally(len(second))

    alone = np.flatnonzero(in_own < 0)
    left = [product[other[alone]] - taken[alone] for product, taken in zip(whole, of_others, strict=True)]
    without = _Without(left, spoken[actor], second[other[alone]] - said.spoken[rows][alone])
    moved.add(other[alone], weights(without) - unmoved[other[alone]])

    for place in range(begin, end, _ROWS_AT_ONCE):
        some = slice(place, min(place + _ROWS_AT_ONCE, end))
        left = [
            product - factors.left_rows[some] @ factors.right[after].T
            for product, factors in zip(whole, products, strict=True)
        ]
        first = spoken[actor] - said.spoken[some, None]
        moves = weights(_Without(left, first, second)) - unmoved
        moved.add_all(moves)
        # Articles in which both speak: both lose what they say there.
        both = np.flatnonzero((in_own >= some.start) & (in_own < some.stop))
        at = in_own[both] - some.start, other[both]
        shared = [
            factors.left_rows[in_own[both]].multiply(factors.right_rows[end + both]).sum(axis=1) for factors in products
        ]
        left = [
            product[at] - taken[both] + twice for product, taken, twice in zip(left, of_others, shared, strict=True)
        ]
        without = _Without(left, first[at[0], 0], second[other[both]] - said.spoken[end + both])
        moved.add(other[both], weights(without) - unmoved[other[both]], moves[at])
    articles_of_either = end - begin + np.bincount(other[alone], minlength=len(second))
    return np.array([articles_of_either, moved.total, moved.squares])


def _rows_from(row: int, matrix: csr_array) -> csr_array:
    """The last rows of a matrix, without a copy of what is in them."""
    from scipy.sparse import csr_array

    begin = matrix.indptr[row]
    parts = matrix.data[begin:], matrix.indices[begin:], matrix.indptr[row:] - begin
    return csr_array(parts, shape=(matrix.shape[0] - row, matrix.shape[1]))


class _Tally:
    """Sums of moves and of their squares, for each of some weights."""

    def __init__(self, size: int) -> None:
        self.total, self.squares = np.zeros(size), np.zeros(size)

    def add_all(self, moves: Floats) -> None:
        """Add moves of every weight, shape (rows, weights)."""
        self.total += moves.sum(axis=0)
        self.squares += (moves**2).sum(axis=0)

    def add(self, weight: Ints, moves: Floats, instead_of: Floats | float = 0.0) -> None:
        """Add moves of some weights, in the place of others that were added before."""
        self.total += np.bincount(weight, moves - instead_of, len(self.total))
        self.squares += np.bincount(weight, moves**2 - instead_of**2, len(self.squares))
