"""How much higher one result is than another, where the same articles are drawn for both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.names import difference_name
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.scales import plain
from annotate.agreement.results.sums import Estimate, Floats, Sums, dense
from annotate.errors import InsufficientData


def difference(first: Agreement, second: Agreement, *, resampling: Resampling | None = None) -> Agreement:
    """How much higher `first` is than `second`, such as one measure of two rounds, or of two sets of annotators.

    Each resample draws the same articles for both, so that an interval without 0 says they differ.

    Args:
        first: a result of any measure, computed with `articles`.
        second: the same measure, with articles called by the same names.
        resampling: resamples and seed.

    Returns:
        Agreement whose `observed` and `expected` are the two values. `units`, `annotators` and `judgements` are the
        smaller of the two, and the interval is as careful as the one with fewer articles asks for.

    Raises:
        InsufficientData: two measures, one that is undefined, or a result that does not know its articles.
    """
    if first.measure != second.measure:
        raise InsufficientData(
            f"{first.measure} and {second.measure} are different measures", "compare two results of the same measure"
        )
    for one in (first, second):
        if one.value is None:
            raise InsufficientData(f"one of the two is undefined: {one.reason}")
    return conclude(
        difference_name(first.measure),
        _paired(_by_article(first), _by_article(second)),
        resampling or Resampling(),
        smaller_counts(first, second),
        first.recipe.settings if first.recipe else None,
    )


def smaller_counts(first: Agreement, second: Agreement) -> Counts:
    """What both results rest on at least."""
    return Counts(
        min(first.units, second.units),
        min(first.annotators, second.annotators),
        min(first.judgements, second.judgements),
    )


def _by_article(result: Agreement) -> tuple[Sums, NDArray[Any]]:
    if result.sums is None or result.sums.articles is None:
        raise InsufficientData(
            f"{result.measure} was computed without articles",
            "give both measures `articles`, or the number of each unit where units are independent",
        )
    return result.sums, result.sums.articles


def _paired(one: tuple[Sums, NDArray[Any]], two: tuple[Sums, NDArray[Any]]) -> Sums:
    """The statistics of both side by side, one row for each article that bears on either."""
    (first, articles_of_first), (second, articles_of_second) = one, two
    width = first.rows.shape[1]
    articles = np.union1d(articles_of_first, articles_of_second)
    rows = np.zeros((len(articles), width + second.rows.shape[1]))
    rows[np.searchsorted(articles, articles_of_first), :width] = dense(first.rows)
    rows[np.searchsorted(articles, articles_of_second), width:] = dense(second.rows)

    def estimator(sums: Floats) -> Estimate:
        left, right = first.estimator(sums[..., :width]).value, second.estimator(sums[..., width:]).value
        return Estimate(left - right, left, right)

    times = np.ones(len(articles), dtype=np.intp)
    scale = plain(first.scale.lowest - second.scale.highest, first.scale.highest - second.scale.lowest)
    return Sums(rows, times, estimator, scale, articles=articles, sides=(first, second))
