import numpy as np
import pytest

from annotate.agreement import cohen_kappa, gwet_ac1, gwet_ac2, observed_agreement
from annotate.errors import InsufficientData


def test_ac1_takes_the_labels_there_are_to_choose_from() -> None:
    codes = [[0, 1, 0, 1, 1, 0], [0, 1, 0, 0, 1, 0]]
    assert gwet_ac1(codes).value == gwet_ac1(codes, 2).value
    assert gwet_ac1(codes, 4).expected == pytest.approx(gwet_ac1(codes).expected / 3)
    assert "labels:4" in gwet_ac1(codes, 4).signature


def test_ac1_of_one_label_of_two_is_full_agreement_and_of_one_in_use_undefined() -> None:
    same = np.zeros((2, 50), dtype=int)
    assert gwet_ac1(same, 2).value == 1
    with pytest.raises(InsufficientData, match="only one label is in use"):
        gwet_ac1(same)


def test_steps_that_nobody_chose_are_on_the_scale_of_ac2() -> None:
    codes = np.array([[0, 1, 4, 0, 4, 1, 0, 1], [0, 4, 4, 1, 4, 1, 0, 0]])
    in_use = np.searchsorted([0, 1, 4], codes)
    found = [gwet_ac2(codes, 5).value, gwet_ac2(in_use, 3).value]
    assert found == pytest.approx([0.75, 0.66], abs=0.005)


def test_a_code_beyond_the_scale_is_refused() -> None:
    for measure in (gwet_ac1, gwet_ac2):
        with pytest.raises(InsufficientData, match="code 2 is not one of 2 labels"):
            measure([[0, 1, 2], [0, 1, 1]], 2)


def test_judgements_are_those_of_units_judged_twice() -> None:
    codes = np.array([[0, 1, 0, 1, 1, 1, 1], [0, 1, 1, -1, -1, -1, -1], [-1, -1, -1, -1, -1, -1, -1]])
    for found in (observed_agreement(codes), gwet_ac1(codes), gwet_ac2(codes, 2)):
        assert (found.units, found.annotators, found.judgements) == (3, 2, 6)


def test_two_annotators_have_the_same_units() -> None:
    with pytest.raises(InsufficientData, match="the two annotators have 2 and 3 units"):
        cohen_kappa([0, 1], [0, 1, 1])
