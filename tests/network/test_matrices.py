"""Matrices of discourse networks, by hand, as the manual has them, and by properties that any of them has."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from network_example import MATRICES, SCALE, STATEMENTS

from annotate.network.matrices import BETWEEN_ACTORS, ONE_MODE, one_mode, two_mode

COUNTS = arrays(float, (4, 3, 3), elements=st.integers(0, 4).map(float))


def example():
    counts = np.zeros((3, 3, len(SCALE)))
    for actor, concept, value in STATEMENTS:
        counts["ABC".index(actor), "XYZ".index(concept), SCALE.index(value)] += 1
    return counts


@pytest.mark.parametrize(("kind", "weight", "normalisation"), MATRICES)
def test_the_worked_example_has_the_matrices_that_follow_by_hand(kind, weight, normalisation):
    matrix = {"onemode": one_mode, "twomode": two_mode}[kind](example(), SCALE, weight, normalisation)
    np.testing.assert_allclose(matrix, MATRICES[kind, weight, normalisation], atol=1e-12)


@given(COUNTS)
def test_pairs_of_statements_are_summed_one_by_one(counts):
    """The formula as the manual writes it, a term at a time."""
    for weight, share in (("congruence", lambda k, m: 1 - abs(k - m) / 2), ("conflict", lambda k, m: abs(k - m) / 2)):
        wanted = [
            [
                sum(
                    counts[i, j, k] * counts[other, j, m] * share(SCALE[k], SCALE[m])
                    for j in range(3)
                    for k in range(3)
                    for m in range(3)
                )
                * (i != other)
                for other in range(4)
            ]
            for i in range(4)
        ]
        np.testing.assert_allclose(one_mode(counts, SCALE, weight), wanted)


@given(COUNTS, st.sampled_from(ONE_MODE), st.sampled_from(BETWEEN_ACTORS))
def test_networks_side_by_side_are_those_alone(counts, weight, normalisation):
    both = one_mode(np.stack([counts, counts[::-1]]), SCALE, weight, normalisation)
    np.testing.assert_allclose(both[1], one_mode(counts[::-1], SCALE, weight, normalisation))
    np.testing.assert_allclose(both, both.swapaxes(-1, -2))


def test_one_stance_everywhere_is_congruence_by_the_range_of_the_scale():
    counts = np.zeros((2, 1, 3))
    counts[:, 0, 2] = 1
    assert one_mode(counts, SCALE, "congruence").tolist() == [[0, 1], [1, 0]]
