"""What one export file holds."""

from __future__ import annotations

import json

import pytest
from exported import SCHEMA, exported, lines, project_in, read_all, task
from study import NO_CLAIM

from annotate.config import Annotator, Config
from annotate.errors import WorkspaceError
from annotate.labelstudio.foreign.exports import pull_export
from annotate.project import Project
from annotate.workspace import Workspace


def test_an_export_from_before_version_1_is_read(tmp_path):
    old = {"id": 0, "data": {"text": "Satu."}, "predictions": []}
    same = {"created_at": 1597758104, "lead_time": 3.5, "completed_by": "dewi@example.org"}
    old["completions"] = [{"id": 1001, "result": NO_CLAIM, **same}, {"id": 1002, "result": [], "skipped": True, **same}]
    pulled = read_all(tmp_path, [old | {"completions": old["completions"][:1]}, old | {"id": 1}])
    assert (pulled.pulled, pulled.valid.total(), pulled.skipped.total(), pulled.rejected.total()) == (3, 1, 1, 1)
    assert lines(Workspace(tmp_path).annotations)[0]["created_at"] == "2020-08-18T13:41:44Z"


def stored(number: int, of_task: int, person: int) -> dict:
    """What a target storage gets of an annotation."""
    shown = task(of_task, "Satu.")
    [annotation] = shown.pop("annotations")
    by = {"id": person, "email": f"p{person}@example.org"}
    return annotation | {"id": number, "completed_by": by, "task": shown}


def test_the_files_of_a_target_storage_are_read_together(tmp_path):
    folder = tmp_path / "storage"
    folder.mkdir()
    for number, of_task, person in ((11, 1, 5), (12, 1, 6), (13, 2, 5)):
        (folder / (str(number) if person == 5 else f"{number}.json")).write_text(
            json.dumps(stored(number, of_task, person))
        )
    files = Workspace(tmp_path / "work")
    pulled = pull_export([folder], Project(Config(), files, SCHEMA))
    assert (pulled.valid, pulled.copies) == ({"p5@example.org": 2, "p6@example.org": 1}, 0)
    assert {row["origin"]["task"] for row in lines(files.annotations)} == {1, 2}


@pytest.mark.parametrize("content", [stored(11, 1, 5), [stored(11, 1, 5)], task(1, "Satu.")])
def test_one_task_or_one_stored_annotation_is_an_export_too(tmp_path, content):
    assert read_all(tmp_path, content).valid.total() == 1


def test_tasks_one_a_line_are_an_export_too(tmp_path):
    file = tmp_path / "export.jsonl"
    file.write_text("".join(json.dumps(task(number, "Satu.")) + "\n" for number in (1, 2)))
    assert pull_export([file], project_in(tmp_path)).valid.total() == 2


def test_numbers_are_read_however_another_tool_wrote_them(tmp_path):
    row = task(1, "Satu.") | {"id": "1", "project": 2.0}
    row["annotations"][0] |= {"id": "1001", "completed_by": "5"}
    [record] = exported(tmp_path, [row])
    assert (record["annotator"], record["sentence_id"]) == ("user 5", "task-1:0-5")
    assert {key: record["origin"][key] for key in ("project", "task", "annotation")} == {
        "project": 2,
        "task": 1,
        "annotation": 1001,
    }


@pytest.mark.parametrize(
    "user", ["dewi", " Dewi@example.org ", {"username": "dewi@example.org"}, {"id": "5", "email": "dewi@example.org"}]
)
def test_an_annotator_is_known_by_whatever_an_export_calls_them(tmp_path, user):
    row = task(1, "Satu.")
    row["annotations"][0]["completed_by"] = user
    dewi = Annotator(id="dewi", email="dewi@example.org")
    assert read_all(tmp_path, [row], annotators=[dewi]).valid == {"dewi": 1}


@pytest.mark.parametrize(
    ("said", "of_task", "skipped"),
    [
        ({"was_cancelled": True}, {}, True),
        ({"was_cancelled": "true"}, {}, True),
        ({"was_cancelled": "False"}, {}, False),
        ({"was_cancelled": None}, {"was_cancelled": True}, True),
        ({"was_cancelled": False}, {"was_cancelled": True}, False),
        ({"was_cancelled": 1}, {}, True),
        ({"was_cancelled": False, "skipped": True}, {}, True),
    ],
)
def test_a_skip_is_a_skip_wherever_it_is_said(tmp_path, said, of_task, skipped):
    row = task(1, "Satu.") | of_task
    row["annotations"][0] |= said
    pulled = read_all(tmp_path, [row])
    assert (pulled.skipped.total(), pulled.valid.total()) == (int(skipped), int(not skipped))


OTHERS = [
    ({"tasks": []}, "one page of the server's list", "export the project"),
    ([{"id": 1, "text": "Satu."}], "seems to hold articles", "annotate split"),
    ([{"title": "Satu", "body": "Dua."}], "seems to hold articles", "annotate split"),
    ([{"data": {"text": "Satu."}}], "tasks without annotations", "annotate them first"),
    ([{"data": {"text": "Satu."}, "predictions": [{"result": []}]}], "tasks without annotations", "JSON_MIN"),
    (
        [{"id": 1, "text": "Satu.", "annotator": 5, "annotation_id": 1, "has_claim": "no"}],
        "JSON_MIN export",
        "as JSON,",
    ),
    ([{"id": 1, "task": 7, "result": []}], "annotations without their tasks", "as JSON,"),
    ([{"sentence_id": "a:0-5", "annotator": "ani", "status": "skipped"}], "records", "annotate agreement --records"),
    ([3], "it holds 3 where a task belongs", "as JSON,"),
    ("tasks", 'it holds "tasks" where a task belongs', "as JSON,"),
    ({}, "it has nothing where a task belongs", "as JSON,"),
    ({"images": [], "annotations": []}, "it has images, annotations where a task belongs", "as JSON,"),
    ([task(1, "Satu."), {"text": "Dua."}], "seems to hold articles", "annotate split"),
]


@pytest.mark.parametrize(("content", "what", "remedy"), OTHERS)
def test_what_is_no_export_is_called_what_it_looks_like_with_what_to_do(tmp_path, content, what, remedy):
    with pytest.raises(WorkspaceError, match="not a raw JSON export") as error:
        exported(tmp_path, content)
    assert what in error.value.message
    assert remedy in error.value.hint


@pytest.mark.parametrize("content", [b"id,text\n1,Satu.\n", b"PK\x03\x04\x14\x00\xc5", b""])
def test_what_is_not_json_is_refused(tmp_path, content):
    (tmp_path / "export.json").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"export\.json is not JSON") as error:
        pull_export([tmp_path / "export.json"], project_in(tmp_path))
    assert "CSV" in error.value.hint
