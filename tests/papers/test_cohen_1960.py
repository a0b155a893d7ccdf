"""Cohen (1960), A coefficient of agreement for nominal scales, the example of two judges and 200 patients."""

import numpy as np

from annotate.agreement import cohen_kappa


def test_two_judges_of_two_hundred_patients() -> None:
    table = np.array([[88, 10, 2], [14, 40, 6], [18, 10, 12]])
    first, second = np.repeat(np.indices((3, 3)).reshape(2, 9), table.ravel(), axis=1)
    found = cohen_kappa(first, second)
    assert round(found.value, 3) == 0.492
    assert (round(found.observed, 2), round(found.expected, 2)) == (0.70, 0.41)
