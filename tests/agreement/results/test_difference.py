from functools import partial

import numpy as np
import pytest
import scipy.stats

from annotate.agreement import (
    Agreement,
    Continuum,
    Frame,
    alpha,
    difference,
    gwet_ac1,
    match_all,
    observed_agreement,
    soft_frame_f1,
    span_f1,
    unitizing_alpha,
)
from annotate.errors import InsufficientData

SENTENCES = 200
ARTICLES = np.arange(SENTENCES) // 5
SEEN = np.ones((2, SENTENCES), dtype=bool)


def marked(wavering: float, seed: int = 1) -> np.ndarray:
    """A span in each sentence by two annotators, whose ends waver."""
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 20, SENTENCES)
    rows = []
    for annotator in range(2):
        end = start + np.where(rng.random(SENTENCES) < wavering, 14, 10)
        rows.append(np.column_stack([np.full(SENTENCES, annotator), np.arange(SENTENCES), start, end]))
    return np.concatenate(rows)


def framed(wavering: float) -> list[list[list[Frame]]]:
    spans = marked(wavering)
    return [
        [[Frame({"head": frozenset([(int(s[2]), int(s[3]))])})] for s in spans[spans[:, 0] == line]] for line in (0, 1)
    ]


@pytest.mark.parametrize(
    "measure",
    [
        lambda wavering, articles: span_f1(marked(wavering), SEEN, articles=articles),
        lambda wavering, articles: span_f1(marked(wavering), SEEN, relaxed=True, articles=articles),
        lambda wavering, articles: unitizing_alpha(
            Continuum(marked(wavering), SEEN, [40] * SENTENCES), articles=articles
        ),
        lambda wavering, articles: soft_frame_f1(match_all(framed(wavering)), articles=articles),
    ],
    ids=["exact F1", "relaxed F1", "unitizing alpha", "soft frame F1"],
)
def test_any_two_results_of_a_measure_are_compared(measure) -> None:
    better, worse = measure(0.1, ARTICLES), measure(0.5, ARTICLES)
    found = difference(better, worse)
    assert (found.observed, found.expected) == pytest.approx((better.value, worse.value))
    assert found.value == pytest.approx(better.value - worse.value)
    assert 0 < found.interval[0] < found.value < found.interval[1]
    assert found.measure == f"{better.measure}_difference"
    how = better.signature.split("|")[1]
    assert found.signature.startswith(f"{found.measure}|{how}|units:{SENTENCES}|annotators:2|resample:article|")
    assert found.to_json()[f"first_{better.measure}"] == pytest.approx(better.value)


def test_a_difference_of_a_result_to_itself_has_no_interval_but_a_reason() -> None:
    found = difference(*(span_f1(marked(0.3), SEEN, articles=ARTICLES) for _ in range(2)))
    assert (found.value, found.interval) == (0, None)
    assert found.note == "no interval: all 40 articles are alike, which says nothing about others"


def shares(values: np.ndarray, begin: int) -> Agreement:
    """Observed agreement of two annotators on a hundred sentences of each article, as given."""
    same = np.concatenate([np.arange(100) < 100 * value for value in values]).astype(int)
    articles = np.repeat(np.arange(begin, begin + len(values)), 100)
    return observed_agreement([np.ones_like(same), same], articles=articles)


def test_values_of_the_same_articles_are_compared_article_by_article() -> None:
    first, second = np.array([0.2, 0.5, 0.6, 0.9]), np.array([0.1, 0.5, 0.4, 0.7])
    found = difference(shares(first, 0), shares(second, 0))
    expected = scipy.stats.ttest_rel(first, second).confidence_interval()
    assert found.interval == pytest.approx((expected.low, expected.high))
    assert "|jackknife-t:4|scale:value|" in found.signature


def test_values_of_different_articles_are_compared_as_welch_does() -> None:
    first, second = np.array([0.2, 0.5, 0.6, 0.9]), np.array([0.1, 0.2, 0.2, 0.1, 0.2, 0.2, 0.3, 0.1])
    found = difference(shares(first, 0), shares(second, 10))
    expected = scipy.stats.ttest_ind(first, second, equal_var=False)
    bounds = expected.confidence_interval()
    assert found.interval == pytest.approx((bounds.low, bounds.high))
    assert f"|jackknife-t:4|df:{expected.df:.1f}|scale:value|" in found.signature
    wide = "different articles, and very few: such intervals are a little wider than they need to be"
    assert found.notes == ("only 4 articles", wide)
    assert difference(shares(first, 0), shares(second, 0)).notes == ("only 4 articles",)


def test_a_difference_near_1_is_noted_to_be_surer_than_it_looks() -> None:
    found = difference(shares(np.array([0.95, 0.99, 0.92, 0.97]), 0), shares(np.array([0.96, 0.93, 0.97]), 10))
    assert (
        found.note
        == "only 3 articles; near 1, from few articles: such intervals are a little wider than they need to be"
    )


def test_articles_are_found_by_their_names() -> None:
    names = np.array([f"a{number}" for number in ARTICLES])
    first, second = SEEN & (ARTICLES < 10), SEEN & (ARTICLES >= 5)
    found = [
        difference(
            span_f1(marked(0.3)[np.tile(first[0], 2)], first, articles=articles),
            span_f1(marked(0.3)[np.tile(second[0], 2)], second, articles=articles),
        )
        for articles in (ARTICLES, names)
    ]
    assert found[0].value == found[1].value
    assert found[0].interval == pytest.approx(found[1].interval)


def test_a_difference_is_as_small_as_the_smaller_of_the_two() -> None:
    codes = np.random.default_rng(1).integers(2, size=(2, SENTENCES))
    rounds = [np.where(ARTICLES < 5, codes, -1), np.where(ARTICLES >= 5, codes, -1)]
    compared = [difference(*(measure(each, articles=ARTICLES) for each in rounds)) for measure in (alpha, gwet_ac1)]
    for found in compared:
        assert "jackknife-t:5" in found.signature
        assert "only 5 articles" in found.note
        assert (found.units, found.judgements) == (25, 50)


def test_a_difference_of_sets_says_which_distance() -> None:
    labels = [frozenset("a"), frozenset("ab"), frozenset("b")]
    codes = np.random.default_rng(1).integers(3, size=(2, 60))
    by_unit = alpha(codes, "masi", labels=labels, articles=np.arange(60))
    found = difference(by_unit, by_unit)
    assert found.measure == "alpha_masi_difference"
    assert found.signature.startswith("alpha_masi_difference|level:set|")


def test_what_cannot_be_compared_is_refused() -> None:
    codes = np.tile([[0, 1, 0, 1], [0, 1, 1, 1]], 15)
    articles = np.arange(60) // 2
    by_article: partial[Agreement] = partial(alpha, codes, articles=articles)
    with pytest.raises(InsufficientData, match="alpha and ac1 are different measures"):
        difference(by_article(), gwet_ac1(codes, articles=articles))
    with pytest.raises(InsufficientData, match="alpha was computed without articles"):
        difference(by_article(), alpha(codes))
