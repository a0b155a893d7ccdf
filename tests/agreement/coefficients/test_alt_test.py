import numpy as np
import pytest

from annotate.agreement import alt_test
from annotate.errors import InsufficientData


def simulated(model_accuracy: float, humans: int = 3, units: int = 300):
    rng = np.random.default_rng(1)
    truth = rng.integers(4, size=units)
    answers = np.where(rng.random((humans, units)) < 0.8, truth, rng.integers(4, size=(humans, units)))
    model = np.where(rng.random(units) < model_accuracy, truth, rng.integers(4, size=units))
    return answers, model, np.arange(units) // 5


def test_a_model_as_good_as_humans_passes() -> None:
    answers, model, articles = simulated(0.85)
    found = alt_test(answers, model, 0.1, articles=articles)
    assert found.passes
    assert found.winning_rate == 1
    assert found.advantage > 0.8


def test_a_model_that_guesses_does_not() -> None:
    answers, model, articles = simulated(0.0)
    found = alt_test(answers, model, 0.1, articles=articles)
    assert not found.passes
    assert found.winning_rate == 0
    assert min(human.p_value for human in found.humans) > 0.5


def test_a_human_in_the_place_of_the_model_ties_with_himself() -> None:
    answers, _, _ = simulated(0.5)
    found = alt_test(answers, answers[0], 0.2)
    first = found.humans[0]
    assert (first.model_wins, first.human_wins, first.p_value) == (1, 1, 0)


def test_errors_are_clustered_by_article() -> None:
    answers, model, _ = simulated(0.7, units=100)
    copied, copied_model = np.repeat(answers, 10, axis=1), np.repeat(model, 10)
    once = alt_test(answers, model, 0.2)
    clustered = alt_test(copied, copied_model, 0.2, articles=np.repeat(np.arange(100), 10))
    for one, two in zip(once.humans, clustered.humans, strict=True):
        assert one.p_value == pytest.approx(two.p_value, abs=1e-12)


def test_p_values_equal_a_t_test_where_units_are_independent() -> None:
    from scipy.stats import ttest_1samp

    answers, model, _ = simulated(0.7)
    found = alt_test(answers, model, 0.15).humans[0]
    others = answers[1:]
    near_model, near_human = (others == model).sum(axis=0), (others == answers[0]).sum(axis=0)
    advantage = (near_human >= near_model).astype(float) - (near_model >= near_human)
    assert found.p_value == pytest.approx(ttest_1samp(advantage, 0.15, alternative="less").pvalue)


def test_two_humans_are_too_few() -> None:
    with pytest.raises(InsufficientData, match="three humans"):
        alt_test([[0, 1], [0, 1]], [0, 1], 0.2)


def test_a_human_with_few_units_is_not_tested_and_three_must_be() -> None:
    answers, model, articles = simulated(0.85, humans=4)
    answers[3, 29:] = -1
    found = alt_test(answers, model, 0.1, articles=articles)
    assert [human.p_value is None for human in found.humans] == [False, False, False, True]
    assert found.passes
    assert "fewer than 30 units with 3 (29)" in found.note
    answers[2, 29:] = -1
    found = alt_test(answers, model, 0.1, articles=articles)
    assert (found.passes, found.winning_rate) == (None, None)
    assert "no verdict" in found.note


def test_two_equal_units_of_two_articles_pass_nothing() -> None:
    found = alt_test([[0, 1]] * 3, [0, 1], 0.2, articles=[0, 1])
    assert found.passes is None
    assert [(human.units, human.p_value) for human in found.humans] == [(2, None)] * 3


def test_closer_answers_count_as_closer_where_similarity_says_so() -> None:
    codes, model = np.zeros((3, 40), dtype=int), np.full(40, 1)
    codes[0] = 2
    by_equality = alt_test(codes, model, 0.2).humans[0]
    assert (by_equality.model_wins, by_equality.human_wins) == (1, 1)
    steps = -np.abs(np.subtract.outer(np.arange(3), np.arange(3)))
    by_distance = alt_test(codes, model, 0.2, similarity=steps).humans[0]
    assert (by_distance.model_wins, by_distance.human_wins) == (1, 0)
