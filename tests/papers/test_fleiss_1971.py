"""Fleiss (1971), Measuring nominal scale agreement among many raters, table 1: 30 patients, 6 psychiatrists each."""

import numpy as np
import pytest

from annotate.agreement import fleiss_kappa

# How many psychiatrists gave each of five diagnoses to each patient.
PATIENTS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
CODES = np.array([np.repeat(np.arange(5), [int(times) for times in patient]) for patient in PATIENTS.split()]).T


def test_thirty_patients() -> None:
    found = fleiss_kappa(CODES)
    assert round(found.value, 3) == 0.430
    assert (round(found.observed, 3), round(found.expected, 3)) == (0.556, 0.220)


@pytest.mark.parametrize(("diagnosis", "published"), list(enumerate([0.245, 0.245, 0.520, 0.471, 0.566])))
def test_each_diagnosis_against_the_rest(diagnosis: int, published: float) -> None:
    assert round(fleiss_kappa((diagnosis == CODES).astype(int)).value, 3) == published
