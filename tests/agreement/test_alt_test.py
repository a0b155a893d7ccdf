import numpy as np
import pytest

from annotate.agreement import alt_test, alt_tests
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


def test_a_model_among_the_records_is_tested_and_is_not_a_human(annotated, claim, schema) -> None:
    rng = np.random.default_rng(3)
    records = []
    for number in range(60):
        truth = number % 2
        for name in ("ani", "budi", "citra", "model"):
            says = truth if rng.random() < 0.85 else 1 - truth
            records.append(annotated(name, number, [claim()] if says else [], f"a{number // 3}"))
    found = alt_tests(records, schema, "model", 0.2)
    assert found["has_claim"].passes
    assert [human.human for human in found["has_claim"].humans] == ["ani", "budi", "citra"]
    assert found["confidence"] == "the alt-test needs three humans on the model's units"
    with pytest.raises(InsufficientData, match="no annotation is by nobody"):
        alt_tests(records, schema, "nobody", 0.2)
