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
    assert assumed.design_effect(3) == pytest.approx(3.1)
    assert half_width(100, 3, assumed) == pytest.approx(sqrt(3.1) * half_width(100, 3, HALVES))


@pytest.mark.parametrize(("shares", "overlap"), [((0.5, 0.5), 2), ((0.95, 0.05), 3), ((0.2,) * 5, 3), ((0.2,) * 5, 5)])
def test_articles_that_differ_widen_it_as_much_as_simulated_ones_do(shares, overlap):
    """Articles of 15 sentences, between which skill varies by a standard deviation of one in log odds."""
    random = np.random.default_rng(2)
    values, article = [], np.repeat(np.arange(30), 15)
    for _ in range(250):
        odds = np.exp(random.normal(1.8, 1.0, 30))
        topics = random.dirichlet(4 * np.array(shares), 30).cumsum(axis=1)[article]
        truth = (random.random(450)[:, None] > topics[:, :-1]).sum(axis=1)
        guess = random.choice(len(shares), (overlap, 450), p=shares)
        codes = np.where(random.random((overlap, 450)) < (odds / (1 + odds))[article], truth, guess)
        values.append(alpha(codes, resampling=Resampling(resamples=0)).value)
    forecast = half_width(450, overlap, Assumptions(shares, together=15.0))
    assert 0.8 < 1.96 * np.std(values) / forecast < 1.25


def test_rho_is_greater_for_more_labels_and_more_annotators():
    likeness = [Assumptions(shares).likeness(overlap) for shares, overlap in (((0.5, 0.5), 2), ((0.2,) * 5, 2))]
    assert likeness[1] > 1.5 * likeness[0]
    assert Assumptions((0.5, 0.5)).likeness(5) > 2 * likeness[0]
    assert Assumptions((0.5, 0.5), 0.4).likeness(5) == 0.4


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
