import numpy as np
import pytest

from annotate.agreement import alpha, codes_of
from annotate.errors import InsufficientData


def test_rows_in_any_order_give_the_array() -> None:
    found = codes_of([7, 3, 3, 9], ["b", "a", "b", "a"], ["x", "y", "x", "x"])
    assert found.codes.tolist() == [[1, -1, 0], [0, 0, -1]]
    assert (list(found.annotators), list(found.units), list(found.labels)) == (["a", "b"], [3, 7, 9], ["x", "y"])


@pytest.mark.parametrize("offset", [0, 10**12])
def test_large_and_small_numbers_give_the_same_alpha(offset: int) -> None:
    rng = np.random.default_rng(1)
    codes = rng.integers(4, size=(3, 50))
    annotators, units = np.indices(codes.shape)
    found = codes_of(units.ravel() * 10**6 + offset, annotators.ravel(), codes.ravel())
    assert found.codes.tolist() == codes.tolist()
    assert alpha(found.codes).value == alpha(codes).value


def test_many_labels_fit() -> None:
    found = codes_of(np.arange(300), np.zeros(300, dtype=int), np.arange(300))
    assert found.codes.max() == 299


def test_a_judgement_given_twice_is_refused() -> None:
    with pytest.raises(InsufficientData, match="twice"):
        codes_of([1, 1], ["a", "a"], ["x", "y"])
    with pytest.raises(InsufficientData, match="equal length"):
        codes_of([1, 1], ["a"], ["x", "y"])
