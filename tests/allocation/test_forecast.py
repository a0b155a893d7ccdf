"""What a plan will cost and what it can show."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from annotate.allocation.allocate import Assignment, Plan
from annotate.allocation.forecast import Precision, forecast, half_width, sentences_needed

PLAN = Plan(
    {
        "ani": {Assignment("a"): None, Assignment("b"): None, Assignment("c"): None, Assignment("b", 1): None},
        "budi": {Assignment("a"): None, Assignment("b"): None},
        "citra": {Assignment("a"): None},
    },
    {"a": 0, "b": 1, "c": 1},
)


def test_everybody_has_their_sentences_and_hours():
    shares = forecast(PLAN, ("ani", "budi", "citra"), 2, 1800).shares
    assert shares[0] == ("ani", 1, 2, 1, 2.0)
    assert shares[2] == ("citra", 1, 0, 0, 0.5)


def test_pairs_share_what_both_have_and_a_sentence_short_of_the_overlap_is_left_over():
    looked = forecast(PLAN, ("ani", "budi", "citra"), 2, 60)
    assert looked.pairs == {("ani", "budi"): 2, ("ani", "citra"): 1, ("budi", "citra"): 1}
    assert looked.left_over == 1


def test_the_precision_of_each_overlap_rests_on_the_same_number_of_annotations():
    precision = forecast(PLAN, ("ani", "budi", "citra"), 2, 60).precision
    assert [(each.overlap, each.sentences) for each in precision] == [(2, 3), (3, 2)]


def test_what_somebody_who_left_was_given_counts_for_nothing():
    looked = forecast(PLAN, ("budi", "citra"), 2, 60)
    assert looked.pairs == {("budi", "citra"): 1}
    assert looked.left_over == 2
    assert [(each.overlap, each.sentences) for each in looked.precision] == [(2, 1)]


def test_the_verdict_says_whether_the_sentences_suffice():
    needed = sentences_needed(2)
    assert Precision(2, needed - 1, 0.1, needed).verdict == (
        f"With {needed - 1} sentences α = 0.80 is not clearly above 0.67: {needed} are needed."
    )
    assert "α = 0.80 is clearly above" in Precision(2, needed, 0.1, needed).verdict


def test_for_two_annotators_the_interval_is_cohens():
    agreeing, chance, sentences = 0.835, 0.5, 100
    expected = 1.96 * sqrt(agreeing * (1 - agreeing) / sentences) / (1 - chance)
    assert half_width(sentences, 2) == pytest.approx(expected)


@pytest.mark.parametrize("overlap", [2, 3, 5])
def test_the_interval_holds_what_simulated_annotators_do(overlap):
    random = np.random.default_rng(1)
    studies, sentences = 4000, 200
    right = random.random((studies, sentences, overlap)) < (1 + sqrt(2 * 0.835 - 1)) / 2
    correct = right.sum(axis=2)
    pairs = overlap * (overlap - 1)
    agreeing = (correct * (correct - 1) + (overlap - correct) * (overlap - correct - 1)) / pairs
    kappa = (agreeing.mean(axis=1) - 0.5) / 0.5
    assert kappa.mean() == pytest.approx(0.67, abs=0.005)
    assert 1.96 * kappa.std() == pytest.approx(half_width(sentences, overlap), rel=0.05)


def test_the_sentences_needed_tell_tentative_from_reliable_agreement():
    for overlap in (2, 4):
        assert (
            half_width(sentences_needed(overlap), overlap) <= 0.065 < half_width(sentences_needed(overlap) - 1, overlap)
        )
