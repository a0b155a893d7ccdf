"""Passonneau (2006), Measuring agreement on set-valued items: how Jaccard and monotonicity combine.

The paper's α are of pyramids that it does not print, so the distances are all that can be repeated.
"""

import pytest

from annotate.agreement.coefficients.distance import masi


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        ("ab", "ab", 0),
        ("abc", "ab", 1 - 2 / 3 * 2 / 3),
        ("abc", "abd", 1 - 1 / 2 * 1 / 3),
        ("ab", "cd", 1),
        ("", "a", 1),
        ("", "", 0),
    ],
)
def test_distance_by_how_the_sets_lie(first: str, second: str, published: float) -> None:
    assert masi(set(first), set(second)) == pytest.approx(published, abs=1e-12)
    assert masi(set(second), set(first)) == pytest.approx(published, abs=1e-12)
