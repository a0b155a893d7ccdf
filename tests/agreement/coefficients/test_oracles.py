"""Equality with other implementations on random tables with missing answers."""

from collections.abc import Callable
from itertools import combinations, product

import krippendorff
import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from annotate.agreement import Resampling, alpha, cohen_kappa, fleiss_kappa, gwet_ac1, gwet_ac2, weighted_kappa
from annotate.agreement.coefficients.distance import jaccard, masi, ordinal_weights
from annotate.errors import InsufficientData

TABLES = 1000
QUIET = Resampling(resamples=0)


def random_tables(seed: int, *, usable: Callable = lambda codes: codes):
    """Yield 1000 tables of 2 to 5 annotators, 3 to 30 units and 2 to 6 labels that agree more than chance.

    The units that `usable` picks have two answers or more among those judged twice.
    """
    rng = np.random.default_rng(seed)
    made = 0
    while made < TABLES:
        annotators, units, labels = rng.integers(2, 6), rng.integers(3, 31), rng.integers(2, 7)
        truth = rng.integers(labels, size=units)
        codes = np.where(rng.random((annotators, units)) < 0.6, truth, rng.integers(labels, size=(annotators, units)))
        codes = np.where(rng.random(codes.shape) < 0.2, -1, codes)
        used = usable(codes)
        answers = np.unique(used[:, (used >= 0).sum(axis=0) > 1])
        if (answers >= 0).sum() > 1:
            made += 1
            yield codes


def complete(codes: np.ndarray) -> np.ndarray:
    return codes[:, (codes >= 0).all(axis=0)]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_equals_krippendorff(level: str) -> None:
    for codes in random_tables(1):
        table = np.where(codes < 0, np.nan, codes.astype(float))
        expected = krippendorff.alpha(table, level_of_measurement=level)
        assert alpha(codes, level, resampling=QUIET).value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("level", "distance"), [("masi", masi_distance), ("jaccard", jaccard_distance)])
def test_alpha_on_sets_equals_nltk(level: str, distance: Callable) -> None:
    # No empty set: that two of them are the same is our definition; nltk divides by zero.
    sets = [frozenset(chosen) for size in (1, 2, 3) for chosen in combinations("abc", size)]
    for codes in random_tables(2):
        answers = [(str(a), str(u), sets[codes[a, u]]) for a, u in np.argwhere(codes >= 0)]
        expected = AnnotationTask(answers, distance).alpha()
        assert alpha(codes, level, labels=sets, resampling=QUIET).value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("ours", "theirs"), [(masi, masi_distance), (jaccard, jaccard_distance)])
def test_distances_of_sets_equal_nltk_except_of_two_empty_ones(ours: Callable, theirs: Callable) -> None:
    sets = [frozenset(chosen) for size in range(5) for chosen in combinations("abcd", size)]
    for one, two in product(sets, sets):
        if one | two:
            assert ours(one, two) == pytest.approx(theirs(one, two), abs=1e-9)
    assert ours(frozenset(), frozenset()) == 0
    with pytest.raises(ZeroDivisionError):
        theirs(frozenset(), frozenset())


def test_cohen_equals_scikit_learn() -> None:
    for codes in random_tables(3, usable=lambda codes: complete(codes[:2])):
        expected = cohen_kappa_score(*complete(codes[:2]))
        assert cohen_kappa(*codes[:2], resampling=QUIET).value == pytest.approx(expected, abs=1e-9)


def test_weighted_kappa_equals_scikit_learn() -> None:
    for codes in random_tables(6, usable=lambda codes: complete(codes[:2])):
        for weights in ("linear", "quadratic"):
            both, labels = complete(codes[:2]), list(range(codes.max() + 1))
            expected = cohen_kappa_score(*both, labels=labels, weights=weights)
            assert weighted_kappa(codes[:2], weights, resampling=QUIET).value == pytest.approx(expected, abs=1e-9)


def by_equal_numbers(codes: np.ndarray) -> np.ndarray:
    """The units that are judged as often as units mostly are."""
    times = (codes >= 0).sum(axis=0)
    return codes[:, times == max(2, np.bincount(times).argmax())]


def test_fleiss_equals_statsmodels_whoever_judged_a_unit() -> None:
    for codes in random_tables(4, usable=by_equal_numbers):
        equal = by_equal_numbers(codes)
        counts = np.stack([np.bincount(unit[unit >= 0], minlength=codes.max() + 1) for unit in equal.T])
        found = fleiss_kappa(equal, resampling=QUIET)
        assert found.value == pytest.approx(inter_rater.fleiss_kappa(counts), abs=1e-9)
        assert found.units == len(counts)
        assert not found.note


def test_fleiss_of_unequal_numbers_follows_gwets_formula() -> None:
    for codes in random_tables(7):
        found = fleiss_kappa(codes, resampling=QUIET)
        shares = [np.bincount(unit[unit >= 0], minlength=codes.max() + 1) for unit in codes.T if (unit >= 0).any()]
        chance = (np.mean([share / share.sum() for share in shares], axis=0) ** 2).sum()
        pairs = [list(combinations(unit[unit >= 0], 2)) for unit in codes.T if (unit >= 0).sum() > 1]
        observed = np.mean([np.mean([one == two for one, two in of_unit]) for of_unit in pairs])
        assert found.value == pytest.approx((observed - chance) / (1 - chance), abs=1e-9)


def test_ac1_and_ac2_follow_gwets_formulas() -> None:
    for codes in random_tables(5):
        labels = codes.max() + 1
        used = np.unique(codes[codes >= 0])
        ac1, ac2 = gwet_ac1(codes, resampling=QUIET), gwet_ac2(codes, labels, resampling=QUIET)
        assert ac1.value == pytest.approx(by_definition(codes, labels, np.eye(labels), len(used)), abs=1e-9)
        assert ac2.value == pytest.approx(by_definition(codes, labels, ordinal_weights(labels), labels), abs=1e-9)


def by_definition(codes: np.ndarray, labels: int, weights: np.ndarray, size: int) -> float:
    agreement, shares = [], []
    for unit in codes.T:
        answers = unit[unit >= 0]
        if len(answers):
            shares.append(np.bincount(answers, minlength=labels) / len(answers))
        if len(answers) > 1:
            pairs = [weights[one, two] for one, two in combinations(answers, 2)]
            agreement.append(np.mean(pairs))
    share = np.mean(shares, axis=0)
    spread = size if np.array_equal(weights, np.eye(labels)) else weights.sum()
    chance = spread / (size * (size - 1)) * (share * (1 - share)).sum()
    return (np.mean(agreement) - chance) / (1 - chance)


def test_what_others_leave_undefined_has_a_reason() -> None:
    with pytest.raises(InsufficientData, match="every judgement is code 0"):
        alpha([[0, 0], [0, 0]])


def test_a_label_beyond_the_steps_of_weighted_kappa_is_as_far_from_each_as_its_ends() -> None:
    codes = [[0, 1, 2, 3, 3, 0], [0, 2, 2, 3, 0, 3]]
    # By hand: no answer (3) meets 0 twice, 1 and 2 are half a scale apart.
    linear = weighted_kappa(codes, "linear", 3)
    assert linear.observed == pytest.approx((3 + 0.5) / 6)
    assert weighted_kappa(codes, "linear").observed == pytest.approx((3 + 2 / 3) / 6)
