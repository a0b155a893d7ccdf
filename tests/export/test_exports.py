"""Gold labels in other formats."""

import csv
import io
import json

from annotate.bundled import bundled
from annotate.export import FORMATS
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
TEXT = 'Rusia dan "Barat", 🕊\nmenuntut jaminan.'
CLAIM = {
    "guarantee": {"start": 31, "end": 38, "text": "jaminan"},
    "claimant": [{"start": 0, "end": 5, "text": "Rusia", "actor": "russia"}, {"start": 11, "end": 16, "text": "Barat"}],
    "act": "demand",
    "stance": "support",
    "category": ["treaty", "other"],
}
SENTENCE = {"sentence_id": "a:0-39", "article_id": "a", "article": {"source": "a.txt"}, "kind": "prose", "text": TEXT}
ROWS = [
    SENTENCE | {"status": "majority", "has_claim": "yes", "claims": [CLAIM, CLAIM]},
    SENTENCE | {"status": "unresolved", "has_claim": None, "claims": []},
]


def written(form: str) -> bytes:
    file = io.BytesIO()
    FORMATS[form](ROWS, SCHEMA, file)
    return file.getvalue()


def test_csv_has_one_claim_a_row_and_one_row_for_a_sentence_without_claims():
    rows = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))
    assert [row["claim"] for row in rows] == ["1", "2", ""]
    first = rows[0]
    assert first["text"] == TEXT
    assert (first["guarantee"], first["guarantee_offsets"]) == ("jaminan", "31-38")
    assert (first["claimant"], first["claimant_actor"]) == ("Rusia | Barat", "russia | ")
    assert (first["category"], first["stance"]) == ("treaty | other", "support")


def test_what_is_unresolved_has_no_value_and_says_so():
    last = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))[-1]
    assert (last["status"], last["has_claim"]) == ("unresolved", "")


def test_json_lines_keep_the_claims_as_they_are():
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    assert rows[0]["claims"] == [CLAIM, CLAIM]
    assert rows[0]["text"] == TEXT
