"""`annotate schema infer`, as a user sees it."""

from __future__ import annotations

import gzip
import json
from random import Random

import pytest

from annotate.corpus import digest
from annotate.schema import read_schema

TEXT = "Farmers in Oslo protest."
CONFIG = "schema: schemas/inferred.yaml\nannotators:\n  - {id: ani, email: ani@example.org}\n"


def task(number: int, *labels: str) -> dict:
    def item(index: int, label: str) -> dict:
        value = {"start": index, "end": index + 3, "text": TEXT[index : index + 3], "labels": [label]}
        return {"id": f"s{index}", "type": "labels", "from_name": "ner", "to_name": "text", "value": value}

    result = [item(index, label) for index, label in enumerate(labels)]
    annotations = [{"id": 10 * number + user, "completed_by": user, "result": result} for user in (3, 4)]
    return {"id": number, "data": {"text": TEXT}, "annotations": annotations}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.yaml").write_text(CONFIG)
    (tmp_path / "export.json").write_text(json.dumps([task(1, "SocialGroup", "CITY"), task(2, "SocialGroup")]))
    return tmp_path


def test_an_export_becomes_a_schema_under_which_it_is_pulled(annotate, folder):
    done = annotate("schema", "infer", "export.json", "--output", "schemas/inferred.yaml")
    assert (done.code, done.out) == (0, "wrote schemas/inferred.yaml\n")
    assert "export.json: 2 tasks, 4 annotations: 2 labels of spans, 0 questions" in done.err
    assert annotate("schema", "check").code == 0
    pulled = annotate("pull", "--from", "export.json")
    assert (pulled.code, "4 valid + 0 rejected" in pulled.out) == (0, True)
    assert annotate("agreement", "--json").code == 0


def test_a_table_becomes_a_schema_with_a_question_for_each_variable(annotate, folder):
    rows = "unit,annotator,Tone,Topics\n1,a,3,war|law\n1,b,2,war\n2,a,1,\n2,b,1,law\n"
    (folder / "table.csv").write_text(rows)
    columns = ("--column", "value=Tone", "--column", "value=Topics")
    done = annotate("schema", "infer", "table.csv", *columns)
    assert done.code == 0, done.err
    (folder / "s.yaml").write_text(done.out)
    tone, topics = read_schema(folder / "s.yaml").questions
    assert (tone.called, tone.level, [label.name for label in tone.labels]) == (("Tone",), "ordinal", ["1", "2", "3"])
    assert (topics.called, topics.level, {label.name for label in topics.labels}) == (
        ("Topics",),
        "set",
        {"war", "law"},
    )


def test_an_export_of_a_pushed_project_has_a_schema_already(annotate, folder):
    ours = task(1, "SocialGroup") | {"data": {"text": TEXT, "sentence_id": "a:0-24", "digest": digest(TEXT)}}
    (folder / "ours.json").write_text(json.dumps([ours]))
    done = annotate("schema", "infer", "ours.json")
    assert (done.code, "which has a schema already" in done.err) == (1, True)


def test_a_file_is_not_written_over(annotate, folder):
    done = annotate("schema", "infer", "export.json", "--output", "config.yaml")
    assert (done.code, (folder / "config.yaml").read_text()) == (1, CONFIG)
    assert "config.yaml already exists" in done.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.json", None, "there is no file gone.json"),
        ("cut.json", '[{"id": 1, "data"', "cut.json is not JSON"),
        ("records.json", '[{"sentence_id": "a", "annotator": "b", "status": "submitted"}]', "records of annotate"),
        ("min.json", '[{"id": 1, "annotation_id": 2, "annotator": 3}]', "it is a JSON_MIN export"),
        ("none.json", '[{"id": 1, "data": {"text": "x"}, "annotations": []}]', "has no labels, choices or lists"),
        ("cut.xml", "<View><Labels", "cut.xml:1 is not XML"),
        ("cut.csv", "unit,annotator,value\n1,a,x\n2,b\n", "cut.csv, line 3"),
        ("cut.xlsx", "PK", "cut.xlsx: this XLSX file is broken or not complete"),
        ("cut.csv.gz", gzip.compress(b"unit,annotator,value\n1,a,x\n" * 9, mtime=0)[:40], "cut.csv.gz: cannot be read"),
        ("quote.csv", 'unit,annotator,value\n1,a,"x\n', "quote.csv, line 2: this is not CSV"),
        ("bytes.csv", Random(1).randbytes(400), "bytes.csv is not a text in any known encoding"),
        (
            "latin.json",
            '[{"data": {"text": "Größe"}}]'.encode("latin-1"),
            "latin.json is not JSON: byte",
        ),
    ],
)
def test_a_broken_source_is_one_sentence_with_its_file(annotate, folder, name, content, message):
    if content is not None:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = annotate("schema", "infer", name, "--output", "s.yaml")
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert "Traceback" not in done.err
    assert not (folder / "s.yaml").exists()
