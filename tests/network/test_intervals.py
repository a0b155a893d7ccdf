"""How sure the weights of edges are."""

import numpy as np
import pytest
from networks import schema
from scipy.special import stdtrit

from annotate.network.build import build_network
from annotate.network.choice import NetworkChoice
from annotate.network.counts import count_statements
from annotate.network.statements import Names, Statement


def statements(counts):
    """A wants B in an article as often as it says."""
    return [
        Statement("a", "b", "", f"a{number}", f"a{number}:{time}-9")
        for number, times in enumerate(counts)
        for time in range(times)
    ]


def edge(folder, counts):
    (only,) = build_network(statements(counts), NetworkChoice("demand"), schema(folder), len(counts)).edges
    return only


def test_the_interval_of_a_count_is_that_of_a_sum_of_articles(tmp_path):
    """Student's t with one degree of freedom less than the articles in which somebody says it."""
    counts = [3, 0, 2, 4, 1, 0, 2, 3]
    low, high = edge(tmp_path, counts).certainty.bounds
    error = np.sqrt(len(counts)) * np.std(counts, ddof=1)
    assert (low, high) == pytest.approx((15 - 2.570582 * error, 15 + 2.570582 * error))


def test_an_edge_of_two_articles_has_a_reason_in_place_of_an_interval(tmp_path):
    certainty = edge(tmp_path, [4, 3, 0, 0]).certainty
    assert (certainty.bounds, certainty.is_distinct) == (None, False)
    assert certainty.note == "statements in 2 articles only; an interval needs three"


def test_an_edge_is_told_from_none_if_0_is_outside_its_interval(tmp_path):
    assert edge(tmp_path, [2, 3, 2, 3, 2, 1, 2]).certainty.is_distinct
    assert not edge(tmp_path, [1, 0, 9, 0, 1, 0, 0]).certainty.is_distinct


def test_intervals_hold_what_other_articles_would_give(tmp_path):
    """About 95 of 100 times; demands come in clusters, as articles have them."""
    rng = np.random.default_rng(5)
    rate, articles, times = 1.2, 40, 100
    asked = schema(tmp_path)
    held = 0
    for _ in range(times):
        counts = rng.poisson(rate * rng.gamma(2, 0.5, articles))
        network = build_network(statements(counts), NetworkChoice("demand"), asked, articles)
        low, high = network.edges[0].certainty.bounds
        held += low <= rate * articles <= high
    assert 0.9 <= held / times <= 0.99


@pytest.mark.parametrize("normalisation", ["no", "average"])
def test_intervals_between_actors_hold_what_other_articles_would_give(tmp_path, normalisation):
    """About 95 of 100 times; the truth is that of 8,000 articles."""
    rng = np.random.default_rng(8)
    asked, articles = schema(tmp_path), 40
    choice = NetworkChoice("one-mode", "congruence", normalisation)

    def network(number):
        made = [
            Statement(
                actor, "XY"[rng.integers(2)], ("against", "for")[rng.integers(2)], f"a{article}", f"a{article}:0-9"
            )
            for article in range(number)
            for actor in "ab"
            for _ in range(rng.poisson(rng.gamma(2, 0.5)))
        ]
        return build_network(made, choice, asked, number)

    truth = network(8000).edges[0].weight * (articles / 8000) ** (2 if normalisation == "no" else 1)
    held = 0
    for _ in range(100):
        low, high = network(articles).edges[0].certainty.bounds
        held += low <= truth <= high
    assert 0.88 <= held / 100 <= 0.99


@pytest.mark.parametrize(
    ("choice", "power"),
    [
        (NetworkChoice("one-mode", "subtract"), 2),
        (NetworkChoice("one-mode", "congruence", "average"), 1),
        (NetworkChoice("one-mode", "subtract", "cosine"), 0),
        (NetworkChoice("one-mode", "ignore", "jaccard"), None),
        (NetworkChoice("one-mode", "conflict", "jaccard"), None),
        (NetworkChoice("two-mode", "subtract"), 1),
        (NetworkChoice("two-mode", "subtract", "activity"), 0),
        (NetworkChoice("two-mode", "ignore", "prominence"), 0),
    ],
)
def test_a_weight_moves_with_the_articles_that_it_is_made_of(tmp_path, choice, power):
    """Against the jackknife by hand, over whole networks without one article."""
    rng = np.random.default_rng(2)
    sides = ("against", "torn", "for")
    made = [
        Statement(actor, "XYZ"[rng.integers(3)], sides[rng.integers(3)], f"a{number}", f"a{number}:0-9")
        for number in range(12)
        for actor in "abc"
        for _ in range(2)
        if rng.random() < 0.6
    ]
    asked = schema(tmp_path)
    whole = build_network(made, choice, asked, 14)
    for edge in whole.edges:
        row, column = whole.rows.index(edge.source), whole.columns.index(edge.target)
        values = np.array([_without(made, number, whole, choice, power)[row, column] for number in range(14)])
        error = np.sqrt(13 / 14 * ((values - values.mean()) ** 2).sum())
        if edge.certainty.bounds is None:
            assert edge.certainty.articles < 3
            continue
        low, high = edge.certainty.bounds
        assert high - edge.weight == pytest.approx(stdtrit(edge.certainty.articles - 1, 0.975) * error)
        assert low == pytest.approx(edge.weight * 2 - high) or (low == 0 and choice.weight != "subtract")


def _without(made, number, whole, choice, power):
    """The matrix without an article; what is a sum is that of as many articles as before."""
    grown = 14 / 13
    kept = [statement for statement in made if statement.article != f"a{number}"]
    values = ("against", "torn", "for") if choice.uses_values else ("against", "torn", "for", "")
    names = Names(whole.rows, ("X", "Y", "Z"), values)
    total = count_statements(kept, names, 13).total
    if power is None:
        return choice.weights(total * grown, (-1, 0, 1))
    return choice.weights(total, (-1, 0, 1)) * grown**power
