from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student

from annotate.agreement import (
    Agreement,
    Continuum,
    Resampling,
    alpha,
    fleiss_kappa,
    frame_alpha,
    gwet_ac1,
    match_all,
    observed_agreement,
    span_f1,
    unitizing_alpha,
)
from annotate.agreement.results.intervals import interval
from annotate.agreement.results.scales import LOG, LOGIT, plain
from annotate.agreement.results.sums import Bearing, Estimate, Sums
from annotate.errors import InsufficientData

PLAIN = plain(-np.inf, np.inf)


def mean(sums: np.ndarray) -> Estimate:
    value = sums[..., 0] / sums[..., 1]
    return Estimate(value, value, value)


def sums_of(values: np.ndarray, scale=PLAIN, **bearing) -> Sums:
    rows = np.column_stack([values, np.ones(len(values))])
    return Sums(rows, np.ones(len(values), dtype=np.intp), mean, scale, Bearing(**bearing))


def codes_with(label_in: int, articles: int, sentences: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """Answers of two annotators who differ once in each third article; the label 1 is in so many articles only."""
    article = np.repeat(np.arange(articles), sentences)
    first = np.where((np.arange(len(article)) % sentences < 2) & (article < label_in), 1, 0)
    second = np.where((np.arange(len(article)) % sentences == 0) & (article % 3 == 0), 0, first)
    return np.stack([first, second]), article


@pytest.mark.parametrize("articles", [5, 29, 30, 400])
@pytest.mark.parametrize(
    ("scale", "forth", "back", "slope"),
    [
        (PLAIN, lambda v: v, lambda x: x, lambda v: 1),
        (LOG, lambda v: -np.log(1 - v), lambda x: 1 - np.exp(-x), lambda v: 1 / (1 - v)),
        (LOGIT, lambda v: np.log(v / (1 - v)), lambda x: 1 / (1 + np.exp(-x)), lambda v: 1 / (v * (1 - v))),
    ],
    ids=["value", "log", "logit"],
)
def test_an_interval_is_students_t_on_the_scale_at_every_number_of_articles(
    articles: int, scale, forth, back, slope
) -> None:
    values = np.linspace(0.1, 0.6, articles)
    middle, error = values.mean(), values.std(ddof=1) / np.sqrt(articles)
    reach = student.ppf(0.975, articles - 1) * error * slope(middle)
    found = interval(sums_of(values, scale), Resampling())
    assert found.bounds == pytest.approx((back(forth(middle) - reach), back(forth(middle) + reach)))
    assert found.recipe == {"resample": "article", "jackknife-t": articles, "scale": scale.name}


def test_a_few_articles_that_lift_the_value_raise_the_upper_bound_only() -> None:
    values = np.append(np.full(10, 0.1), [0.6, 0.7]) + np.arange(12) / 1000
    middle, error = values.mean(), values.std(ddof=1) / np.sqrt(12)
    reach = student.ppf(0.975, 11)
    skew = scipy.stats.skew(values, bias=False) / np.sqrt(12)
    found = interval(sums_of(values), Resampling())
    assert found.bounds[0] == pytest.approx(middle - reach * error)
    assert found.bounds[1] == pytest.approx(middle + (reach + skew * (1 + 2 * reach**2) / 6) * error, rel=0.01)
    assert float(found.recipe["skew"]) == pytest.approx(skew, abs=0.05)
    mirrored = interval(sums_of(1 - values), Resampling())
    assert "skew" not in mirrored.recipe
    assert mirrored.bounds[0] == pytest.approx(1 - middle - reach * error)


def test_the_derivative_gives_the_bounds_of_leaving_out() -> None:
    rng = np.random.default_rng(2)
    codes = rng.integers(3, size=(2, 6000))
    codes[1] = np.where(rng.random(6000) < 0.7, codes[0], codes[1])
    found = alpha(codes, articles=np.arange(6000) // 5).sums
    half = replace(found, rows=found.rows[:600], times=found.times[:600])
    twice = replace(found, rows=np.vstack([half.rows] * 2), times=np.ones(1200, dtype=np.intp))
    left_out = interval(replace(half, times=2 * half.times), Resampling()).bounds
    assert interval(twice, Resampling()).bounds == pytest.approx(left_out, abs=1e-4)


def test_equal_rows_counted_and_listed_give_the_same_interval() -> None:
    listed = sums_of(np.random.default_rng(2).integers(3, size=900).astype(float))
    rows, times = np.unique(listed.rows, axis=0, return_counts=True)
    one, two = (interval(sums, Resampling()).bounds for sums in (listed, Sums(rows, times, mean, PLAIN)))
    assert one == pytest.approx(two)


def test_near_its_end_a_value_rests_on_the_articles_that_differ() -> None:
    values = np.append(np.ones(32), np.linspace(0.2, 0.8, 8))
    found = interval(sums_of(values, LOGIT, apart=np.array([-1.0, 1.0])), Resampling())
    assert found.recipe["df"] == "8"
    fewer = interval(sums_of(np.append(np.ones(39), 0.5), LOGIT, apart=np.array([-1.0, 1.0])), Resampling())
    assert fewer.recipe["df"] == "5"
    assert fewer.bounds[1] < 1


def test_whoever_wants_the_percentiles_of_a_bootstrap_gets_them() -> None:
    values = np.random.default_rng(1).normal(0, 1, 400)
    found = interval(sums_of(values), Resampling(resamples=4000, seed=3))
    reach = norm.ppf(0.975) / 20
    assert found.bounds == pytest.approx((values.mean() - reach, values.mean() + reach), abs=0.015)
    assert found.recipe == {"resample": "article", "b": 4000, "seed": 3}
    assert found.bounds != interval(sums_of(values), Resampling(resamples=4000, seed=4)).bounds


def test_a_bootstrap_draws_rows_that_are_counted_like_those_that_are_listed() -> None:
    listed = sums_of(np.random.default_rng(2).integers(3, size=900).astype(float))
    rows, times = np.unique(listed.rows, axis=0, return_counts=True)
    how = Resampling(resamples=5000)
    one, two = (interval(sums, how).bounds for sums in (listed, Sums(rows, times, mean, PLAIN)))
    assert one == pytest.approx(two, abs=0.01)


def test_resamples_in_which_a_value_is_undefined_are_counted() -> None:
    codes = np.zeros((2, 60), dtype=int)
    codes[0, :4] = 1
    assert "resamples, left out" in alpha(codes, resampling=Resampling(resamples=1000)).note


def test_a_value_often_undefined_has_no_interval_but_a_reason() -> None:
    sums = sums_of(np.append(np.zeros(36), np.ones(4)))
    undefined = replace(sums, estimator=lambda each: mean(np.where(each[..., :1] > 1, each, np.nan)))
    found = interval(undefined, Resampling(resamples=1000))
    assert (found.bounds, found.note) == (None, "no interval: undefined in more than 5 % of the resamples")


@pytest.mark.parametrize(("articles", "few"), [(1, "only one article has"), (2, "only two articles have")])
@pytest.mark.parametrize("how", [Resampling(), Resampling(resamples=100)], ids=["jackknife", "bootstrap"])
def test_one_or_two_articles_have_no_interval_but_a_reason(articles: int, few: str, how: Resampling) -> None:
    codes = np.array([[0, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 0]])
    found = alpha(codes, articles=np.arange(6) % articles, resampling=how)
    assert found.value is not None
    reason = f"no interval: {few} something to compare; an interval needs three"
    assert (found.interval, found.note) == (None, reason)


@pytest.mark.parametrize(("label_in", "few"), [(1, "only one article of 12 has"), (2, "only two articles of 12 have")])
def test_a_label_in_one_or_two_articles_has_no_interval_but_a_reason(label_in: int, few: str) -> None:
    codes, articles = codes_with(label_in, 12)
    codes[1, 1] = 0
    found = alpha(codes, articles=articles)
    reason = f"no interval: {few} a label other than the commonest; an interval needs three"
    assert (found.interval, found.note) == (None, reason)


def test_articles_that_are_all_alike_have_no_interval_but_a_reason() -> None:
    codes = np.tile([[0, 1, 0, 1, 1], [0, 1, 1, 1, 1]], 12)
    found = alpha(codes, articles=np.arange(60) // 5)
    assert (found.interval, found.note) == (
        None,
        "no interval: all 12 articles are alike, which says nothing about others",
    )


def test_annotators_without_a_common_article_have_no_value_but_a_reason() -> None:
    with pytest.raises(InsufficientData, match="no unit was judged by two annotators"):
        alpha([[0, 1, -1, -1], [-1, -1, 0, 1]], articles=[0, 0, 1, 1])


@pytest.mark.parametrize("articles", [6, 60])
@pytest.mark.parametrize("how", [Resampling(), Resampling(resamples=100)], ids=["jackknife", "bootstrap"])
def test_annotators_who_always_agree_have_no_interval_but_a_reason(articles: int, how: Resampling) -> None:
    codes = np.tile([0, 1, 0, 1, 0], 60)
    found = alpha([codes, codes], articles=np.arange(300) * articles // 300, resampling=how)
    assert (found.value, found.interval) == (1, None)
    assert found.note == f"no interval: the value is 1 in all {articles} articles, which says nothing about others"


def test_spans_that_never_agree_have_no_interval_but_a_reason() -> None:
    spans = [(line, article, 5 * line, 5 * line + 4) for line in range(2) for article in range(5)]
    found = span_f1(spans, np.ones((2, 5), dtype=bool), articles=np.arange(5))
    assert (found.value, found.interval) == (0, None)
    assert found.note == "no interval: the value is 0 in all 5 articles, which says nothing about others"


def test_disagreement_in_one_article_still_says_how_sure_the_value_is() -> None:
    codes = np.tile([0, 1, 0, 1, 0], 20)
    other = codes.copy()
    other[:2] = 1 - other[:2]
    low, high = alpha([codes, other], articles=np.arange(100) // 10).interval
    assert 0 < low < 0.9 < high < 1


def test_a_low_value_of_a_rare_label_has_the_wider_of_two_intervals_from_twenty_articles_on() -> None:
    rng = np.random.default_rng(5)
    article = np.repeat(np.arange(40), 10)
    first = ((rng.random(400) < 0.3) & (article < 9)).astype(int)
    second = np.where(rng.random(400) < 0.4, first, 0)
    found = alpha([first, second], articles=article)
    assert "|jackknife-t:9|scale:log|bootstrap-t:1000|seed:1|" in found.signature
    # The same articles bear on the value, without being taken for those of a rare label.
    moved = replace(found.sums, bearing=found.sums.bearing._replace(labels=(), objects=slice(2, 3)))
    narrower = interval(moved, Resampling()).bounds
    assert found.interval[0] <= narrower[0]
    assert found.interval[1] >= narrower[1]
    assert found.interval[1] - found.interval[0] > 1.05 * (narrower[1] - narrower[0])
    few = article < 19
    assert "bootstrap-t" not in alpha([first[few], second[few]], articles=article[few]).signature


@pytest.mark.parametrize(
    ("values", "times", "note"),
    [
        (
            [0.2, 0.5, 0.4, 0.3],
            1,
            "low, from few articles: the true value is more often above such an interval than below",
        ),
        (
            [0.2, 0.5, 0.4, 0.3],
            12,
            "low, from few articles: the true value is more often above such an interval than below",
        ),
        ([0.2, 0.5, 0.4, 0.3], 13, ""),
        ([0.9, 1.0, 0.95, 0.9], 1, "near 1, from few articles: such intervals are a little wider than they need to be"),
        ([0.9, 1.0, 0.95, 0.9], 10, "near 1: the true value is more often below such an interval than above"),
        ([0.9, 1.0, 0.95, 0.9], 25, ""),
        ([0.9, 0.7, 0.5, 0.9], 4, "very few articles: such intervals miss the true value a little too often"),
        ([0.9, 0.7, 0.5, 0.9], 5, ""),
    ],
)
def test_what_is_known_of_such_intervals_is_noted_beside_the_number(values: list[float], times: int, note: str) -> None:
    small = f"only {4 * times} articles" if 4 * times < 30 else ""
    found = interval(sums_of(np.array(values * times), LOGIT), Resampling())
    assert found.note == "; ".join(filter(None, (small, note)))


def test_a_rare_label_is_noted_beside_the_number() -> None:
    codes, articles = codes_with(9, 40)
    assert "; a rare label: such intervals miss the true value too often if " in alpha(codes, articles=articles).note
    codes, articles = codes_with(36, 40)
    assert alpha(codes, articles=articles).note == ""


@given(st.integers(0, 2**32 - 1), st.integers(3, 40), st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None)
def test_an_interval_holds_its_value_and_ends_where_the_measure_does(
    seed: int, articles: int, rare: float, noise: float
) -> None:
    rng = np.random.default_rng(seed)
    article = np.repeat(np.arange(articles), 4)
    truth = (rng.random(len(article)) < rare).astype(int)
    codes = np.where(rng.random((2, len(article))) < noise, rng.integers(2, size=(2, len(article))), truth)
    for measure, lowest in ((alpha, -np.inf), (observed_agreement, 0), (partial(gwet_ac1, labels=2), -np.inf)):
        try:
            found = measure(codes, articles=article)
        except InsufficientData:
            continue
        if found.interval is None:
            assert found.note.startswith("no interval: ")
        else:
            low, high = found.interval
            assert lowest <= low < found.value < high <= 1


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
def test_articles_without_overlap_do_not_make_a_value_surer(measure: Callable[..., Agreement]) -> None:
    rng = np.random.default_rng(1)
    first = rng.integers(2, size=1000)
    second = np.where(rng.random(1000) < 0.8, first, 1 - first)
    articles = np.arange(1000) // 10
    few = articles < 5
    found = measure([first, np.where(few, second, -1)], articles=articles)
    assert "jackknife-t:5" in found.signature
    differing = "; units have 1 to 2 judgements: Gwet's generalization" if measure is fleiss_kappa else ""
    assert found.notes[0] == "only 5 articles"
    assert found.note.endswith(differing)
    assert found.judgements == 100
    alone = measure([first[few], second[few]], articles=articles[few])
    if measure in (gwet_ac1, fleiss_kappa):
        # The prevalence of the other articles enters Gwet's measures, so that they are other values.
        assert np.ptp(found.interval) > np.ptp(alone.interval)
    else:
        assert found.interval == pytest.approx(alone.interval)


def test_articles_without_a_span_do_not_make_f1_surer() -> None:
    spans = [(line, article, 0, 4 + line * (article % 2)) for line in range(2) for article in range(5)]
    found = span_f1(spans, np.ones((2, 100), dtype=bool), articles=np.arange(100))
    assert found.notes[0] == "only 5 articles"
    assert found.interval == span_f1(spans, np.ones((2, 5), dtype=bool), articles=np.arange(5)).interval


def test_articles_without_a_span_do_not_make_unitizing_alpha_surer() -> None:
    spans = [(line, article, 0, 4 + line * (article % 2)) for line in range(2) for article in range(8)]
    found = unitizing_alpha(Continuum(spans, np.ones((2, 15), dtype=bool), [90] * 15), articles=np.arange(15))
    assert "jackknife-t:8" in found.signature


@pytest.mark.parametrize(
    "measure",
    [
        partial(alpha, [[0, 1, 2], [0, 1, 1]]),
        partial(observed_agreement, [[0, 1, 2], [0, 1, 1]]),
        partial(span_f1, [(0, 0, 0, 3), (1, 0, 0, 3)], np.ones((2, 3), dtype=bool)),
        partial(unitizing_alpha, Continuum([(0, 0, 0, 3), (1, 0, 0, 3)], np.ones((2, 3)), [9, 9, 9])),
        partial(frame_alpha, match_all([[[], [], []], [[], [], []]])),
    ],
)
def test_articles_are_as_many_as_units(measure: Callable[..., Agreement]) -> None:
    with pytest.raises(InsufficientData, match=r"articles have shape \(2,\), and there are 3 units"):
        measure(articles=[0, 0])
