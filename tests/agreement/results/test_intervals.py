import re
from functools import partial

import numpy as np
import pytest

from annotate.agreement import (
    Resampling,
    alpha,
    fleiss_kappa,
    frame_alpha,
    gwet_ac1,
    observed_agreement,
    span_f1,
    unitizing_alpha,
)
from annotate.agreement.results.intervals import interval
from annotate.agreement.results.sums import Estimate, Sums
from annotate.errors import InsufficientData


def mean(sums: np.ndarray) -> Estimate:
    value = sums[..., 0] / sums[..., 1]
    return Estimate(value, value, value)


def sums_of(values: np.ndarray) -> Sums:
    return Sums(np.column_stack([values, np.ones(len(values))]), np.ones(len(values), dtype=np.intp), mean)


def test_few_articles_use_students_t() -> None:
    values = np.array([0.1, 0.4, 0.4, 0.6, 0.3])
    low, high = interval(sums_of(values), Resampling()).bounds
    reach = 2.7764451051977987 * values.std(ddof=1) / np.sqrt(5)
    assert (low, high) == pytest.approx((values.mean() - reach, values.mean() + reach))


def test_many_articles_use_the_percentiles() -> None:
    values = np.random.default_rng(1).normal(0, 1, 400)
    low, high = interval(sums_of(values), Resampling(resamples=4000)).bounds
    assert (low, high) == pytest.approx((values.mean() - 1.96 / 20, values.mean() + 1.96 / 20), abs=0.015)


def test_equal_rows_counted_and_listed_give_the_same_distribution() -> None:
    rng = np.random.default_rng(2)
    listed = sums_of(rng.integers(3, size=900).astype(float))
    rows, times = np.unique(listed.rows, axis=0, return_counts=True)
    counted = Sums(rows, times, mean)
    one, two = (interval(sums, Resampling(resamples=5000)).bounds for sums in (listed, counted))
    assert one == pytest.approx(two, abs=0.01)


def test_one_article_has_no_interval_and_a_note() -> None:
    found = alpha([[0, 1, 0], [0, 1, 1]], articles=[0, 0, 0])
    assert found.interval is None
    assert "one article only" in found.note


def test_a_measure_often_undefined_has_no_interval() -> None:
    codes = np.zeros((2, 60), dtype=int)
    codes[0, 0] = 1
    found = alpha(codes)
    assert found.value is not None
    assert found.interval is None
    assert "5 % of the resamples" in found.note


def test_another_seed_gives_another_interval() -> None:
    codes = np.random.default_rng(3).integers(3, size=(2, 200))
    one, two = (alpha(codes, resampling=Resampling(seed=seed)).interval for seed in (1, 2))
    assert one != two
    assert one == pytest.approx(two, abs=0.03)


def test_whole_articles_that_agree_or_not_widen_the_interval() -> None:
    rng = np.random.default_rng(4)
    first = rng.integers(2, size=800)
    agrees = np.repeat(rng.random(40) < 0.6, 20)
    second = np.where(agrees, first, rng.integers(2, size=800))
    by_unit = alpha([first, second])
    by_article = alpha([first, second], articles=np.arange(800) // 20)
    widths = [found.interval[1] - found.interval[0] for found in (by_unit, by_article)]
    assert widths[1] > 1.5 * widths[0]


@pytest.mark.parametrize("measure", [alpha, observed_agreement, gwet_ac1, fleiss_kappa])
def test_articles_without_overlap_do_not_make_a_value_surer(measure) -> None:
    rng = np.random.default_rng(1)
    first = rng.integers(2, size=1000)
    second = np.where(rng.random(1000) < 0.8, first, 1 - first)
    articles = np.arange(1000) // 10
    few = articles < 5
    found = measure([first, np.where(few, second, -1)], articles=articles)
    assert "jackknife-t:5" in found.signature
    assert found.note == "small: 5 articles"
    assert found.judgements == 100
    alone = measure([first[few], second[few]], articles=articles[few])
    assert found.interval == pytest.approx(alone.interval, abs=0.06 if measure is gwet_ac1 else 1e-12)


def test_articles_without_a_span_do_not_make_f1_surer() -> None:
    spans = [(line, article, 0, 4 + line * (article % 2)) for line in range(2) for article in range(5)]
    found = span_f1(spans, np.ones((2, 100), dtype=bool), articles=np.arange(100))
    assert found.note == "small: 5 articles"
    assert found.interval == span_f1(spans, np.ones((2, 5), dtype=bool), articles=np.arange(5)).interval


@pytest.mark.parametrize("articles", [5, 60])
def test_an_interval_without_width_is_said_to_be_none_of_certainty(articles: int) -> None:
    codes = np.tile([0, 1, 0, 1, 0], 60)
    found = alpha([codes, codes], articles=np.arange(300) % articles)
    assert found.interval == (1, 1)
    assert "the interval has no width" in found.note


def test_resamples_left_out_are_counted() -> None:
    codes = np.zeros((2, 60), dtype=int)
    codes[0, :4] = 1
    found = alpha(codes)
    assert found.interval is not None
    assert re.search(r"undefined in \d+ of the 1000 resamples, which are left out", found.note)


@pytest.mark.parametrize(
    "measure",
    [
        partial(alpha, [[0, 1, 2], [0, 1, 1]]),
        partial(observed_agreement, [[0, 1, 2], [0, 1, 1]]),
        partial(span_f1, [(0, 0, 0, 3), (1, 0, 0, 3)], np.ones((2, 3), dtype=bool)),
        partial(unitizing_alpha, [(0, 0, 0, 3), (1, 0, 0, 3)], np.ones((2, 3), dtype=bool), [9, 9, 9]),
        partial(frame_alpha, [[[], [], []], [[], [], []]]),
    ],
)
def test_articles_are_as_many_as_units(measure) -> None:
    with pytest.raises(InsufficientData, match=r"articles have shape \(2,\), and there are 3 units"):
        measure(articles=[0, 0])
