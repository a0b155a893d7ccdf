"""What the model settles, what it leaves open, and why."""

import pytest

from annotate.gold import make_gold, settle_ties, with_posteriors
from annotate.gold.settle import likely

PEOPLE = ("ani", "budi", "citra", "dewi", "eka")
ACTS = ("refuse", "demand", "offer")


@pytest.fixture(scope="module")
def fitted(annotated, claim, schema):
    """Gold of 240 claims; dewi and eka often take one act for the next, but not in the first article.

    Each of the tied answers is a claim more, in the first article or another one.
    """

    def fit(*tied, sentences=240, article="a0"):
        records = []
        for number in range(sentences):
            act = ACTS[number % 3]
            for place, name in enumerate(PEOPLE):
                errs = place > 2 and number % (place + 1) < 2 and number >= 10
                said = ACTS[(number + 1) % 3] if errs else act
                records.append(annotated(name, number, [claim(act=said)], f"a{number // 10}"))
        for number, answers in enumerate(tied):
            for name, act in answers.items():
                records.append(annotated(name, 900 + number, [claim(act=act)], article))
        rows, _ = with_posteriors(make_gold(records, schema), schema)
        return rows

    return fit


FOUR = {"ani": "refuse", "budi": "refuse", "dewi": "demand", "eka": "demand"}


def act_of(row):
    (decision,) = [each for each in row.decisions if each.element == "act"]
    return decision


def test_a_tie_that_the_model_is_sure_of_is_settled_with_a_status_of_its_own(fitted, schema) -> None:
    settled = settle_ties(fitted(FOUR), schema, 0.9)
    decision = act_of(settled.rows[-1])
    assert (decision.status, decision.value, str(decision.reason)) == ("model", "refuse", "tie: demand 2, refuse 2")
    assert settled.rows[-1].claims[0]["act"] == "refuse"
    assert settled.rows[-1].status == "model"
    assert settled.left == {}


def test_a_tie_in_an_article_that_annotators_find_hard_is_left_open(fitted, schema) -> None:
    settled = settle_ties(fitted(FOUR, article="a5"), schema, 0.9)
    assert settled.left == {"act": "in its article, annotators agree less than elsewhere"}
    assert act_of(settled.rows[-1]).status == "unresolved"


def test_a_majority_is_never_overruled(fitted, schema) -> None:
    rows = fitted({"ani": "refuse", "citra": "demand", "dewi": "demand", "eka": "demand"})
    assert settle_ties(rows, schema, 0.8).rows == rows


@pytest.mark.parametrize(
    ("tied", "sentences", "reason"),
    [
        ({"ani": "refuse", "eka": "demand"}, 240, "only 2 annotators answered; 4 are needed"),
        (FOUR, 100, "there are only 101 units; 200 are needed"),
    ],
)
def test_where_the_model_claims_more_than_it_keeps_it_settles_nothing_and_says_why(
    fitted, schema, tied, sentences, reason
) -> None:
    settled = settle_ties(fitted(tied, sentences=sentences), schema, 0.8)
    assert settled.left == {"act": reason}
    assert act_of(settled.rows[-1]).status == "unresolved"


def test_of_two_labels_none_is_settled(fitted, annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim()] if (number + (name == "eka" and number % 3 == 0)) % 2 else [], f"a{number}")
        for number in range(220)
        for name in PEOPLE
    ]
    records += [annotated(name, 900, [claim()] if name < "c" else [], "z") for name in PEOPLE if name != "citra"]
    rows, _ = with_posteriors(make_gold(records, schema), schema)
    settled = settle_ties(rows, schema, 0.8)
    assert settled.left["has_claim"] == "only 2 labels are in use; 3 are needed"
    assert "has_claim" not in settled.rows[-1].answers


def test_the_question_that_announces_claims_is_never_settled_without_them(annotated, claim, schema) -> None:
    def said(name, number, answer):
        record = annotated(name, number, [claim()] if answer == "yes" else [], f"a{number % 900 // 10}")
        return record.model_copy(update={"has_claim": answer})

    answers = ("yes", "no", "unsure")
    records = []
    for number in range(240):
        for place, name in enumerate(PEOPLE):
            errs = place > 2 and number % (place + 1) < 2 and number >= 10
            records.append(said(name, number, answers[(number + errs) % 3]))
    records += [said(name, 900, "no" if name < "c" else "unsure") for name in PEOPLE if name != "citra"]
    rows, _ = with_posteriors(make_gold(records, schema), schema)
    settled = settle_ties(rows, schema, 0.8)
    assert settled.left["has_claim"] == "it is decided together with the claims"
    assert "has_claim" not in settled.rows[-1].answers


def test_a_label_that_few_units_have_is_not_settled_on(fitted, schema) -> None:
    tied = {"ani": "accept", "budi": "accept", "dewi": "demand", "eka": "demand"}
    unanimous = dict.fromkeys(PEOPLE, "accept")
    settled = settle_ties(fitted(*[unanimous] * 5, tied), schema, 0.8)
    assert settled.left == {"act": "only 6 units are likely to be accept; 30 are needed"}


def test_a_tie_settled_as_no_answer_leaves_the_question_out_of_gold(annotated, claim, schema) -> None:
    def asked(name, number, answer):
        said = claim(**({"claimant_unmarked": answer} if answer else {}))
        return annotated(name, number, [said], f"a{number % 900 // 10}")

    truth = (None, "russia", "none")
    records = []
    for number in range(240):
        for place, name in enumerate(PEOPLE):
            errs = place > 2 and number % (place + 1) < 2 and number >= 10
            records.append(asked(name, number, truth[(number + errs) % 3]))
    records += [asked(name, 900, None if name < "c" else "russia") for name in PEOPLE if name != "citra"]
    rows, _ = with_posteriors(make_gold(records, schema), schema)
    last = settle_ties(rows, schema, 0.8).rows[-1]
    (decision,) = [each for each in last.decisions if each.element == "claimant_unmarked"]
    assert (decision.status, decision.value) == ("model", None)
    assert "claimant_unmarked" not in last.claims[0]


def test_evidence_counts_half() -> None:
    label, chance = likely({"a": 0.9, "b": 0.1})
    assert (label, chance) == ("a", pytest.approx(3 / 4))
