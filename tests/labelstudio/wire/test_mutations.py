"""Results that no annotator's page would submit: nothing crashes the parser, and what is sound is read as it was."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from drawn import JUNK, SCHEMAS, TEXT, mutated, plain, records
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import Config
from annotate.corpus import digest
from annotate.errors import WorkspaceError
from annotate.files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.to_result import to_result
from annotate.project import Project
from annotate.schema import record_model
from annotate.schema.model import Schema
from annotate.workspace import Workspace


def parse(result: object, schema: Schema):
    return parse_result(result, TEXT, schema)


@settings(max_examples=300, deadline=None)
@given(records())
def test_record_to_result_and_back_is_the_identity_for_every_schema(drawn):
    schema, answers = drawn
    parsed = parse(to_result(answers, schema), schema)
    assert parsed.problems == []
    assert plain(parsed.fields) == plain(answers)


@settings(max_examples=1000, deadline=None)
@given(mutated())
def test_a_mutated_result_is_read_or_refused_with_a_reason_and_never_crashes(drawn):
    schema, result = drawn
    parsed = parse(result, schema)
    if not parsed.problems:
        row = {"sentence_id": "a:0-9", "article_id": "a", "annotator": "ani", "status": "skipped", **parsed.fields}
        stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
        for claim in parsed.fields.get("claims", ()):
            assert all(span["text"] == TEXT[span["start"] : span["end"]] for span in spans_of(claim))
        try:
            record_model(schema).model_validate(row | {"schema": stamp}, context={"sentence": TEXT})
        except ValueError as error:
            # Only what the page requires and the result lacks is left to the model.
            assert "required" in str(error) or "missing" in str(error) or "at least 1 item" in str(error)


@st.composite
def exports(draw) -> tuple[Schema, list[Any]]:
    """An export of a few tasks in which up to four parts are something else, or are not there."""
    schema, result = draw(mutated())
    annotation = {"id": 1, "completed_by": 5, "created_at": "2026-11-20T10:00:00Z", "result": result}
    annotation |= {"updated_by": None, "lead_time": 3.0, "was_cancelled": False}
    annotations = [annotation | {"id": number} for number in (1, 2)]
    data = {"text": TEXT, "sentence_id": "a:0-9", "round": 1, "repeat": 1, "digest": digest(TEXT), "article_id": "a"}
    task = {"id": 3, "project": 2, "data": data, "annotations": annotations}
    tasks = [copy.deepcopy(task), copy.deepcopy(task) | {"id": 4}]
    for _ in range(draw(st.integers(0, 4))):
        task = draw(st.sampled_from(tasks))
        data, own = task.get("data"), task["annotations"]
        parts = [task, data, own, *(own if isinstance(own, list) else ())]
        part = draw(st.sampled_from([part for part in parts if part and isinstance(part, dict | list)]))
        key = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        if draw(st.booleans()) or key == "annotations":
            part[key] = draw(st.one_of(JUNK, st.dictionaries(st.sampled_from(["id", "email", "text"]), JUNK)))
        else:
            del part[key]
    return schema, tasks


@settings(max_examples=150, deadline=None)
@given(exports())
def test_a_mutated_export_is_read_whole_and_what_is_broken_is_rejected_with_a_reason(tmp_path_factory, drawn):
    schema, tasks = drawn
    files = Workspace(tmp_path_factory.mktemp("mutated"))
    file = files.root / "export.json"
    file.write_text(json.dumps(tasks))
    count = len({number for task in tasks for number in numbers_in(task)})
    try:
        for _ in range(2):
            assert pull_export([file], Project(Config(), files, schema)).pulled == count
    except WorkspaceError as error:
        assert "two tasks with the number" in error.message
        return
    rejected = [row for _, row in read_jsonl(files.rejected, "")]
    assert len(rejected) + sum(1 for _ in read_jsonl(files.annotations, "")) == count
    assert all(row["problems"] and all(isinstance(problem, str) for problem in row["problems"]) for row in rejected)


def numbers_in(task: dict[str, Any]) -> list[object]:
    """What tells the annotations of an exported task from all others; None is not there."""
    given = task["annotations"]
    annotations = given if isinstance(given, list) else [] if given is None else [given]
    pairs = [(task.get("id"), each.get("id") if isinstance(each, dict) else None) for each in annotations]
    is_named = [all(type(number) in (int, str) for number in pair) for pair in pairs]
    return [
        tuple(str(number).strip() for number in pair) if named else object()
        for pair, named in zip(pairs, is_named, strict=True)
    ]


def spans_of(claim: dict[str, Any]) -> list[dict[str, Any]]:
    values = [value for value in claim.values() if isinstance(value, dict | list)]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [item for item in flat if isinstance(item, dict) and "start" in item]


@pytest.mark.parametrize("result", [None, 3, "x", {}, [None], [[]], [{}], [{"type": "labels"}], [{"type": []}]])
def test_what_is_not_a_result_at_all_is_a_problem(result):
    assert parse(result, SCHEMAS["claim_stance"]).problems
