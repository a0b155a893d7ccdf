"""What Dawid and Skene's model says of gold."""

import pytest

from annotate.gold import make_gold, with_posteriors
from annotate.gold.posteriors import SETTLED


def test_a_model_settles_ties_it_is_sure_of_and_keeps_its_posterior(annotated, claim, schema) -> None:
    records = []
    for number in range(30):
        answer = [claim()] if number % 2 else []
        records += [annotated(name, number, answer, f"a{number}") for name in ("ani", "budi")]
        records.append(annotated("citra", number, [claim()] if number % 3 else [], f"a{number}"))
    records += [annotated("ani", 90, [], "b"), annotated("citra", 90, [claim()], "b")]
    records.append(annotated("ani", 91, [claim()], "b"))
    rows = make_gold(records, schema)
    settled, confusions = with_posteriors(rows, schema)
    tie, alone = settled[-2].decisions[0], settled[-1].decisions[0]
    assert rows[-2].decisions[0].status == "unresolved"
    assert (tie.value, tie.status, tie.reason) == ("no", "majority", SETTLED)
    assert settled[-2].answers == {"has_claim": "no"}
    assert tie.posterior["no"] > 0.8
    assert alone.status == "unresolved"
    model = next(each for each in confusions if each.element == "has_claim")
    assert model.labels == ("yes", "no")
    assert {name: sum(model.annotators[name][1]) for name in model.annotators} == pytest.approx(
        {"ani": 1, "budi": 1, "citra": 1}
    )
    assert model.annotators["budi"][1][1] > model.annotators["citra"][1][1]
    for before, after in zip(rows[:-2], settled[:-2], strict=True):
        assert before.decisions[0].value == after.decisions[0].value


def without_claimant(annotated, claim, *answers):
    """Records of ten claims; each annotator, by name, gives one answer to who the unnamed claimant is, or None."""
    return [
        annotated(name, number, [claim(**({"claimant_unmarked": answer} if answer else {}))], f"a{number}")
        for number in range(10)
        for name, answer in zip(("ani", "budi", "citra"), answers, strict=False)
    ]


def decision_on(row, element):
    (decision,) = [each for each in row.decisions if each.element == element]
    return decision


def test_no_label_is_invented_where_one_annotator_rightly_left_the_question_empty(annotated, claim, schema) -> None:
    rows = make_gold(without_claimant(annotated, claim, "none", None), schema)
    fitted, confusions = with_posteriors(rows, schema)
    for row in fitted:
        decision = decision_on(row, "claimant_unmarked")
        assert (str(decision.reason), decision.value) == ("tie: no answer 1, none 1", None)
        assert decision.posterior == pytest.approx({"none": 0.5, "": 0.5}, abs=0.01)
        assert "claimant_unmarked" not in row.claims[0]
    (model,) = [each for each in confusions if each.element == "claimant_unmarked"]
    assert model.labels == ("none", "")


def test_a_unanimous_no_answer_is_unanimous_and_has_no_posterior_over_labels(annotated, claim, schema) -> None:
    records = without_claimant(annotated, claim, None, None, None)
    records += [annotated(name, 11, [claim(claimant_unmarked="russia")], "b") for name in ("ani", "budi", "citra")]
    fitted, _ = with_posteriors(make_gold(records, schema), schema)
    decision = decision_on(fitted[0], "claimant_unmarked")
    assert (decision.value, decision.status, decision.votes) == (None, "unanimous", {"": 3})
    assert decision.posterior[""] > 0.99


def test_a_settled_no_answer_leaves_the_question_out_of_gold(annotated, claim, schema) -> None:
    records = without_claimant(annotated, claim, None, None, None)
    records += [annotated("ani", 20, [claim()], "b"), annotated("budi", 20, [claim(claimant_unmarked="russia")], "b")]
    fitted, _ = with_posteriors(make_gold(records, schema), schema)
    assert "claimant_unmarked" not in fitted[-1].claims[0]
