"""Gwet (2014), Handbook of Inter-Rater Reliability: four raters, twelve units, missing ratings."""

import pytest

from annotate.agreement import gwet_ac1, observed_agreement

RATERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
CODES = [["12345".find(answer) for answer in rater] for rater in RATERS]


def test_ac1_of_four_raters() -> None:
    found = gwet_ac1(CODES)
    assert found.value == pytest.approx(0.77544, abs=5e-6)
    assert found.observed == pytest.approx(0.81818, abs=5e-6)
    assert found.expected == pytest.approx(0.19032, abs=5e-6)
    assert observed_agreement(CODES).value == found.observed
