"""Exports whose controls and labels are called as `called:` in the schema says."""

from __future__ import annotations

import json

from annotate.config import Config
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.foreign.match_controls import fit_controls
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

SCHEMA = """
name: groups
version: "1"
title: Groups
called: ner
questions:
  - name: tone
    called: Tone of it
    definition: How it sounds.
    labels: [{name: glad, called: ":)"}, {name: sad, called: [":(", SAD]}]
  - {name: topic, called: Topics, level: set, definition: What., labels: [{name: war, called: War/All}, {name: all}]}
claim:
  roles:
    - {name: group, head: true, called: SocialGroup, definition: Who.}
    - {name: place, called: [STATE/PROVINCE, CITY], definition: Where.}
  attributes:
    - {name: sure, on: group, called: Certainty, definition: How sure., labels: [{name: low}, {name: high, called: H}]}
    - {name: sure, on: place, called: Certainty, definition: How sure., labels: [{name: low}, {name: high, called: H}]}
"""
TEXT = "Farmers in Oslo protest."


def span(number: str, start: int, end: int, *labels: str, control: str = "ner") -> dict:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    return {"id": number, "type": "labels", "from_name": control, "to_name": "text", "value": value}


def answer(number: str, control: str, *labels: object, kind: str = "choices") -> dict:
    value = {kind: list(labels)}
    return {"id": number, "type": kind, "from_name": control, "to_name": "text", "value": value}


def pulled(tmp_path, *result: dict):
    (tmp_path / "s.yaml").write_text(SCHEMA)
    annotation = {"id": 1, "completed_by": 5, "result": list(result)}
    (tmp_path / "export.json").write_text(json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": [annotation]}]))
    files = Workspace(tmp_path)
    counts = pull_export([tmp_path / "export.json"], Project(Config(), files, read_schema(tmp_path / "s.yaml")))
    rejected = [row["problems"] for _, row in read_jsonl(files.rejected, "")]
    assert rejected == []
    [(_, record)] = read_jsonl(files.annotations, "")
    return counts, record


def test_controls_roles_and_labels_are_read_under_the_names_that_they_have_there(tmp_path):
    _, record = pulled(
        tmp_path,
        span("a", 0, 7, "SocialGroup"),
        span("b", 11, 15, "CITY"),
        answer("c", "Tone of it", ":("),
        answer("a", "Certainty", "H"),
        answer("b", "Certainty", "low"),
    )
    assert record["tone"] == "sad"
    [claim] = record["claims"]
    assert (claim["group"]["text"], claim["group"]["sure"]) == ("Farmers", "high")
    assert [(place["text"], place["sure"]) for place in claim["place"]] == [("Oslo", "low")]


def test_only_the_control_that_the_schema_names_marks_roles(tmp_path):
    counts, record = pulled(tmp_path, span("a", 0, 7, "SocialGroup"), span("b", 11, 15, "CITY", control="other"))
    assert record["claims"][0]["place"] == []
    assert counts.left_out == {"other": 1}


def test_a_label_of_a_list_is_called_by_its_last_step_or_by_its_whole_path(tmp_path):
    _, record = pulled(tmp_path, answer("c", "Topics", ["War", "All"], ["Peace", "all"], kind="taxonomy"))
    assert record["topic"] == ["war", "all"]


def test_a_span_with_several_labels_is_a_span_of_each_role(tmp_path):
    _, record = pulled(tmp_path, span("a", 0, 7, "SocialGroup", "CITY"))
    [claim] = record["claims"]
    assert (claim["group"]["text"], [place["text"] for place in claim["place"]]) == ("Farmers", ["Farmers"])


def test_a_project_that_calls_them_so_can_be_adopted(tmp_path):
    (tmp_path / "s.yaml").write_text(SCHEMA.replace("\n    - {name: sure, on: place", "\n#"))
    inputs = [{"type": "Text", "value": "body"}]
    parsed = {
        "ner": {"type": "Labels", "inputs": inputs, "labels": ["SocialGroup", "CITY"]},
        "Tone of it": {"type": "Choices", "inputs": inputs, "labels": [":)", "SAD"]},
        "Certainty": {"type": "Choices", "inputs": inputs, "labels": ["low", "H"]},
    }
    names = {"ner": "spans", "Tone of it": "question__tone", "Certainty": "group__sure"}
    assert fit_controls(1, parsed, read_schema(tmp_path / "s.yaml")) == ("body", names)
