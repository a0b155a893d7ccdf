import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotate.agreement import dawid_skene
from annotate.errors import InsufficientData

tables = st.tuples(st.integers(1, 4), st.integers(1, 15)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(-1, 2))
)


def simulated(units: int = 2000):
    rng = np.random.default_rng(1)
    truth = rng.integers(3, size=units)
    skills = np.array([0.95, 0.8, 0.5])
    codes = np.where(rng.random((3, units)) < skills[:, None], truth, rng.integers(3, size=(3, units)))
    return np.where(rng.random(codes.shape) < 0.1, -1, codes), truth


def test_true_labels_and_skills_are_recovered() -> None:
    codes, truth = simulated()
    fitted = dawid_skene(codes, 3)
    votes = np.array([np.bincount(unit[unit >= 0], minlength=3).argmax() for unit in codes.T])
    assert (fitted.posterior.argmax(axis=1) == truth).mean() > (votes == truth).mean()
    skills = [np.diag(fitted.confusion[line]).mean() for line in range(3)]
    assert skills == pytest.approx([0.967, 0.867, 0.667], abs=0.03)


@given(tables, st.sampled_from([0.0, 0.1, 1.0]))
def test_the_objective_never_falls(codes: np.ndarray, smoothing: float) -> None:
    if codes.max() < 0:
        return
    fitted = dawid_skene(codes, 3, smoothing=smoothing)
    gains = np.diff(fitted.objective)
    assert (gains >= -1e-9 * np.abs(fitted.objective[1:])).all()
    assert fitted.posterior.sum(axis=1) == pytest.approx(1)
    assert fitted.confusion.sum(axis=2) == pytest.approx(1)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(codes: np.ndarray, random) -> None:
    if codes.max() < 0:
        return
    order = random.sample(range(codes.shape[1]), codes.shape[1])
    before, after = (dawid_skene(each, 3).posterior for each in (codes, codes[:, order]))
    assert before[order] == pytest.approx(after, abs=1e-6)


def by_the_paper(codes: np.ndarray, labels: int, smoothing: float, steps: int) -> np.ndarray:
    """Posteriors after so many steps, written from the paper's equations 2.3 to 2.5, judgement by judgement."""
    judged = [[(who, code) for who, code in enumerate(unit) if code >= 0] for unit in codes.T.tolist()]
    truth = [[sum(code == label for _, code in said) / len(said) for label in range(labels)] for said in judged]
    for _ in range(steps):
        shares = [sum(unit[label] for unit in truth) + smoothing for label in range(labels)]
        shares = [share / sum(shares) for share in shares]
        errors = [[[smoothing] * labels for _ in range(labels)] for _ in codes]
        for unit, said in zip(truth, judged, strict=True):
            for who, code in said:
                for label in range(labels):
                    errors[who][label][code] += unit[label]
        errors = [[[times / sum(line) for times in line] for line in table] for table in errors]
        for number, said in enumerate(judged):
            likely = list(shares)
            for who, code in said:
                likely = [chance * errors[who][label][code] for label, chance in enumerate(likely)]
            truth[number] = [chance / sum(likely) for chance in likely]
    return np.array(truth)


@given(tables, st.sampled_from([0.1, 1.0]))
def test_it_is_what_the_paper_says(codes: np.ndarray, smoothing: float) -> None:
    codes = codes[:, (codes >= 0).any(axis=0)]
    if codes.size:
        fitted = dawid_skene(codes, 3, smoothing=smoothing, tolerance=1e-3)
        expected = by_the_paper(codes, 3, smoothing, len(fitted.objective))
        assert fitted.posterior == pytest.approx(expected, abs=1e-9)


def test_an_annotator_who_judged_twice_has_one_confusion() -> None:
    codes, _ = simulated(200)
    twice = np.vstack([codes, codes[0]])
    fitted = dawid_skene(twice, 3, owners=[0, 1, 2, 0])
    assert fitted.confusion.shape == (3, 3, 3)


def test_a_unit_nobody_judged_has_the_prior() -> None:
    codes, _ = simulated(100)
    codes[:, 7] = -1
    fitted = dawid_skene(codes, 3)
    assert fitted.posterior[7] == pytest.approx(fitted.prior)


def test_codes_beyond_the_labels_are_refused() -> None:
    with pytest.raises(InsufficientData, match="code 3 is not one of 3 labels"):
        dawid_skene([[0, 3]], 3)
    with pytest.raises(InsufficientData, match="there are no judgements"):
        dawid_skene([[-1, -1]], 3)
