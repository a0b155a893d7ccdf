"""What a plan will cost and what it can show."""

from __future__ import annotations

from annotate.allocation.forecast import Precision, forecast
from annotate.allocation.plan import Assignment, Plan
from annotate.allocation.precision import Assumptions

ASSUMED = Assumptions()
PLAN = Plan(
    {
        "ani": {Assignment("a"): None, Assignment("b"): None, Assignment("c"): None, Assignment("b", 1): None},
        "budi": {Assignment("a"): None, Assignment("b"): None},
        "citra": {Assignment("a"): None},
    },
    {"a": 0, "b": 1, "c": 1},
)


def test_everybody_has_their_sentences_and_hours():
    shares = forecast(PLAN, ("ani", "budi", "citra"), 2, 1800, ASSUMED).shares
    assert shares[0] == ("ani", 1, 2, 1, 2.0)
    assert shares[2] == ("citra", 1, 0, 0, 0.5)


def test_pairs_share_what_both_have_and_a_sentence_short_of_the_overlap_is_left_over():
    looked = forecast(PLAN, ("ani", "budi", "citra"), 2, 60, ASSUMED)
    assert looked.pairs == {("ani", "budi"): 2, ("ani", "citra"): 1, ("budi", "citra"): 1}
    assert looked.left_over == 1


def test_the_precision_of_each_overlap_rests_on_the_same_number_of_annotations():
    precision = forecast(PLAN, ("ani", "budi", "citra"), 2, 60, ASSUMED).precision
    assert [(each.overlap, each.sentences) for each in precision] == [(2, 3), (3, 2)]


def test_what_somebody_who_left_was_given_counts_for_nothing():
    looked = forecast(PLAN, ("budi", "citra"), 2, 60, ASSUMED)
    assert looked.pairs == {("budi", "citra"): 1}
    assert looked.left_over == 2
    assert [(each.overlap, each.sentences) for each in looked.precision] == [(2, 1)]


def test_the_verdict_says_whether_the_sentences_suffice():
    needed = 100
    assert Precision(2, needed - 1, 0.1, needed, 0.13).verdict == (
        f"With {needed - 1} sentences α = 0.80 is not clearly above 0.67: {needed} are needed."
    )
    assert "α = 0.80 is clearly above" in Precision(2, needed, 0.1, needed, 0.13).verdict
