"""A level of measurement: how far its answers are apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.elements.levels import LEVELS

LABELS = {
    "nominal": ("a", "b", "c", "d"),
    "ordinal": (0.0, 1.0, 2.0, 3.0),
    "set": (frozenset(), frozenset("a"), frozenset("ab"), frozenset("c")),
    "interval": (0.0, 0.5, 2.0, -7.0),
}


@pytest.mark.parametrize("level", LEVELS)
@given(times=st.lists(st.integers(1, 50), min_size=4, max_size=4))
def test_distances_are_the_same_either_way_and_end_at_1(level, times):
    apart = LEVELS[level].distance(LABELS[level], np.array(times, dtype=float))
    assert apart.shape == (4, 4)
    assert (apart == apart.T).all()
    assert (np.diag(apart) == 0).all()
    assert apart.max() == 1
    assert (apart + np.eye(4) > 0).all()


def test_a_step_that_many_chose_is_longer():
    near, far = (LEVELS["ordinal"].distance(range(3), np.array(times, float)) for times in ([9, 1, 9], [9, 9, 1]))
    assert near[0, 1] == pytest.approx(near[1, 2])
    assert far[0, 1] > far[1, 2]


def test_no_answer_at_all_has_no_distance_to_compute():
    for level in LEVELS.values():
        assert not level.distance((), np.zeros(0)).any()
