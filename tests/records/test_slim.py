"""Records in slots are what whole records are, and what is wrong with a line is said in the same words."""

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import JUNK, SCHEMAS, TEXT, records
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.records.read import read_compared
from annotate.records.slim import read_slim, row_maker, shared
from annotate.schema import record_row, stamp

SENTENCE = "a:0-71"
CLAIMS = SCHEMAS["claim_stance"]


def row_of(schema, answers, **more):
    heading = {"format": 1, "sentence_id": SENTENCE, "article_id": "a", "annotator": "ani", "status": "submitted"}
    origin = {"project": 1, "task": 2, "annotation": 3, "url": "http://127.0.0.1/"}
    about = {"schema": stamp(schema).model_dump(), "origin": origin, "created_at": "2026-11-26T05:53:08Z"}
    return heading | answers | about | more


def outcome(read, file, schema, texts):
    """What a reader makes of a file, plainly: records and what their offsets count, or an error in words."""
    try:
        made = list(read(file, schema, texts, "mend it"))
    except AnnotateError as error:
        return type(error), str(error), error.hint
    plain = [(asdict(record) if is_dataclass(record) else record.model_dump(), counting) for record, counting in made]
    for record, _ in plain:
        record.pop("format", None)
    return plain


def alike(line, schema, texts=None):
    """Whether both readers make the same of a line, which is read the second of three."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "annotations.jsonl"
        sound = json.dumps(row_of(schema, {}, status="skipped")).encode()
        file.write_bytes(b"\n".join([sound, line, sound]))
        slim = outcome(read_slim, file, schema, texts or {})
        assert slim == outcome(read_compared, file, schema, texts or {})
        return slim


@given(records(), st.booleans())
def test_what_annotators_say_is_read_alike(drawn, compared):
    schema, answers = drawn
    assert len(alike(json.dumps(row_of(schema, answers)).encode(), schema, {SENTENCE: TEXT} if compared else {})) == 3


@given(records())
def test_a_record_makes_the_line_that_a_whole_record_makes(drawn):
    schema, answers = drawn
    with TemporaryDirectory() as folder:
        file = Path(folder) / "annotations.jsonl"
        file.write_text(json.dumps(row_of(schema, answers)))
        ((slim, _),) = read_slim(file, schema)
        ((whole, _),) = read_compared(file, schema, {}, "mend it")
    line = record_row(whole)
    assert row_maker(schema)(whole) == line
    del line["schema"]
    assert row_maker(schema)(slim) == line


def holders(part):
    """Every object and list within a part of JSON."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return ([part] if isinstance(part, dict | list) and part else []) + [
        each for item in inner for each in holders(item)
    ]


@given(records(), st.data())
def test_what_is_changed_anywhere_is_read_or_refused_alike(drawn, data):
    schema, answers = drawn
    row = row_of(schema, answers)
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from(holders(row)))
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        kind = data.draw(st.sampled_from(["junk", "drop", "text", "float", "shift", "more"]))
        if kind == "drop":
            del holder[key]
        elif kind == "more" and isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["actor", "text", "start", "schema_", "mood"]))] = data.draw(JUNK)
        elif kind == "shift" and isinstance(holder[key], int):
            holder[key] += data.draw(st.integers(-3, 3))
        else:
            change = {"text": str, "float": lambda value: value * 1.0 if type(value) is int else 2.5}
            holder[key] = change[kind](holder[key]) if kind in change else data.draw(JUNK)
    alike(json.dumps(row).encode(), schema, {SENTENCE: TEXT} if data.draw(st.booleans()) else {})


@pytest.mark.parametrize(
    "change",
    [
        (b'"annotator": "ani"', b'"annotator": "budi", "annotator": "ani"'),
        (b'"annotator": "ani"', b'"annotator": 3, "annotator": "ani"'),
        (b'"annotator": "ani"', b'"annotator": "ani", "annotator": 3'),
        (b'"annotator": "ani"', b'"annotator": "\\ud800"'),
        (b'"annotator": "ani"', b'"annotator": "\xff"'),
        (b'"annotator": "ani"', b'"annotator": "a\tb"'),
        (b'"format": 1', b'"format": 2'),
        (b'"format": 1', b'"format": true'),
        (b'"format": 1', b'"format": 1.0'),
        (b'"format": 1', b'"format": null'),
        (b'"format": 1, ', b""),
        (b'{"format"', b'\xef\xbb\xbf{"format"'),
        (b'"lead_time": 1', b'"lead_time": NaN'),
        (b'"lead_time": 1', b'"lead_time": Infinity'),
        (b'"lead_time": 1', b'"lead_time": 1e999'),
        (b'"lead_time": 1', b'"lead_time": true'),
        (b'"schema"', b'"schema_"'),
        (b"}", b"", 1),
        (b'{"format"', b'[{"format"'),
        (b'"created_at": "2026', b'"created_at": 17, "updated_at": "2026'),
    ],
)
def test_what_is_unusual_in_json_is_read_or_refused_alike(change):
    line = json.dumps(row_of(CLAIMS, {"has_claim": "no"}, lead_time=1)).encode()
    assert change[0] in line
    alike(line.replace(*change), CLAIMS)


CALLED = CLAIMS.model_copy(
    update={
        "questions": tuple(
            question.model_copy(update={"called": ("Claim?",)}) if question.name == "has_claim" else question
            for question in CLAIMS.questions
        )
    }
)


@pytest.mark.parametrize("name", ["has_claim", "Claim?", "claim"])
def test_what_a_schema_calls_otherwise_elsewhere_is_read_alike(name):
    row = row_of(CLAIMS, {}) | {name: "no"}
    read = alike(json.dumps(row).encode(), CALLED)
    if name == "claim":
        assert "claim" in read[1]
    else:
        assert read[1][0]["has_claim"] == "no"


def test_equal_claims_of_records_that_are_kept_are_the_same_objects(tmp_path):
    span = {"start": 0, "end": 5, "text": "Rusia"}
    claim = {"guarantee": span, "act": "demand", "stance": "support", "category": ["troops"]}
    row = row_of(CLAIMS, {"has_claim": "yes", "claims": [claim]})
    file = tmp_path / "annotations.jsonl"
    file.write_text("\n".join(json.dumps(row | {"annotator": name}) for name in ("ani", "budi")))
    ani, budi = (record for record, _ in shared(read_slim(file, CLAIMS), CLAIMS))
    assert ani.claims is budi.claims


def test_records_of_version_0_1_0_that_contradict_themselves_are_left_out_alike(caplog):
    row = row_of(CLAIMS, {"has_claim": "yes"})
    del row["format"]
    assert len(alike(json.dumps(row).encode(), CLAIMS)) == 2
    slim, whole = caplog.messages
    assert slim == whole
