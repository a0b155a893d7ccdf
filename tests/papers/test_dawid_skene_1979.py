"""Dawid & Skene (1979), Maximum likelihood estimation of observer error-rates, tables 1 and 2: 45 patients."""

import numpy as np

from annotate.agreement import dawid_skene

# Observer 1 judged each patient three times, observers 2 to 5 once.
PATIENTS = """
1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""
CODES = np.array([[int(grade) - 1 for grade in patient] for patient in PATIENTS.split()]).T


def test_anaesthetists() -> None:
    fitted = dawid_skene(CODES, 4, owners=[0, 0, 0, 1, 2, 3, 4], smoothing=0, tolerance=1e-12)
    assert fitted.converged
    assert fitted.prior.round(2).tolist() == [0.40, 0.42, 0.11, 0.07]
    assert fitted.confusion[0].round(2).tolist() == [
        [0.89, 0.11, 0, 0],
        [0.07, 0.88, 0.05, 0],
        [0, 0.34, 0.66, 0],
        [0, 0, 0.56, 0.44],
    ]
