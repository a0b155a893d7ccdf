"""annotations.jsonl, read back."""

import json

import jsonschema
import pytest

from annotate.errors import NewerFormat, RecordError
from annotate.formats import with_format
from annotate.new_project import bundled
from annotate.records.offsets import Counting
from annotate.records.read import line_schema, read_compared, read_records, unresolved_actors
from annotate.schema import Register, read_schema

FILE = bundled("schemas") / "claim_stance.yaml"
SCHEMA = read_schema(FILE)
ROW = {
    "sentence_id": "a:0-9",
    "article_id": "a",
    "annotator": "ani",
    "status": "submitted",
    "has_claim": "yes",
    "claims": [
        {
            "guarantee": {"start": 6, "end": 9, "text": "aid"},
            "claimant": [{"start": 0, "end": 5, "text": "Rusia", "actor": "atlantis"}],
            "act": "demand",
            "stance": "support",
        }
    ],
    "schema": {"name": "claim_stance", "version": "1", "digest": SCHEMA.digest},
}


def write(tmp_path, *rows):
    file = tmp_path / "annotations.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_actors_are_resolved_anew_with_the_register_of_today(tmp_path):
    (record,) = read_records(write(tmp_path, ROW), SCHEMA)
    assert record.claims[0].claimant[0].actor == "russia"
    (record,) = read_records(write(tmp_path, ROW), SCHEMA.with_register(Register()))
    assert record.claims[0].claimant[0].actor is None


def test_a_wrong_record_is_named_by_file_line_and_field(tmp_path):
    file = write(tmp_path, ROW, ROW | {"has_claim": "perhaps"})
    with pytest.raises(RecordError) as caught:
        list(read_records(file, SCHEMA))
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, 2, "has_claim")


