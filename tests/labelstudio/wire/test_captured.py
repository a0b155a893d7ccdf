"""Answers captured from a real server (its version is in the file's name), parsed without one."""

import json
from pathlib import Path

import pytest
from study import SCHEMA_FILE

from annotate.config import Config
from annotate.labelstudio.pull.to_records import Source, parse_tasks
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

CAPTURED = sorted((Path(__file__).parents[2] / "wire").glob("tasks-*.jsonl"))


@pytest.mark.parametrize("captured", CAPTURED, ids=lambda file: file.stem)
def test_every_captured_annotation_becomes_a_record(captured, tmp_path):
    tasks = [json.loads(line) for line in captured.read_text().splitlines()]
    schema = read_schema(SCHEMA_FILE)
    project = Project(Config(), Workspace(tmp_path), schema)
    pulled = parse_tasks(lambda: iter([(1, task) for task in tasks]), Source("http://server/", {}), project)

    assert project.files.rejected.read_text() == ""
    assert (pulled.valid.total(), pulled.skipped.total()) == (len(tasks) - 1, 1)
    records = [json.loads(line) for line in project.files.annotations.read_text().splitlines()]
    by_task = {record["origin"]["task"]: record for record in records}
    for task in tasks:
        record = by_task[task["id"]]
        marked = [item["value"] for item in task["annotations"][0]["result"] if item["type"] == "labels"]
        heads = [value for value in marked if value["labels"] == ["guarantee"]]
        assert len(record["claims"]) == len(heads)
        assert record["sentence_id"] == task["data"]["sentence_id"]
        text = task["data"]["text"]
        assert all(
            text[one["guarantee"]["start"] : one["guarantee"]["end"]] == one["guarantee"]["text"]
            for one in record["claims"]
        )
