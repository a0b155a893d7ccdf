"""Results that no annotator's page would submit: nothing crashes the parser, and what is sound is read as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from drawn import SCHEMAS, TEXT, mutated, plain, records
from drawn_exports import exports, numbers_in
from hypothesis import given, settings

from annotate.config import Config
from annotate.errors import WorkspaceError
from annotate.json_files import read_jsonl
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


def spans_of(claim: dict[str, Any]) -> list[dict[str, Any]]:
    values = [value for value in claim.values() if isinstance(value, dict | list)]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [item for item in flat if isinstance(item, dict) and "start" in item]


@pytest.mark.parametrize("result", [None, 3, "x", {}, [None], [[]], [{}], [{"type": "labels"}], [{"type": []}]])
def test_what_is_not_a_result_at_all_is_a_problem(result):
    assert parse(result, SCHEMAS["claim_stance"]).problems
