"""Parquet, read back by pyarrow and pandas."""

import io
import json

import pandas
import pyarrow.parquet
import pytest
from documents import blocks_checked_by
from exporting import SEEDS, answered, demo_workspace
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.corpus import digest
from annotate.export import Choice, write_export
from annotate.export.jsonl import answers_to_json, claim_to_json
from annotate.export.parquet import write_parquet
from annotate.export.read import read_rows


@settings(max_examples=20)
@given(SEEDS, st.booleans())
def test_pyarrow_reads_the_same_rows(drawn_project, seed, of_annotators):
    rows = read_rows(drawn_project(seed), of_annotators=of_annotators)
    file = io.BytesIO()
    assert +write_parquet(rows, file) == {}
    for row, line in zip(rows, pyarrow.parquet.read_table(file).to_pylist(), strict=True):
        assert (line["sentence_id"], line["text"]) == (row.sentence.id, row.sentence.text)
        assert answered(line["answers"]) == answers_to_json(row.answers)
        assert json.loads(line["article"]) == row.sentence.article
        claims = [claim_to_json(claim, rows.schema) for claim in row.claims]
        assert answered(line.get("claims", [])) == answered(claims)
        if of_annotators:
            assert line["annotator"] == row.annotator
            places = [(span.role, span.start, span.end, span.actor or None) for span in row.unlinked]
            read_back = [(s["role"], s["start"], s["end"], s["actor"]) for s in line.get("unlinked") or ()]
            assert read_back == places
        else:
            assert json.loads(line["decisions"]) == list(row.decisions)
            assert [each["element"] for each in line["unresolved"]] == [each.element for each in row.undecided]


def test_the_lines_of_the_documentation_read_the_demo(tmp_path, monkeypatch):
    project = demo_workspace(tmp_path / "work")
    write_export(project, Choice("parquet"))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_parquet.py")
    names: dict = {"pandas": pandas}
    exec(block.code, names)
    assert len(names["sentences"]) == len(list(read_rows(project)))
    assert len(names["claims"]) >= sum(len(row.claims) for row in read_rows(project))


@pytest.mark.parametrize("form", ["jsonl", "parquet", "huggingface"])
def test_half_of_a_character_stops_no_export_and_is_counted_where_it_is_lost(tmp_path, form):
    project = demo_workspace(tmp_path)
    for file in (project.files.gold, project.files.sentences):
        rows = [json.loads(line.replace("NATO", "NA\\ud83dO")) for line in file.read_text().splitlines()]
        rows = [row | ({"digest": digest(row["text"])} if "digest" in row else {}) for row in rows]
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    losses = write_export(project, Choice(form)).losses
    assert bool(losses["halves of characters, which are U+FFFD"]) == (form != "jsonl")
