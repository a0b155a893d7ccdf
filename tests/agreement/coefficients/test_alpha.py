import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotate.agreement import Resampling, alpha, difference
from annotate.errors import InsufficientData

QUIET = Resampling(resamples=0)
LEVELS = ["nominal", "ordinal", "interval"]
tables = st.tuples(st.integers(2, 4), st.integers(2, 12)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(-1, 3))
)


def value(codes: np.ndarray, level: str = "nominal") -> float | str:
    try:
        return pytest.approx(alpha(codes, level, resampling=QUIET).value, abs=1e-9)
    except InsufficientData as error:
        return error.message.replace("code ", "")


@given(tables, st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_swapping_annotators_and_units_changes_nothing(codes: np.ndarray, level: str, random) -> None:
    rows, columns = list(range(len(codes))), list(range(codes.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    assert value(codes, level) == value(codes[rows][:, columns], level)


@given(tables, st.permutations([0, 1, 2, 3]))
def test_renaming_labels_changes_nothing(codes: np.ndarray, names: list[int]) -> None:
    renamed = np.array([*names, -1])[codes]
    before, after = value(codes), value(renamed)
    assert before == after or (isinstance(before, str) and isinstance(after, str))


@given(tables, st.sampled_from(["ordinal", "interval"]))
def test_reversing_the_scale_changes_nothing(codes: np.ndarray, level: str) -> None:
    before, after = value(codes, level), value(np.where(codes < 0, -1, 3 - codes), level)
    assert before == after or (isinstance(before, str) and isinstance(after, str))


@given(tables, st.sampled_from(LEVELS))
def test_a_unit_judged_once_changes_nothing(codes: np.ndarray, level: str) -> None:
    once = np.full((len(codes), 1), -1)
    once[0] = 2
    before, after = value(codes, level), value(np.hstack([codes, once]), level)
    # Where all agree, the reason says that there is another label elsewhere.
    assert before == after or (isinstance(before, str) and isinstance(after, str))


@given(tables, st.sampled_from(LEVELS))
def test_articles_change_the_interval_only(codes: np.ndarray, level: str) -> None:
    articles = np.arange(codes.shape[1]) // 2
    try:
        found = alpha(codes, level, articles=articles, resampling=Resampling(resamples=20)).value
    except InsufficientData:
        return
    assert found == value(codes, level)


def test_many_labels_and_annotators_are_counted_exactly() -> None:
    rng = np.random.default_rng(1)
    codes = np.where(rng.random((40, 50)) < 0.5, -1, rng.integers(90, size=(40, 50)))
    found = alpha(codes, resampling=QUIET)
    counts = np.array([[(unit == label).sum() for label in range(90)] for unit in codes.T])
    judges = counts.sum(axis=1, keepdims=True)
    total = counts.sum()
    observed = (counts * (judges - counts) / (judges - 1)).sum() / total
    expected = (counts.sum(axis=0) * (total - counts.sum(axis=0))).sum() / (total * (total - 1))
    assert found.value == pytest.approx(1 - observed / expected, abs=1e-9)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
@pytest.mark.parametrize("articles", [10, 60])
def test_labels_that_nobody_chose_change_nothing(level: str, articles: int) -> None:
    rng = np.random.default_rng(4)
    codes = np.where(rng.random((3, 300)) < 0.6, rng.integers(3, size=300), rng.integers(-1, 3, size=(3, 300)))
    article = np.arange(300) % articles
    few, many = (alpha(codes, level, labels=range(count), articles=article) for count in (3, 60))
    assert many.value == pytest.approx(few.value, abs=1e-12)
    assert many.interval == pytest.approx(few.interval, abs=1e-9)


def test_an_interval_level_takes_the_numbers_of_codes() -> None:
    codes = [[0, 1, 2, 0], [0, 1, 2, 1]]
    assert alpha(codes, "interval", labels=[0.5, 1.5, 2.5]).value == pytest.approx(alpha(codes, "interval").value)
    assert alpha(codes, "interval", labels=[1e9, 1e9 + 1, 1e9 + 2]).value == pytest.approx(
        alpha(codes, "interval").value
    )


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ([[0, 1, 0]], "one annotator"),
        ([[0, -1], [-1, 1]], "no unit was judged by two"),
        ([[1, 1], [1, 1]], "every judgement is code 1"),
        ([[0.5, 1.0], [1.0, 1.0]], "whole numbers"),
        ([[0, -2], [0, 1]], "-2 is not a code"),
    ],
)
def test_the_reason_says_what_is_needed(codes: list[list[float]], reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        alpha(codes)


def test_the_only_answer_is_named_by_its_label() -> None:
    with pytest.raises(InsufficientData, match="every judgement is 'yes'"):
        alpha([[0, 0], [0, 0]], labels=["yes", "no"])
    with pytest.raises(InsufficientData, match=r"every judgement is the set \{a, b\}"):
        alpha([[0, 0], [0, 0]], "masi", labels=[frozenset("ba")])


def test_the_signature_is_a_recipe() -> None:
    codes = np.tile([[0, 1, 0, 1], [0, 1, 1, 1]], 15)
    found = alpha(codes, articles=np.arange(60) // 2, resampling=Resampling(resamples=50, seed=7))
    assert found.signature.startswith("alpha|level:nominal|units:60|annotators:2|resample:article|b:50|seed:7|version:")
    assert found == alpha(codes, articles=np.arange(60) // 2, resampling=Resampling(resamples=50, seed=7))


@pytest.mark.parametrize("level", LEVELS)
def test_the_difference_of_two_rounds_is_that_of_their_alphas(level: str) -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(3, size=200)
    good = np.where(rng.random((3, 200)) < 0.95, truth, rng.integers(3, size=(3, 200)))
    poor = np.where(rng.random((3, 200)) < 0.3, truth, rng.integers(3, size=(3, 200)))
    articles = np.arange(200) // 4
    found = difference(*(alpha(codes, level, labels=range(3), articles=articles) for codes in (good, poor)))
    assert found.value == pytest.approx(alpha(good, level).value - alpha(poor, level).value)
    assert found.interval[0] > 0


@pytest.mark.parametrize(
    ("level", "labels", "reason"),
    [
        ("ratio", None, "'ratio' is not a level"),
        ("masi", None, "level masi needs the set of each code"),
        ("masi", [frozenset("a")], "code 1 is not one of 1 labels"),
        ("interval", [1.0], "code 1 is not one of 1 labels"),
        ("interval", ["low", "high"], "a label is not a number"),
    ],
)
def test_levels_and_labels_that_do_not_fit_are_refused(level, labels, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        alpha([[0, 1], [0, 0]], level, labels=labels)


def test_the_reason_of_one_label_says_where_others_are() -> None:
    with pytest.raises(InsufficientData, match="every judgement in the units that two annotators judged is 'no'"):
        alpha([[0, 0, 1], [0, 0, -1]], labels=["no", "yes"])
    with pytest.raises(InsufficientData, match="every judgement is 'no'"):
        alpha([[0, 0, 0], [0, 0, -1]], labels=["no", "yes"])


def test_the_largest_and_smallest_numbers_are_those_of_a_scale_too() -> None:
    codes = [[0, 1, 1, 0, 2], [0, 1, 2, 0, 2]]
    expected = alpha(codes, "interval", labels=[-1.0, 0.5, 1.0])
    for unit in (1e308, 1e-300):
        found = alpha(codes, "interval", labels=[-unit, unit / 2, unit])
        assert found.value == pytest.approx(expected.value)
        assert found.interval == pytest.approx(expected.interval)
    assert alpha(codes, "interval", labels=[-1e308, 5e307, 1e308]).observed is None
