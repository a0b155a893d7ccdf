"""Gold labels in other formats."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotate.corpus import Article, split_article, write_sentences
from annotate.errors import NewerFormat
from annotate.export import FORMATS, gold_rows
from annotate.files import write_jsonl
from annotate.new_project import bundled
from annotate.schema import Schema, read_schema

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


BLAME = """\
name: blame
version: 1
title: Who blames whom
questions:
  - {name: source, definition: Whose words., labels: [{name: own}, {name: quoted}]}
claim:
  roles:
    - {name: cause, head: true, definition: What causes it.}
    - {name: blamed, definition: Who is blamed.}
  attributes:
    - {name: kind, definition: Of which kind., labels: [{name: war}, {name: wages}]}
    - {name: certain, on: blamed, definition: Named or implied., labels: [{name: named}, {name: implied}]}
"""


def written(form: str, rows: list[dict[str, Any]] = ROWS, schema: Schema = SCHEMA) -> bytes:
    file = io.BytesIO()
    FORMATS[form](rows, schema, file)
    return file.getvalue()


def table(rows: list[dict[str, Any]], schema: Schema = SCHEMA) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", rows, schema).decode(), newline="")))


def test_csv_has_one_claim_a_row_and_one_row_for_a_sentence_without_claims():
    rows = table(ROWS)
    assert [row["claim"] for row in rows] == ["1", "2", ""]
    first = rows[0]
    assert first["text"] == TEXT
    assert (first["guarantee"], first["guarantee_offsets"]) == ("jaminan", "31-38")
    assert (first["claimant"], first["claimant_actor"]) == ("Rusia | Barat", "russia | ")
    assert (first["category"], first["stance"]) == ("treaty | other", "support")


def test_what_is_unresolved_has_no_value_and_says_so():
    last = table(ROWS)[-1]
    assert (last["status"], last["has_claim"]) == ("unresolved", "")


def test_json_lines_keep_the_claims_as_they_are():
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    assert rows[0]["claims"] == [CLAIM, CLAIM]
    assert rows[0]["text"] == TEXT


def test_an_element_named_like_a_column_of_the_sentence_has_a_column_of_its_own(tmp_path: Path):
    claim = {"cause": {"start": 0, "end": 5, "text": "Rusia"}, "kind": "war"}
    (row,) = table([SENTENCE | {"status": "unanimous", "source": "own", "claims": [claim]}], blame(tmp_path))
    assert (row["kind"], row["claim.kind"]) == ("prose", "war")
    assert (row["source"], row["question.source"]) == ("a.txt", "own")


def test_csv_has_the_answers_about_single_spans(tmp_path: Path):
    span = {"start": 11, "end": 16, "text": "Barat"}
    claim = {"cause": span, "blamed": [span | {"certain": "named"}, span]}
    (row,) = table([SENTENCE | {"status": "majority", "claims": [claim]}], blame(tmp_path))
    assert (row["blamed"], row["blamed_certain"]) == ("Barat | Barat", "named | ")


def test_what_is_open_is_named_in_the_line_that_lacks_it(tmp_path: Path):
    decisions = [
        {"element": "has_claim", "status": "majority", "claim": None},
        {"element": "guarantee", "status": "unresolved", "claim": None},
        {"element": "stance", "status": "unresolved", "claim": 1},
    ]
    gold, sentences = tmp_path / "gold.jsonl", tmp_path / "sentences.jsonl"
    (sentence,) = split_article(Article("a", "Rusia menuntut jaminan."), language="id")
    write_sentences(sentences, [sentence])
    row = {"sentence_id": sentence.id, "article_id": "a", "status": "unresolved", "claims": [CLAIM, CLAIM]}
    write_jsonl(gold, [row | {"decisions": decisions}])

    rows = list(gold_rows(gold, sentences))
    assert [line["unresolved"] for line in table(rows)] == ["guarantee", "guarantee | stance"]
    assert json.loads(written("jsonl", rows))["unresolved"] == [
        {"element": "guarantee", "claim": None},
        {"element": "stance", "claim": 1},
    ]


def test_gold_of_a_newer_version_is_named(tmp_path: Path):
    gold, sentences = tmp_path / "gold.jsonl", tmp_path / "sentences.jsonl"
    write_sentences(sentences, [])
    write_jsonl(gold, [{"format": 2}])
    with pytest.raises(NewerFormat, match=r"gold\.jsonl:1 was written by a newer annotate \(format 2\)"):
        list(gold_rows(gold, sentences))


def blame(folder: Path) -> Schema:
    file = folder / "blame.yaml"
    file.write_text(BLAME)
    return read_schema(file)
