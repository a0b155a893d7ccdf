"""annotations.jsonl, read back."""

import json

import pytest

from annotate.errors import RecordError
from annotate.new_project import bundled
from annotate.records.read import read_records, unresolved_actors
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


def test_names_that_mean_nobody_are_listed_with_how_often_and_where(tmp_path):
    claim = ROW["claims"][0] | {
        "claimant": [{"start": 0, "end": 3, "text": "dia"}],
        "addressee": ROW["claims"][0]["claimant"],
    }
    file = write(tmp_path, ROW | {"claims": [claim, claim]})
    assert unresolved_actors(file, SCHEMA) == [("dia", 2, "a:0-9")]
