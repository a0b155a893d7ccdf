"""What annotators can put right, in words for them."""

from typing import get_args

import pytest

from annotate.new_project import bundled
from annotate.records.remarks import Remark, RemarkKind, remarks_on, unreadable
from annotate.schema import read_schema
from annotate.schema.described import Attribute
from annotate.schema.model import Claim
from annotate.schema.phrases import phrase_languages

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
STANCE = read_schema(bundled("schemas") / "stance.yaml")


def span(text: str, **more: object) -> dict:
    return {"start": 0, "end": len(text), "text": text, **more}


def claim(**changes: object) -> dict:
    spans = {role.name: [] for role in SCHEMA.roles if not role.head}
    answers = {"act": "demand", "stance": "support", "category": ["treaty"]}
    return {"guarantee": span("jaminan"), **spans, **answers, **changes}


def said(fields: dict, schema=SCHEMA, language: str = "en") -> list[str]:
    return [remark.in_language(language) for remark in remarks_on(fields, schema)]


def test_a_record_with_nothing_to_put_right_has_no_remarks():
    assert said({"has_claim": "yes", "claims": [claim()]}) == []
    assert said({"has_claim": "no", "claims": []}) == []
    assert said({"relevance": "target", "stance": "favour"}, STANCE) == []


def test_a_required_question_without_an_answer_is_named_by_its_title():
    assert said({"relevance": "target"}, STANCE) == ["There is no answer to “For or against guarantees for Ukraine?”."]


def test_a_required_question_about_a_claim_is_named_with_the_words_of_the_claim():
    [remark] = said({"has_claim": "yes", "claims": [claim(), claim(act=None, guarantee=span("pasukan"))]})
    assert remark == "There is no answer to “What does the claimant do?” for “pasukan”."


def test_a_required_question_about_a_span_is_named_with_the_words_of_the_span():
    sure = Attribute(name="sure", definition="How sure.", on="cue", required=True, labels=[{"name": "very"}])
    roles, attributes = SCHEMA.claim.roles, SCHEMA.claim.attributes
    schema = SCHEMA.model_copy(update={"claim": Claim(roles=roles, attributes=(*attributes, sure))})
    cues = [span("menuntut"), span("meminta", sure="very")]
    assert said({"has_claim": "yes", "claims": [claim(cue=cues)]}, schema) == [
        "There is no answer to “sure” for “menuntut”."
    ]


@pytest.mark.parametrize(
    ("answer", "claims", "remark"),
    [
        ("yes", [], "You answered “yes” to “Is there a claim?”, but no guarantee is marked."),
        (
            "no",
            [claim()],
            "You answered “no” to “Is there a claim?”, but “jaminan” is marked as guarantee.",
        ),
    ],
)
def test_an_answer_that_contradicts_the_spans_is_said_with_both(answer, claims, remark):
    assert said({"has_claim": answer, "claims": claims}) == [remark]


def test_a_span_of_no_claim_is_named_with_its_role():
    unlinked = [{"role": "claimant", **span("Rusia")}]
    assert said({"has_claim": "yes", "claims": [claim(), claim()], "unlinked": unlinked}) == [
        "“Rusia” (claimant) belongs to no guarantee."
    ]


@pytest.mark.parametrize("language", phrase_languages())
def test_every_remark_can_be_said_in_every_language(language):
    unlinked = [{"role": "claimant", **span("Rusia")}]
    fields = [{"claims": [claim(act=None)], "unlinked": unlinked}, {"has_claim": "yes"}]
    fields += [{"has_claim": "no", "claims": [claim()]}]
    remarks = [*(remark for each in fields for remark in remarks_on(each, SCHEMA)), unreadable("two heads")]
    remarks += [
        Remark("heads", {"number": "2", "heads": "0", "head": "guarantee"}),
        Remark("beyond", {"words": "Barat", "role": "claimant", "number": "2"}),
        Remark("two_roles", {"words": "Rusia", "roles": "claimant, addressee"}),
        Remark("double", {"words": "Rusia", "role": "claimant"}),
        Remark("twice", {"words": "Rusia", "role": "claimant"}),
    ]
    assert {remark.kind for remark in remarks} == set(get_args(RemarkKind))
    assert all(part in remark.in_language(language) for remark in remarks for part in remark.filled.values())
