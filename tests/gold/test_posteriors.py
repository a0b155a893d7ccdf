"""What Dawid and Skene's model says of gold."""

import pytest

from annotate.gold import conflict_rows, make_gold, with_posteriors


def test_a_posterior_is_a_suggestion_and_changes_no_decision(annotated, claim, schema) -> None:
    records = []
    for number in range(30):
        answer = [claim()] if number % 2 else []
        records += [annotated(name, number, answer, f"a{number}") for name in ("ani", "budi")]
        records.append(annotated("citra", number, [claim()] if number % 3 else [], f"a{number}"))
    records += [annotated("ani", 90, [], "b"), annotated("citra", 90, [claim()], "b")]
    rows = make_gold(records, schema)
    fitted, confusions = with_posteriors(rows, schema)
    tie = fitted[-1].decisions[0]
    assert (tie.value, tie.status, str(tie.reason)) == (None, "unresolved", "tie: no 1, yes 1")
    assert tie.posterior["no"] > 0.8
    *_, conflict = conflict_rows(fitted)
    assert conflict["conflicts"][0]["posterior"] == tie.posterior
    model = next(each for each in confusions if each.element == "has_claim")
    assert model.labels == ("yes", "no")
    assert {name: sum(model.annotators[name][1]) for name in model.annotators} == pytest.approx(
        {"ani": 1, "budi": 1, "citra": 1}
    )
    assert model.annotators["budi"][1][1] > model.annotators["citra"][1][1]
    for before, after in zip(rows, fitted, strict=True):
        assert (before.answers, before.claims, before.status) == (after.answers, after.claims, after.status)


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
    assert decision.posterior[""] > 0.98
