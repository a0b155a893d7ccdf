"""Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.: p. 120, and 100 patients of two abstractors.

The digits are those that irrCAC prints, Gwet's own package in R (vignette "overview", without weights) and its port to
Python (`test_gwet.py`, ordinal weights).
"""

import numpy as np
import pytest

from annotate.agreement import fleiss_kappa, gwet_ac1, gwet_ac2, observed_agreement
from annotate.agreement.coefficients.distance import ordinal_weights

RATERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
CODES = [["12345".find(answer) for answer in rater] for rater in RATERS]


def test_ac1_of_four_raters() -> None:
    found = gwet_ac1(CODES)
    assert round(found.value, 5) == 0.77544
    assert round(found.observed, 5) == 0.81818
    assert round(found.expected, 5) == 0.19032
    assert observed_agreement(CODES).value == found.observed


def test_fleiss_kappa_of_four_raters_with_missing_ratings() -> None:
    found = fleiss_kappa(CODES)
    assert round(found.value, 5) == 0.76117
    assert "units have 1 to 4 judgements: Gwet's generalization" in found.note


def test_ac1_of_two_abstractors() -> None:
    table = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    codes = np.repeat(np.indices((3, 3)).reshape(2, 9), table.ravel(), axis=1)
    assert round(gwet_ac1(codes).value, 7) == 0.8493305


def test_ac2_of_four_raters_with_ordinal_weights() -> None:
    found = gwet_ac2(CODES, 5)
    assert (round(found.observed, 3), round(found.expected, 3)) == (0.968, 0.685)
    assert round(found.value, 3) == 0.899


def test_ordinal_weights() -> None:
    assert ordinal_weights(3) == pytest.approx(np.array([[1, 2 / 3, 0], [2 / 3, 1, 2 / 3], [0, 2 / 3, 1]]))
