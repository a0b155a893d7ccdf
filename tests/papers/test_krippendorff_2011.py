"""Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections A to C."""

import pytest

from annotate.agreement import alpha


def coded(text: str, labels: str) -> list[int]:
    return [labels.find(answer) for answer in text]


def test_binary_data_of_two_observers() -> None:
    meg, owen = coded("0100000010", "01"), coded("1110010000", "01")
    assert round(alpha([meg, owen]).value, 3) == 0.095


def test_nominal_data_of_two_observers() -> None:
    ben, gerry = coded("aabbdcccedda", "abcde"), coded("babbbccceddd", "abcde")
    assert round(alpha([ben, gerry]).value, 3) == 0.692


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_four_observers_with_missing_data(level: str, published: float) -> None:
    observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    codes = [coded(answers, "12345") for answers in observers]
    found = alpha(codes, level, labels=[1, 2, 3, 4, 5])
    assert round(found.value, 3) == published
    assert (found.units, found.annotators, found.judgements) == (11, 4, 40)
