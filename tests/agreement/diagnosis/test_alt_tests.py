import numpy as np
import pytest

from annotate.agreement import alt_tests
from annotate.errors import InsufficientData
from annotate.records.aligned import align_records


def test_a_model_among_the_records_is_tested_and_is_not_a_human(annotated, claim, schema) -> None:
    rng = np.random.default_rng(3)
    records = []
    for number in range(60):
        truth = number % 2
        for name in ("ani", "budi", "citra", "model"):
            says = truth if rng.random() < 0.85 else 1 - truth
            records.append(annotated(name, number, [claim()] if says else [], f"a{number // 3}"))
    found = alt_tests(records, schema, "model", 0.2)
    assert found["has_claim"].passes
    assert [human.human for human in found["has_claim"].humans] == ["ani", "budi", "citra"]
    two = alt_tests([record for record in records if record.annotator != "citra"], schema, "model", 0.2)
    assert two["has_claim"] == "the alt-test needs three humans on the model's units"
    with pytest.raises(InsufficientData, match="there is no annotation by nobody"):
        alt_tests(records, schema, "nobody", 0.2)


def test_ordinal_answers_and_sets_are_compared_by_their_level(annotated, claim, schema) -> None:
    says = {
        "ani": ("oppose", ["finance"]),
        "budi": ("support", ["treaty", "troops"]),
        "citra": ("support", ["treaty", "troops"]),
        "model": ("mixed", ["treaty"]),
    }
    records = [
        annotated(name, number, [claim(stance=stance, category=category)], f"a{number}")
        for number in range(30)
        for name, (stance, category) in says.items()
    ]
    # Every step of the scale is in use, or two neighbours would not differ.
    records += [annotated(name, 40, [claim(stance="mixed")], "a0") for name in says]
    found = alt_tests(records, schema, "model", 0.2)
    assert found["stance"].humans[0].human_wins == pytest.approx(1 / 31)
    assert found["category"].humans[0].human_wins == pytest.approx(1 / 31)


def test_the_model_has_no_say_in_which_claims_of_humans_are_one(annotated, claim, schema) -> None:
    heads = {"ani": "jaminan", "budi": "jaminan keamanan NATO", "model": "keamanan NATO"}
    records = [annotated(name, 1, [claim(head)]) for name, head in heads.items()]
    assert [set(group) for group in align_records(records, schema).claims[0]] == [{"ani"}, {"budi", "model"}]
    assert [set(group) for group in align_records(records, schema, "model").claims[0]] == [{"ani", "budi"}, {"model"}]
    records.append(annotated("citra", 1, [claim("keamanan NATO"), claim("NATO")]))
    joined = align_records(records, schema, "model").claims[0]
    assert next(group for group in joined if "model" in group).keys() == {"budi", "citra", "model"}


def test_spans_and_whole_claims_are_tested_by_sentence(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim()] if name != "model" else [], f"a{number}")
        for number in range(30)
        for name in ("ani", "budi", "citra", "model")
    ]
    found = alt_tests(records, schema, "model", 0.2, elements=["claim", "guarantee"])
    assert set(found) == {"claim", "guarantee"}
    assert all(test.passes is False and test.humans[0].units == 30 for test in found.values())
    copied = [record.model_copy(update={"annotator": "model"}) for record in records if record.annotator == "ani"]
    people = [record for record in records if record.annotator != "model"]
    assert alt_tests(people + copied, schema, "model", 0.2, elements=["claim"])["claim"].passes
