"""What each sentence costs of agreement."""

import pytest
from adjudicating import record
from drawn import SCHEMAS

from annotate.agreement.diagnosis.apart import sentence_costs
from annotate.records.aligned import align_records

SCHEMA = SCHEMAS["stance"]


def costs(**sentences):
    """The costs of sentences, given as the stances of their annotators, all of whom say the same otherwise."""
    records = []
    for name, stances in sentences.items():
        for annotator, stance in zip("abc", stances, strict=False):
            one = record(SCHEMA, annotator, {"relevance": "target", "stance": stance, "reasons": ["peace"]})
            records.append(one.model_copy(update={"sentence_id": f"{name}:0-71", "article_id": name}))
    return {
        sentence.partition(":")[0]: cost for sentence, cost in sentence_costs(align_records(records, SCHEMA)).items()
    }


def test_the_costs_of_all_sentences_add_up_to_one_and_agreement_costs_nothing():
    found = costs(one=["favour", "against"], two=["favour", "none"], three=["none", "none"])
    assert sum(found.values()) == pytest.approx(1)
    assert found["three"] == 0


def test_answers_that_are_further_apart_cost_more():
    found = costs(far=["favour", "against"], near=["favour", "none"])
    assert found["far"] > found["near"] > 0


def test_nothing_costs_anything_where_all_agree():
    assert not any(costs(one=["none", "none"], two=["favour", "favour"]).values())
