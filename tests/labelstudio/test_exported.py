"""Records from a raw JSON export, without a server."""

from __future__ import annotations

import json

import pytest
from study import NO_CLAIM, SCHEMA_FILE, made_sentences

from annotate.corpus import write_sentences
from annotate.errors import WorkspaceError
from annotate.files import read_jsonl
from annotate.labelstudio.exported import pull_export
from annotate.schema import read_schema, read_schema_register
from annotate.workspace import Workspace

SCHEMA = read_schema(SCHEMA_FILE)
REGISTER = read_schema_register(SCHEMA_FILE, SCHEMA)


def task(number: int, text: str, **data) -> dict:
    annotation = {"id": number, "completed_by": 5, "was_cancelled": False, "result": NO_CLAIM, "lead_time": 3.0}
    return {"id": number, "project": 2, "data": {"text": text, **data}, "annotations": [annotation]}


def exported(tmp_path, tasks: object) -> list[dict]:
    files = Workspace(tmp_path)
    write_sentences(files.sentences, made_sentences(1))
    (tmp_path / "export.json").write_text(json.dumps(tasks))
    pull_export(tmp_path / "export.json", files, SCHEMA, REGISTER)
    return [row for _, row in read_jsonl(files.annotations, "")]


def test_a_task_of_ours_keeps_its_sentence(tmp_path):
    [record] = exported(tmp_path, [task(1, "Satu.", sentence_id="b:0-5", article_id="b")])
    assert (record["sentence_id"], record["article_id"], record["has_claim"]) == ("b:0-5", "b", "no")
    assert (record["annotator"], record["origin"]["project"]) == ("user 5", 2)


def test_another_task_gets_the_sentence_with_its_text_or_one_of_its_own(tmp_path):
    sentence = made_sentences(1)[2]
    known, unknown = exported(tmp_path, [task(1, sentence.text), task(2, "Dua.")])
    assert (known["sentence_id"], known["article_id"]) == (sentence.id, sentence.article_id)
    assert (unknown["sentence_id"], unknown["article_id"]) == ("task-2:0-4", "task-2")


def test_annotators_who_are_known_by_their_address_are_named_by_it(tmp_path):
    row = task(1, "Satu.")
    row["annotations"][0]["completed_by"] = {"id": 5, "email": "dewi@example.org"}
    assert [record["annotator"] for record in exported(tmp_path, [row])] == ["dewi@example.org"]


@pytest.mark.parametrize("content", [{"tasks": []}, [{"id": 1, "text": "Satu."}], [3]])
def test_another_format_is_refused(tmp_path, content):
    with pytest.raises(WorkspaceError, match="not a raw JSON export") as error:
        exported(tmp_path, content)
    assert "JSON_MIN" in error.value.hint


def test_a_workspace_with_a_launch_is_refused(tmp_path):
    (tmp_path / "launch.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="has a launch with records of its own"):
        exported(tmp_path, [])


@pytest.mark.server
def test_what_the_server_exports_gives_the_records_of_a_pull(study, tmp_path):
    study.push()
    tasks = study.tasks("ani")
    study.submit("ani", tasks[0], NO_CLAIM)
    study.submit("ani", tasks[1], NO_CLAIM, was_cancelled=True)
    study.pull()
    chunks = study.client.sdk.projects.exports.download_sync(study.project("ani"), export_type="JSON")
    (tmp_path / "export.json").write_bytes(b"".join(chunks))
    other = Workspace(tmp_path / "other")
    pulled = pull_export(tmp_path / "export.json", other, study.schema, study.register)
    assert (pulled.valid.total(), pulled.skipped.total()) == (1, 1)
    same = ("sentence_id", "status", "round", "has_claim")
    imported = [row for _, row in read_jsonl(other.annotations, "")]
    assert [[row.get(key) for key in same] for row in imported] == [
        [row.get(key) for key in same] for row in study.records()
    ]
