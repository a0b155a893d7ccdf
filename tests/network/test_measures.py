"""Measures of networks, beside those of networkx."""

import networkx
import numpy as np
import pytest

from annotate.network.measures import density, density_of_two_modes, ei_index, eigenvector, modularity


def drawn(seed, actors=7, symmetric=True):
    rng = np.random.default_rng(seed)
    matrix = rng.integers(0, 5, (actors, actors)) * (rng.random((actors, actors)) < 0.5).astype(float)
    return np.triu(matrix, 1) + np.triu(matrix, 1).T if symmetric else matrix


@pytest.mark.parametrize("seed", range(20))
def test_measures_are_those_of_networkx(seed):
    matrix = drawn(seed)
    graph = networkx.from_numpy_array(matrix)
    parts = [{0, 2, 4}, {1, 3, 5, 6}]
    inside = np.equal.outer(np.arange(7) % 2, np.arange(7) % 2)
    inside[:, 6] = inside[6, :] = np.isin(np.arange(7), [1, 3, 5, 6])
    assert density(matrix) == pytest.approx(networkx.density(graph))
    assert modularity(matrix, inside) == pytest.approx(networkx.community.modularity(graph, parts, weight="weight"))
    if networkx.is_connected(graph):
        theirs = np.array([*networkx.eigenvector_centrality_numpy(graph, weight="weight").values()])
        assert eigenvector(matrix) == pytest.approx(np.abs(theirs) / np.abs(theirs).max(), abs=1e-6)


def test_density_of_a_directed_network_leaves_loops_out():
    matrix = drawn(3, symmetric=False)
    graph = networkx.from_numpy_array(matrix * (1 - np.eye(7)), create_using=networkx.DiGraph)
    assert density(matrix) == pytest.approx(networkx.density(graph))


def test_density_of_two_modes_is_the_share_of_pairs_with_an_edge():
    assert density_of_two_modes(np.array([[1.0, 0, 2], [0, 0, 0]])) == pytest.approx(2 / 6)


def test_the_ei_index_is_the_weight_between_groups_less_that_within():
    """Two within, six between: (6 - 2) / 8, and loops do not count."""
    matrix = np.array([[9.0, 2, 1], [2, 0, 5], [1, 5, 0]])
    assert ei_index(matrix, np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool)) == pytest.approx(0.5)


def test_without_weights_there_is_no_value():
    none = np.zeros((3, 3))
    inside = np.eye(3, dtype=bool)
    assert np.isnan(eigenvector(none)).all()
    assert np.isnan([ei_index(none, inside), modularity(none, inside), density(np.zeros((1, 1)))]).all()
