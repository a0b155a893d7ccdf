"""How wide an interval of agreement will be, from what is assumed of answers and articles."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from annotate.agreement import Resampling, alpha
from annotate.allocation.precision import Assumptions, half_width, parse_shares, sentences_needed, sentences_together
from annotate.errors import ConfigError

HALVES = Assumptions((0.5, 0.5), 0.0)


def test_for_two_annotators_and_answers_equally_common_the_interval_is_cohens():
    agreeing, chance, sentences = 0.835, 0.5, 100
    expected = 1.96 * sqrt(agreeing * (1 - agreeing) / sentences) / (1 - chance)
    assert half_width(sentences, 2, HALVES) == pytest.approx(expected)


@pytest.mark.parametrize("overlap", [2, 3, 5])
@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.85, 0.15), (0.5, 0.2, 0.15, 0.1, 0.05)])
def test_the_interval_holds_what_simulated_annotators_do(overlap, shares):
    random = np.random.default_rng(1)
    values = []
    for _ in range(600):
        truth = random.choice(len(shares), 300, p=shares)
        guess = random.choice(len(shares), (overlap, 300), p=shares)
        codes = np.where(random.random((overlap, 300)) < sqrt(0.67), truth, guess)
        values.append(alpha(codes, resampling=Resampling(resamples=0)).value)
    assert np.mean(values) == pytest.approx(0.67, abs=0.015)
    assert 1.96 * np.std(values) == pytest.approx(half_width(300, overlap, Assumptions(shares, 0.0)), rel=0.12)


def test_sentences_that_come_in_articles_widen_it_by_the_design_effect():
    assumed = Assumptions((0.5, 0.5), 0.15, together=15.0)
    assert assumed.design_effect == pytest.approx(3.1)
    assert half_width(100, 3, assumed) == pytest.approx(sqrt(3.1) * half_width(100, 3, HALVES))


def test_rare_answers_widen_it():
    widths = [half_width(300, 3, Assumptions(shares, 0.0)) for shares in ((0.5, 0.5), (0.85, 0.15), (0.95, 0.05))]
    assert widths == sorted(widths)
    assert widths[2] > 2 * widths[0]


def test_the_sentences_needed_tell_tentative_from_reliable_agreement():
    for overlap in (2, 4):
        needed = sentences_needed(overlap, HALVES)
        assert half_width(needed, overlap, HALVES) <= 0.065 < half_width(needed - 1, overlap, HALVES)


def test_how_many_sentences_come_together_is_counted_from_a_sentence():
    assert sentences_together(["a"] * 3 + ["b"]) == (3 * 3 + 1) / 4
    assert sentences_together([]) == 0


def test_shares_may_be_percent_and_must_be_positive_numbers():
    assert parse_shares("85,10,5") == pytest.approx((0.85, 0.1, 0.05))
    for text in ("1", "0.5,x", "1,0", "1,-1", "1,nan", "1,inf"):
        with pytest.raises(ConfigError, match="does not say how common the answers are"):
            parse_shares(text)
