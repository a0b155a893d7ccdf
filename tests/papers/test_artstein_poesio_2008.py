"""Artstein & Poesio (2008), Inter-coder agreement for computational linguistics, p. 558."""

import numpy as np

from annotate.agreement import cohen_kappa, fleiss_kappa, observed_agreement


def test_pi_and_kappa_of_two_coders() -> None:
    table = np.array([[20, 10], [20, 50]])
    codes = np.repeat(np.indices((2, 2)).reshape(2, 4), table.ravel(), axis=1)
    assert round(observed_agreement(codes).value, 3) == 0.7
    assert round(fleiss_kappa(codes).value, 3) == 0.341
    assert round(cohen_kappa(*codes).value, 3) == 0.348
