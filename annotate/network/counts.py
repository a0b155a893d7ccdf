"""Counts of statements by article: what every weight and its interval are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from annotate.network.matrices import Floats
from annotate.network.statements import Names, Statement

if TYPE_CHECKING:
    from scipy.sparse import csc_array


@dataclass(frozen=True)
class StatementCounts:
    """How often each actor says what in each article.

    Attributes:
        names: the axes of a matrix of counts.
        by_article: shape (articles with statements, actors * concepts * values), sparse.
        articles: how many articles there are, those without statements too.
    """

    names: Names
    by_article: csc_array
    articles: int

    @cached_property
    def total(self) -> Floats:
        """Shape (actors, concepts, values)."""
        return np.asarray(self.by_article.sum(axis=0), dtype=float).reshape(self.names.shape)


def count_statements(statements: Sequence[Statement], names: Names, articles: int) -> StatementCounts:
    """Sum the weights of statements by article, actor, concept and value."""
    from scipy.sparse import coo_array

    actor, concept, value = ({name: place for place, name in enumerate(axis)} for axis in names)
    numbers = {name: number for number, name in enumerate(sorted({statement.article for statement in statements}))}
    _, concepts, values = names.shape
    cells = [(actor[each.actor] * concepts + concept[each.concept]) * values + value[each.value] for each in statements]
    shape = (len(numbers), int(np.prod(names.shape)))
    weights = [each.weight for each in statements]
    rows = coo_array((weights, ([numbers[each.article] for each in statements], cells)), shape=shape).tocsc()
    return StatementCounts(names, rows, max(articles, len(numbers)))
