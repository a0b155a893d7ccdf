"""The record model made from a schema."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from annotate.new_project import bundled
from annotate.schema import read_schema, record_model, record_row

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
STANCE = read_schema(bundled("schemas") / "stance.yaml")
MODEL = record_model(SCHEMA)
TEXT = "Rusia 🕊 menuntut jaminan keamanan."


def span(text: str, **more: object) -> dict:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, **more}


def row(**changes: object) -> dict:
    claim = {
        "guarantee": span("jaminan keamanan"),
        "claimant": [span("Rusia", actor="russia")],
        "act": "demand",
        "stance": "support",
    }
    stamp = {"name": SCHEMA.name, "version": SCHEMA.version, "digest": SCHEMA.digest}
    heading = {"sentence_id": "a:0-33", "article_id": "a", "annotator": "ani", "status": "submitted"}
    return heading | {"has_claim": "yes", "claims": [claim], "schema": stamp} | changes


def check(value: dict) -> object:
    return MODEL.model_validate(value, context={"sentence": TEXT})


def test_a_valid_row_comes_back_as_it_went_in():
    out = record_row(check(row()))
    assert out["claims"][0]["guarantee"] == span("jaminan keamanan")
    assert list(out)[:6] == ["sentence_id", "article_id", "annotator", "status", "has_claim", "claims"]
    assert check(out) == check(row())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"has_claim": "maybe"}, "has_claim"),
        ({"has_claim": None}, "has_claim is required and has no answer"),
        ({"mood": "good"}, "mood"),
        ({"status": "done"}, "status"),
        ({"claims": [row()["claims"][0] | {"act": "shout"}]}, "act"),
        ({"claims": [{key: value for key, value in row()["claims"][0].items() if key != "stance"}]}, "stance"),
        ({"claims": [row()["claims"][0] | {"guarantee": span("jaminan") | {"end": 99}}]}, "length of its text"),
        (
            {"claims": [row()["claims"][0] | {"guarantee": {"start": 0, "end": 7, "text": "jaminan"}}]},
            "the sentence has",
        ),
        ({"claims": [row()["claims"][0] | {"guarantee": {"start": 5, "end": 5, "text": ""}}]}, "is empty"),
        ({"claims": [row()["claims"][0] | {"addressee_unmarked": "atlantis"}]}, "addressee_unmarked"),
    ],
)
def test_what_the_schema_does_not_allow_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        check(row(**changes))


def test_a_skipped_record_needs_no_answers():
    skipped = check(row(status="skipped", has_claim=None, claims=[]))
    assert skipped.status == "skipped"


def test_an_actor_of_the_register_answers_an_unmarked_argument():
    record = check(row(claims=[row()["claims"][0] | {"addressee_unmarked": "nato"}]))
    assert record.claims[0].addressee_unmarked == "nato"


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError):
        check(row()).annotator = "budi"


def test_another_schema_makes_another_model_without_spans():
    fields = set(record_model(STANCE).model_fields)
    assert {question.name for question in STANCE.sentence_questions} <= fields
    assert "claims" not in fields


@given(st.text(min_size=1), st.data())
def test_a_span_of_any_text_is_accepted_where_it_stands_and_nowhere_else(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = {"guarantee": {"start": start, "end": end, "text": text[start:end]}, "act": "offer", "stance": "mixed"}
    MODEL.model_validate(row(claims=[claim]), context={"sentence": text})
    claim["guarantee"]["text"] = (
        "\0" * (end - start) if text[start:end] != "\0" * (end - start) else "x" * (end - start)
    )
    with pytest.raises(ValidationError):
        MODEL.model_validate(row(claims=[claim]), context={"sentence": text})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"claims": []}, "has_claim is yes and no guarantee is marked"),
        ({"has_claim": "no"}, "has_claim is no and a guarantee is marked"),
        (
            {"has_claim": "unsure", "claims": [], "unlinked": [span("Rusia", role="claimant")]},
            "has_claim is unsure and a claimant is marked",
        ),
    ],
)
def test_claims_and_the_answer_that_announces_them_cannot_exclude_each_other(changes, message):
    with pytest.raises(ValidationError, match=message):
        check(row(**changes))
    assert check(row(**changes, status="skipped"))


def test_a_record_may_have_more_claims_than_the_page_has_room_for():
    assert len(check(row(claims=row()["claims"] * 5)).claims) == 5
