"""Intervals of what Dawid and Skene's model says of annotators: it is fitted again without each article."""

import numpy as np
import pytest

from annotate.agreement.parts.refits import MOST, ModelShare, fit_without_each, interval_of
from annotate.agreement.results.scales import LOGIT

CODES = np.array([[0, 1, 0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 0, 1, 0, 0], [0, 1, 0, 1, 1, 1, 1, 0]])


def share(groups: int = 10, bears: int = 10, varied: int = 10, value: float = 0.8, spread: float = 0.01) -> ModelShare:
    without = value + spread * np.linspace(-1, 1, groups)
    places = np.arange(groups)
    return ModelShare(value, 40, without, places < bears, places < varied)


def test_the_model_is_fitted_again_without_each_article_or_unit() -> None:
    articles = np.array([3, 3, 5, 5, 7, 7, 9, 9])
    by_article, by_unit = fit_without_each(CODES, 2, articles), fit_without_each(CODES, 2, None)
    assert (len(by_article.without), len(by_unit.without)) == (4, 8)
    np.testing.assert_allclose(by_article.mass.sum(axis=0), by_article.judged)
    np.testing.assert_array_equal(by_article.whole, by_unit.whole)


def test_of_many_articles_a_hundred_groups_are_left_out_in_turn() -> None:
    codes = np.tile(CODES, 40)
    assert len(fit_without_each(codes, 2, np.arange(codes.shape[1])).without) == MOST


def test_nothing_is_fitted_again_where_no_interval_is_asked_for_or_possible() -> None:
    assert len(fit_without_each(CODES, 2, None, refit=False).without) == 0
    assert len(fit_without_each(CODES, 2, np.arange(8) % 2).without) == 0


def test_an_interval_holds_the_value_stays_in_its_scale_and_names_the_refit() -> None:
    estimated = interval_of(share(value=0.95, spread=0.02), LOGIT, "article")
    low, high = estimated.bounds
    assert 0 < low < 0.95 < high < 1
    assert estimated.recipe["refit"] == "model"
    assert estimated.notes == ("only 10 articles",)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (share(groups=0), "there are fewer than three articles"),
        (share(bears=2), "it rests on 2 articles"),
        (share(varied=1), "1 article of 10 has a label other than the commonest; an interval needs three"),
        (share(value=1.0, spread=0.0), "the value is 1 in all 10 articles, which says nothing about others"),
        (share(spread=np.nan), "undefined without one of the 10 articles"),
        (share(spread=0.0), "all 10 articles are alike, which says nothing about others"),
    ],
)
def test_where_there_is_no_interval_there_is_a_reason(told: ModelShare, reason: str) -> None:
    estimated = interval_of(told, LOGIT, "article")
    assert (estimated.bounds, estimated.reason, estimated.notes) == (None, reason, (f"no interval: {reason}",))
