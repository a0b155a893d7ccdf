"""Krippendorff (2019), Content Analysis, 4th ed., Fig. 12.11: three observers unitize a continuum of length 60."""

import numpy as np
import pytest

from annotate.agreement import Continuum, unitizing_alpha

# (start, end, value), as the figure counts: from 1, ends included.
ALEX = [(1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)]
PAUL = [(1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)]
SUZAN = [(1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)]

UNITS = [(who, *unit) for who, units in enumerate((ALEX, PAUL, SUZAN)) for unit in units]
SPANS = [(who, 0, start - 1, end) for who, start, end, _ in UNITS]
VALUES = [value - 1 for *_, value in UNITS]


def alpha(form: str) -> float | None:
    return unitizing_alpha(Continuum(SPANS, np.ones((3, 1), dtype=bool), [60], VALUES), form=form).value


@pytest.mark.parametrize(("form", "printed"), [("u", 0.510), ("cu", 0.724)])
def test_the_printed_digits(form: str, printed: float) -> None:
    assert alpha(form) == pytest.approx(printed, abs=0.0005)


def test_boundaries_alone_have_the_printed_digits_if_expected_lengths_are_rounded_to_tenths() -> None:
    # By hand, character by character: ℓ is 26 of 180 between units and gaps; Σ L² is 911 for units, Σ L is 71 for gaps.
    observed, units, gaps, total = 26, 109, 71, 180
    expected = units * gaps / (total - (911 + 71) / total)
    assert alpha("|u") == pytest.approx(1 - observed / expected, abs=1e-12)
    assert round(alpha("|u"), 4) == 0.4136
    assert round(expected, 1) == 44.3
    assert round(1 - observed / round(expected, 1), 3) == 0.413
