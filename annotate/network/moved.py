"""By how much articles move the weights of cells: of an actor and a concept, or of an actor and who is to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotate.agreement.results.sums import Ints
from annotate.network.counts import StatementCounts
from annotate.network.matrices import Floats, OfCells, TwoMode, divided

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Moved(NamedTuple):
    """What leaving out each article in turn does to each weight of a matrix; all are of its shape.

    A sum grows with the articles, so a weight without one of them is that of as many as before.

    Attributes:
        articles: how many articles bear on the weight; without any of the others it is the same.
        total: the sum, over the articles that bear on it, of the weight without the article less the same of another.
        squares: the sum of the squares of these differences.
    """

    articles: Floats
    total: Floats
    squares: Floats

    def errors(self, listed: int) -> Floats:
        """The standard error of each weight, by the jackknife over `listed` articles."""
        spread = np.maximum(self.squares - self.total**2 / listed, 0)
        return np.asarray(np.sqrt((listed - 1) / listed * spread))


def moved_cells(counts: StatementCounts, scale: tuple[float, ...], weight: TwoMode, normalisation: OfCells) -> Moved:
    """What articles do to the weights that `two_mode` makes of the same arguments, `combine` excepted.

    Returns:
        Its fields have shape (actors, concepts).
    """
    actors, concepts, values = counts.names.shape
    cells = np.arange(actors * concepts)
    numbers = np.asarray(scale, dtype=float) if weight == "subtract" else np.ones(values)
    weights = summed(counts, cells, np.tile(numbers, len(cells)))
    if normalisation == "no":
        grown = counts.articles / max(counts.articles - 1, 1)
        articles = summed(counts, cells).count_nonzero(axis=0)
        moved = Moved(articles, -grown * weights.sum(axis=0), grown**2 * weights.power(2).sum(axis=0))
    else:
        # Whose statements divide a cell: those of its actor, or those about its concept.
        divisor = cells // concepts if normalisation == "activity" else cells % concepts
        moved = _moved_quotients(weights, summed(counts, divisor), divisor)
    return Moved(*(np.asarray(field, dtype=float).reshape(actors, concepts) for field in moved))


def _moved_quotients(weights: csr_array, spoken: csr_array, divisor: Ints) -> Moved:
    """The same for weights that are divided by sums of statements.

    Args:
        weights: shape (articles, cells).
        spoken: shape (articles, divisors).
        divisor: shape (cells,); the column of `spoken` that divides each cell.
    """
    whole, said = weights.sum(axis=0), spoken.sum(axis=0)
    without = spoken.tocoo()
    per_statement = divided(np.ones(without.nnz), said[without.col] - without.data)
    change = per_statement - 1 / said[without.col]
    first, second = (np.bincount(without.col, change**power, len(said))[divisor] for power in (1, 2))
    # An article without the cell moves it in proportion to the weight; one with it takes a part away too.
    having = weights.tocoo()
    place = np.searchsorted(
        without.row * len(said) + without.col, having.row * len(said) + divisor[having.col].astype(np.int64)
    )
    in_proportion = whole[having.col] * change[place]
    moves = in_proportion - having.data * per_statement[place]
    total = np.bincount(having.col, moves - in_proportion, len(whole))
    squares = np.bincount(having.col, moves**2 - in_proportion**2, len(whole))
    articles = spoken.count_nonzero(axis=0)[divisor]
    return Moved(articles, whole * first + total, whole**2 * second + squares)


def summed(counts: StatementCounts, column: Ints, factors: Floats | None = None) -> csr_array:
    """The statements of each article, shape (articles, columns), row by row in the order of the columns.

    Args:
        counts: the statements.
        column: shape (actors * concepts,); where those of an actor about a concept go.
        factors: shape (actors * concepts * values,); what each counts, 1 by default.
    """
    from scipy.sparse import csr_array

    cells = counts.by_article.shape[1]
    columns = np.repeat(column, cells // len(column))
    factors = np.ones(cells) if factors is None else factors
    to = csr_array((factors, (np.arange(cells), columns)), shape=(cells, int(column.max()) + 1))
    summed = csr_array(counts.by_article @ to)
    summed.sort_indices()
    return summed
