"""Kappa of two annotators and of more, on small tables counted by hand."""

import pytest

from annotate.agreement import Resampling, cohen_kappa, fleiss_kappa, weighted_kappa
from annotate.errors import InsufficientData

QUIET = Resampling(resamples=0)


def test_cohens_kappa_counts_only_the_units_that_both_judged() -> None:
    # Observed 3 of 4; by chance 1/2 · 3/4 + 1/2 · 1/4 = 1/2.
    kappa = cohen_kappa([0, 0, 1, 1, 1, -1], [0, 0, 0, 1, -1, 0], resampling=QUIET)
    assert (kappa.observed, kappa.expected, kappa.value) == (0.75, 0.5, 0.5)
    assert (kappa.units, kappa.judgements) == (4, 8)


def test_a_difference_costs_by_the_places_that_it_spans_or_by_their_square() -> None:
    codes = [[0, 1, 2], [0, 2, 2]]
    linear, quadratic = (weighted_kappa(codes, weights, resampling=QUIET) for weights in ("linear", "quadratic"))
    assert linear.observed == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert quadratic.observed == pytest.approx((1 + 3 / 4 + 1) / 3)


def test_fleiss_kappa_says_whose_it_is_where_units_have_different_numbers_of_judgements() -> None:
    equal = fleiss_kappa([[0, 1, 0, 1], [0, 1, 1, 1]], resampling=QUIET)
    # Observed 3 of 4; shares 3/8 and 5/8.
    assert (equal.observed, equal.expected, equal.note) == (0.75, 34 / 64, "")
    assert "Gwet's generalization" in fleiss_kappa([[0, 1, 0, 1], [0, 1, 1, -1]], resampling=QUIET).note


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (lambda: cohen_kappa([0, 1], [0]), "the two annotators have 2 and 1 units"),
        (lambda: cohen_kappa([0, -1], [-1, 0]), "no unit was judged by both annotators"),
        (lambda: cohen_kappa([0, 0], [0, 0]), "only one label is in use"),
        (lambda: weighted_kappa([[0], [1], [1]], "linear"), "weighted kappa compares two annotators, not 3"),
        (lambda: fleiss_kappa([[0, 1]]), "only one annotator"),
    ],
)
def test_the_reason_says_what_is_missing(run, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        run()
