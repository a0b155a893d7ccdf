"""Wikipedia, Krippendorff's alpha, "A computational example": three coders and fifteen units, with many missing."""

import pytest

from annotate.agreement import alpha


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.691), ("interval", 0.811)])
def test_three_coders(level: str, printed: float) -> None:
    coders = ["*****34121133*3", "1*213343*******", "**21344*21133*4"]
    codes = [["1234".find(answer) for answer in coder] for coder in coders]
    found = alpha(codes, level, labels=[1, 2, 3, 4])
    assert round(found.value, 3) == printed
    assert (found.units, found.judgements) == (12, 26)