CLAIM = ROW["claims"][0]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"claims": [CLAIM | {"guarantee": {"start": 3, "end": 1, "text": ""}}]},
            "claim 1, guarantee: the span 3-1 is",
        ),
        ({"claims": [CLAIM, CLAIM | {"act": "beg"}]}, "claim 2, act: must be 'demand', 'offer'"),
        ({"claims": [CLAIM | {"cue": [{"start": "x", "end": 1}]}]}, "claim 1, cue 1, start: must be a whole number"),
        ({"claims": [CLAIM | {"mood": "calm"}]}, "claim 1, mood: unknown key"),
        ({"claims": 3}, "claims: must be a list$"),
        ({"claims": [3]}, "claim 1: must have keys: {guarantee: …"),
        ({"claims": [CLAIM | {"claimant": 3}]}, "claim 1, claimant: must be a list$"),
        ({"unlinked": [{"role": {}, "start": 0}]}, "unlinked 1: 'role' must be one of 'guarantee', "),
        ({"created_at": "yesterday"}, "created_at: must be a date with its time"),
        ({"schema": None}, "schema: is empty"),
        ({"annotator": ""}, "annotator: is empty"),
        ({"article_id": " "}, "article_id: is empty"),
        ({"sentence_id": ""}, "sentence_id: is empty"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_in_plain_words(tmp_path, change, problem):
    with pytest.raises(RecordError, match=f"annotations.jsonl, line 1, {problem}"):
        list(read_records(write(tmp_path, ROW | change), SCHEMA))


def test_names_that_mean_nobody_are_listed_with_how_often_and_where(tmp_path):
    claim = ROW["claims"][0] | {
        "claimant": [{"start": 0, "end": 3, "text": "dia"}],
        "addressee": ROW["claims"][0]["claimant"],
    }
    file = write(tmp_path, ROW | {"claims": [claim, claim]})
    assert unresolved_actors(file, SCHEMA) == [("dia", 2, "a:0-9")]


TEXT = "🎉 Rusia aid"


def compared(tmp_path, claimant: dict, head: dict, text: str = TEXT):
    """The first claim of a record whose spans are compared with the sentence, and what the offsets count."""
    claim = {"claimant": [claimant], "guarantee": head, "act": "demand", "stance": "support"}
    file = write(tmp_path, ROW | {"claims": [claim]})
    [(record, counting)] = read_compared(file, SCHEMA, {"a:0-9": text}, "")
    return record, counting


def test_spans_of_a_file_from_elsewhere_are_read_where_their_words_are(tmp_path):
    record, counting = compared(
        tmp_path, {"start": 3, "end": 8, "text": "Rusia"}, {"start": "9", "end": 12.0, "text": "aid"}
    )
    [claim] = record.claims
    assert [(span.start, span.end, span.text) for span in (*claim.claimant, claim.guarantee)] == [
        (2, 7, "Rusia"),
        (8, 11, "aid"),
    ]
    assert (counting, record.warnings) == (Counting.UTF_16, (Counting.UTF_16.warning,))


def test_a_span_whose_words_are_not_in_the_sentence_is_an_error_that_says_both(tmp_path):
    with pytest.raises(RecordError, match="the sentence has 'usi' at 3-6, and not 'aid'") as caught:
        compared(tmp_path, {"start": 0, "end": 5, "text": "Rusia"}, {"start": 3, "end": 6, "text": "aid"})
    assert (caught.value.line, caught.value.field) == (1, "claim 1, guarantee")


def test_words_of_which_the_sentence_is_not_known_are_taken_as_they_are(tmp_path):
    [(record, counting)] = read_compared(write(tmp_path, ROW), SCHEMA, {"b:0-9": TEXT}, "")
    assert (record.claims[0].claimant[0].text, counting) == ("Rusia", Counting.CODE_POINTS)


@pytest.mark.parametrize("claims", ["none", [3], [{"claimant": "Rusia"}], [{"claimant": [3]}], {"claimant": []}])
def test_claims_that_are_not_made_like_claims_are_an_error_with_their_line(tmp_path, claims):
    for texts in ({}, {"a:0-9": TEXT}):
        with pytest.raises(RecordError) as caught:
            list(read_compared(write(tmp_path, ROW | {"claims": claims}), SCHEMA, texts, ""))
        assert caught.value.line == 1


def test_lines_of_0_1_0_and_of_today_are_read_and_a_newer_one_is_named(tmp_path):
    file = write(tmp_path, ROW, {"format": 1, **ROW})
    assert len(list(read_records(file, SCHEMA))) == 2
    with pytest.raises(NewerFormat, match=r"annotations\.jsonl:2 was written by a newer annotate \(format 2\)"):
        list(read_records(write(tmp_path, ROW, {"format": 2, "unheard": "of"}), SCHEMA))


def test_records_of_another_schema_are_named_with_what_differs_in_all_of_them(tmp_path):
    then = {"schema": {"name": "claim_stance", "version": "0", "digest": "another"}}
    first = ROW | then | {"mood": "glad", "claims": [CLAIM | {"act": "beg", "tone": "low"}]}
    second = ROW | then | {"has_claim": None, "claims": [CLAIM | {"victim": [{"start": 0, "end": 5, "text": "Rusia"}]}]}
    with pytest.raises(RecordError) as caught:
        list(read_records(write(tmp_path, first, second), SCHEMA))
    assert caught.value.line == 1
    assert "made under another schema (claim_stance 0) than today's (claim_stance 1)" in caught.value.message
    assert (
        "it does not have question mood, the label beg of act, attribute tone on claim, role victim; "
        "it requires question has_claim, which is not answered"
    ) in caught.value.message
    assert "`annotate push --migrate`" in caught.value.hint


def test_records_of_another_schema_that_fit_are_read(tmp_path):
    (record,) = read_records(write(tmp_path, ROW | {"schema": ROW["schema"] | {"digest": "another"}}), SCHEMA)
    assert record.has_claim == "yes"


def test_records_of_version_0_1_0_that_contradict_themselves_are_left_out_and_named(tmp_path, caplog):
    file = write(tmp_path, ROW, ROW | {"claims": []}, ROW | {"has_claim": "no", "sentence_id": "b:0-9"})
    (record,) = read_records(file, SCHEMA)
    assert record.sentence_id == "a:0-9"
    [line] = caplog.messages
    assert "2 records of version 0.1.0 left out" in line
    assert "line 2 (ani, a:0-9): has_claim is yes and no guarantee is marked" in line
    assert "line 3 (ani, b:0-9): has_claim is no and a guarantee is marked" in line


def test_a_record_of_today_that_contradicts_itself_is_an_error(tmp_path):
    with pytest.raises(RecordError, match="has_claim is yes and no guarantee is marked"):
        list(read_records(write(tmp_path, {"format": 1} | ROW | {"claims": []}), SCHEMA))


def test_a_line_keeps_to_the_json_schema_with_the_number_of_its_format_and_to_no_newer_one():
    check = jsonschema.Draft202012Validator(line_schema(SCHEMA))
    assert check.is_valid(with_format(ROW, 1))
    assert not check.is_valid(with_format(ROW, 2))


def test_records_are_read_under_the_names_that_the_schema_says_they_have_elsewhere(tmp_path):
    (tmp_path / "actors.yaml").write_bytes((bundled("schemas") / "actors.yaml").read_bytes())
    text = (bundled("schemas") / "claim_stance.yaml").read_text(encoding="utf-8")
    for name, called in (("has_claim", "Claim?"), ("guarantee", "GUARANTEE"), ("act", "Speech act")):
        assert f"- name: {name}\n" in text
        text = text.replace(f"- name: {name}\n", f"- name: {name}\n{_indent(text, name)}called: {called}\n", 1)
    (tmp_path / "called.yaml").write_text(text, encoding="utf-8")
    claim = {{"guarantee": "GUARANTEE", "act": "Speech act"}.get(key, key): value for key, value in CLAIM.items()}
    row = {("Claim?" if key == "has_claim" else key): value for key, value in ROW.items()} | {"claims": [claim]}
    [record] = read_records(write(tmp_path, row), read_schema(tmp_path / "called.yaml"))
    assert (record.has_claim, record.claims[0].act) == (ROW["has_claim"], CLAIM["act"])
    assert record.claims[0].guarantee.text == CLAIM["guarantee"]["text"]


def _indent(schema: str, name: str) -> str:
    line = next(line for line in schema.splitlines() if line.endswith(f"- name: {name}"))
    return " " * (line.index("-") + 2)
