"""Gold never says yes without a claim, nor has a claim under a no."""

from itertools import product

import pytest

from annotate.config import GoldRules
from annotate.gold import make_gold

RULES = [GoldRules(adjudicate=setting) for setting in ("ties", "minorities", "all")]
FIRST, SECOND, THIRD = "menolak", "jaminan keamanan", "kata Peskov"


def reasons(row):
    return [(each.element, str(each.reason)) for each in row.conflicts]


@pytest.mark.parametrize("rules", RULES)
def test_where_yes_has_a_majority_and_no_claim_has_both_are_open(annotated, claim, schema, rules) -> None:
    records = [annotated("a", 1, [claim(FIRST)]), annotated("b", 1, [claim(SECOND)]), annotated("c", 1, [])]
    (row,) = make_gold(records, schema, rules)
    assert (row.answers, row.claims) == ({}, ())
    assert [each.element for each in row.conflicts] == ["has_claim", "guarantee", "guarantee"]
    assert row.conflicts[1].value["text"] == FIRST
    if rules.adjudicate == "ties":
        together = "decided together: 1 of 3 marked it, and has_claim is yes"
        no_majority = "decided together: no 1, yes 2, and no claim has a majority"
        assert reasons(row) == [("has_claim", no_majority), ("guarantee", together), ("guarantee", together)]


def test_yes_with_one_claim_decided_may_leave_another_open(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim(FIRST), claim(THIRD)]), annotated("b", 1, [claim(FIRST)])]
    (row,) = make_gold(records, schema)
    assert (row.answers, len(row.claims)) == ({"has_claim": "yes"}, 1)
    assert reasons(row) == [("guarantee", "tie: 1 of 2 marked it")]


def test_an_open_claim_opens_the_no_beside_it(annotated, claim, schema) -> None:
    records = [annotated("a", 1, [claim()]), annotated("b", 1, []), annotated("c", 1, [])]
    (row,) = make_gold(records, schema)
    assert (row.answers, row.conflicts) == ({"has_claim": "no"}, ())
    (row,) = make_gold(records, schema, GoldRules(adjudicate="minorities"))
    assert row.answers == {}
    assert reasons(row) == [
        ("has_claim", "decided together: no 2, yes 1, and a claim is open"),
        ("guarantee", "minority: 1 of 3 marked it"),
    ]


def test_an_open_question_opens_the_claims(annotated, claim, schema) -> None:
    records = [
        annotated("a", 1, [claim()]),
        annotated("b", 1, []),
        annotated("c", 1, []).model_copy(update={"has_claim": "unsure"}),
    ]
    (row,) = make_gold(records, schema)
    assert reasons(row) == [
        ("has_claim", "tie: no 1, unsure 1, yes 1"),
        ("guarantee", "decided together: 1 of 3 marked it, and has_claim is open"),
    ]


def test_no_claim_is_gold_under_another_answer(annotated, claim, schema) -> None:
    records = [annotated(name, 1, [claim()]).model_copy(update={"has_claim": "no"}) for name in "ab"]
    (row,) = make_gold(records, schema)
    assert (row.answers, row.claims) == ({}, ())
    assert [each.element for each in row.conflicts] == ["has_claim", "guarantee"]


@pytest.mark.parametrize("rules", RULES)
def test_gold_is_never_at_odds_with_itself_whatever_three_annotators_say(annotated, claim, schema, rules) -> None:
    said = [
        ("no", []),
        ("unsure", []),
        ("yes", []),
        *(("yes", [claim(head)]) for head in (FIRST, SECOND)),
        ("yes", [claim(FIRST), claim(SECOND)]),
        ("no", [claim(FIRST)]),
    ]
    for three in product(said, repeat=3):
        records = [
            annotated(name, 1, claims).model_copy(update={"has_claim": answer})
            for name, (answer, claims) in zip("abc", three, strict=True)
        ]
        (row,) = make_gold(records, schema, rules)
        assert (row.answers.get("has_claim") == "yes") == bool(row.claims)
        if row.answers.get("has_claim") in ("no", "unsure"):
            assert row.conflicts == ()
