"""Measures of networks: of a matrix of weights as a whole, or of each of its nodes.

Source:
    Wasserman & Faust (1994), Social Network Analysis, ch. 4 and 5; Krackhardt & Stern (1988), Informal Networks and
    Organizational Crises; Newman (2006), Modularity and Community Structure in Networks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotate.network.matrices import Floats


def density(matrix: Floats) -> Floats:
    """The share of pairs of different nodes that have an edge; NaN for one node."""
    possible = len(matrix) * (len(matrix) - 1)
    edges = np.count_nonzero(matrix) - np.count_nonzero(np.diag(matrix))
    return _quotient(edges, possible)


def eigenvector(matrix: Floats) -> Floats:
    """Eigenvector centrality of a symmetric matrix of weights of at least 0: the largest is 1; NaN without edges."""
    from scipy.linalg import eigh

    if not matrix.any():
        return np.full(len(matrix), np.nan)
    last = len(matrix) - 1
    centrality = np.abs(eigh(matrix, subset_by_index=(last, last))[1][:, 0])
    return np.asarray(centrality / centrality.max())


def ei_index(matrix: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Weight between groups less weight within them, by the sum of both: -1 is polarised; NaN without weight.

    Args:
        matrix: symmetric, weights of at least 0.
        inside: of the same shape; whether two nodes are in one group.
    """
    weights = _without_loops(matrix)
    within = weights[inside].sum()
    return _quotient(weights.sum() - 2 * within, weights.sum())


def modularity(matrix: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Newman's modularity of a partition: the share of weight within groups, less that expected by strength.

    Args:
        matrix: symmetric, weights of at least 0.
        inside: of the same shape; whether two nodes are in one group.
    """
    weights = _without_loops(matrix)
    strengths = weights.sum(axis=0)
    whole = weights.sum()
    expected = (np.outer(strengths, strengths) * inside).sum()
    return _quotient(weights[inside].sum() - _quotient(expected, whole), whole)


def _quotient(part: float, whole: float) -> Floats:
    return np.asarray(part / whole if whole else np.nan)


def _without_loops(matrix: Floats) -> Floats:
    return np.asarray(matrix * (1 - np.eye(len(matrix))))


def density_of_two_modes(matrix: Floats) -> Floats:
    """The share of pairs of an actor and a concept that have an edge."""
    return np.asarray(np.count_nonzero(matrix) / matrix.size)


def out_strength(matrix: Floats) -> Floats:
    """The sum of the weights from each node."""
    return np.asarray(matrix.sum(axis=1))


def in_strength(matrix: Floats) -> Floats:
    """The sum of the weights to each node."""
    return np.asarray(matrix.sum(axis=0))
