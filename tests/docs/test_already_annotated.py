"""What docs/already-annotated.md says to do with annotations that exist."""

import json
import os
import subprocess
import sys

from documents import ROOT, blocks_checked_by

TEXT = "Farmers in Oslo protest."
TABLE = "id;coder_1;coder_2;coder_3\n1;pro;pro;con\n2;con;;con\n3;pro;pro;pro\n"
SPANS = """unit,annotator,start,end,label,text
s1,ani,0,7,SocialGroup,Farmers in Oslo protest.
s1,budi,0,7,SocialGroup,Farmers in Oslo protest.
s2,ani,,,,Nobody came.
s2,budi,,,,Nobody came.
"""


def export() -> list[dict]:
    value = {"start": 0, "end": 7, "text": TEXT[:7], "labels": ["SocialGroup"]}
    span = {"id": "a", "type": "labels", "from_name": "ner", "to_name": "text", "value": value}
    said = {"id": "b", "type": "choices", "from_name": "Stance!", "to_name": "text", "value": {"choices": ["pro"]}}
    annotations = [{"id": user, "completed_by": user, "result": [span, said]} for user in (3, 4)]
    return [{"id": 1, "data": {"text": TEXT}, "annotations": annotations}]


def test_a_reader_gets_from_an_export_and_from_tables_to_agreement_and_gold(tmp_path):
    command = tmp_path / "bin" / "annotate"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m annotate "$@"\n')
    command.chmod(0o755)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": f"{command.parent}:{os.environ['PATH']}"}
    folder = tmp_path / "work here"
    folder.mkdir()

    def run(code):
        done = subprocess.run(["sh", "-e", "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def name_schema(file):
        lines = (folder / "config.yaml").read_text().splitlines()
        kept = [f"schema: {file}" if line.startswith("schema:") else line for line in lines]
        (folder / "config.yaml").write_text("\n".join(kept) + "\n")

    run("annotate init --language en")
    (folder / "export.json").write_text(json.dumps(export()))
    (folder / "table.csv").write_text(TABLE)
    (folder / "spans.csv").write_text(SPANS)
    infer, pull, table, spans, of_spans = [
        one.code for one in blocks_checked_by("tests/docs/test_already_annotated.py")
    ]

    run(infer)
    name_schema("schemas/inferred.yaml")
    assert "2 valid + 0 rejected" in run(pull)
    [gold] = map(json.loads, (folder / "work" / "gold.jsonl").read_text().splitlines())
    assert (gold["stance"], gold["claims"][0]["social_group"]["text"]) == ("pro", "Farmers")

    assert "3 annotators, 3 units, 8 judgements" in run(table)
    assert (folder / "gold.csv").read_text().splitlines()[1].startswith("1,value,pro,majority")

    assert "2 units, 2 spans" in run(spans)
    (folder / "work" / "annotations.jsonl").unlink()
    first, *others = of_spans.splitlines()
    run(first)
    name_schema("schemas/of-spans.yaml")
    run("\n".join(others))
    rows = [json.loads(line) for line in (folder / "work" / "gold.jsonl").read_text().splitlines()]
    assert [(row["sentence_id"], len(row["claims"])) for row in rows] == [("s1:0-24", 1), ("s2:0-12", 0)]
