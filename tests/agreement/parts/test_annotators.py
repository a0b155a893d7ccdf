import numpy as np
import pytest

from annotate.agreement import competence, dawid_skene, measure_competence, rate_annotators
from annotate.agreement.elements.levels import LEVELS
from annotate.agreement.elements.units import Unit, Units
from annotate.errors import InsufficientData


def units_of(codes: np.ndarray) -> Units:
    names = tuple("abc"[: len(codes)])
    ids = tuple(Unit(str(number)) for number in range(codes.shape[1]))
    return Units(
        "tone", "question", LEVELS["nominal"], ids, names, codes, ("x", "y", "z"), np.arange(codes.shape[1]) // 5
    )


def test_the_better_annotator_rates_higher_and_has_an_interval() -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(3, size=400)
    skills = np.array([[0.95], [0.8], [0.4]])
    codes = np.where(rng.random((3, 400)) < skills, truth, rng.integers(3, size=(3, 400)))
    ratings = competence(units_of(codes))
    accuracies = [rating.accuracy.value for rating in ratings]
    assert accuracies == sorted(accuracies, reverse=True)
    assert ratings[0].accuracy.value == pytest.approx((codes[0] == truth).mean(), abs=0.03)
    for rating in ratings:
        assert rating.with_others.units == 400
        assert rating.with_others.interval[0] < rating.with_others.value < rating.with_others.interval[1]


def test_agreement_is_with_the_others_only() -> None:
    ratings = competence(units_of(np.array([[0, 0, 1, -1], [0, 1, 1, 2], [0, 0, -1, 2]])))
    assert [rating.with_others.value for rating in ratings] == pytest.approx(
        [(1 + 0.5 + 1) / 3, 0.75, (1 + 0.5 + 1) / 3]
    )


def test_each_label_has_its_own_share_and_the_units_it_rests_on() -> None:
    rng = np.random.default_rng(2)
    truth = rng.integers(2, size=600)
    codes = np.where(rng.random((3, 600)) < 0.95, truth, 1 - truth)
    codes[2] = np.where(truth == 1, rng.random(600) < 0.5, codes[2])
    ratings = competence(units_of(codes))
    for line, rating in enumerate(ratings):
        assert list(rating.diagonal) == ["x", "y"]
        for label, found in enumerate(rating.diagonal.values()):
            assert found.value == pytest.approx((codes[line] == label)[truth == label].mean(), abs=0.05)
            assert found.interval[0] < found.value < found.interval[1]
            assert found.units == pytest.approx((truth == label).sum(), abs=15)
    fitted = dawid_skene(codes, 2)
    for rating, confusion in zip(ratings, fitted.confusion, strict=True):
        assert [each.value for each in rating.diagonal.values()] == pytest.approx(np.diag(confusion), abs=0.001)


def test_a_label_that_nobody_is_likely_to_mean_has_a_reason() -> None:
    codes = np.zeros((3, 40), dtype=int)
    codes[2, 0] = 1
    rating = competence(units_of(codes))[0].diagonal["y"]
    assert (rating.value, rating.reason) == (None, "no unit is likely to have this label")


def test_annotators_are_those_who_judged() -> None:
    codes = np.array([[0, 0, 1], [0, 1, 1], [-1, -1, -1]])
    for rating in competence(units_of(codes)):
        assert {rating.with_others.annotators, rating.accuracy.annotators} == {2}


def test_without_overlap_there_is_nothing_to_rate() -> None:
    with pytest.raises(InsufficientData, match="no unit was judged by two"):
        competence(units_of(np.array([[0, -1], [-1, 1]])))


def test_annotators_are_rated_on_what_has_one_label(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim(stance="mixed" if number in errs else "oppose")], f"a{number}")
        for name, errs in (("ani", ()), ("budi", ()), ("citra", (1, 2)))
        for number in range(8)
    ]
    rows = measure_competence(records, schema, elements=["stance", "category"])
    with_others = {row.group: row.agreement.value for row in rows if row.agreement.measure == "with_others"}
    assert with_others == pytest.approx({"ani": 7 / 8, "budi": 7 / 8, "citra": 6 / 8})
    assert {row.element for row in rows} == {"stance"}
    diagonal = {row.group: row.agreement.value for row in rows if row.agreement.measure == "diagonal"}
    assert set(diagonal) == {f"{name}: {label}" for name in with_others for label in ("oppose", "mixed")}
    assert diagonal["ani: oppose"] == pytest.approx(1)
    assert {row.basis for row in rows} == {"measured on the 8 of 8 claims that two annotators marked"}


def test_two_annotators_are_compared_with_paired_resamples() -> None:
    truth = np.arange(40) % 2
    careless = np.where(np.arange(40) % 4 == 1, 1 - truth, truth)
    units = units_of(np.array([truth, truth, careless]))
    rows = rate_annotators(units)
    found = {(row.agreement.measure, row.group): row.agreement for row in rows}
    change = found["with_others_difference", "a over c"]
    assert change.observed == found["with_others", "a"].value
    assert change.expected == found["with_others", "c"].value
    assert change.value == pytest.approx(change.observed - change.expected)
    assert (found["with_others_difference", "a over b"].value, change.value > 0) == (0, True)
    assert "jackknife-t:8" in change.signature


def test_intervals_of_the_model_fit_it_again_without_each_article_and_stay_within_0_and_1() -> None:
    rng = np.random.default_rng(4)
    truth = rng.integers(3, size=100)
    codes = np.where(rng.random((3, 100)) < 0.7, truth, rng.integers(3, size=(3, 100)))
    for rating in competence(units_of(codes)):
        assert "resample:article|jackknife-t:20|refit:model|scale:logit" in rating.accuracy.signature
        hard = "the model treats all articles as equally hard; where they are not, the true value is lower"
        assert rating.accuracy.notes == ("only 20 articles", hard)
        for found in (rating.accuracy, *rating.diagonal.values()):
            assert 0 < found.interval[0] < found.value < found.interval[1] < 1


def test_fewer_than_three_articles_have_a_reason_in_place_of_an_interval() -> None:
    rating = competence(units_of(np.array([[0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 0, 0]])))[0]
    assert (rating.accuracy.interval, rating.accuracy.note) == (
        None,
        "no interval: there are fewer than three articles",
    )


def test_more_than_a_hundred_articles_are_left_out_in_groups() -> None:
    rng = np.random.default_rng(5)
    truth = rng.integers(3, size=1500)
    codes = np.where(rng.random((3, 1500)) < 0.9, truth, rng.integers(3, size=(3, 1500)))
    assert "jackknife-t:100|" in competence(units_of(codes))[0].accuracy.signature


def test_an_annotator_who_hardly_errs_under_the_model_has_a_reason_in_place_of_an_interval() -> None:
    truth = np.arange(60) % 2
    careless = np.where(np.arange(60) % 7 == 1, 1 - truth, truth)
    better = competence(units_of(np.array([truth, truth, careless])))[0].accuracy
    assert (f"{better.value:.3f}", better.interval) == ("1.000", None)
    assert better.note == "no interval: the value is 1 in all 12 articles, which says nothing about others"
