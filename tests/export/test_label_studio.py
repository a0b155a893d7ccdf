"""Tasks for Label Studio, read back by `annotate pull --from`, from the file and from the real server."""

import io
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from documents import blocks_checked_by
from exporting import SEEDS, answered, demo_workspace
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import Annotator, Config
from annotate.export import Choice, write_export
from annotate.export.jsonl import row_to_json
from annotate.export.label_studio import write_label_studio
from annotate.export.read import read_rows
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire.client import get_json
from annotate.labelstudio.wire.page import page_of
from annotate.labelstudio.wire.projects import create_project
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.new_project import bundled
from annotate.project import Project
from annotate.workspace import Workspace

PREDICTED = "sentences without a required answer, which are predictions"
READ_OTHERWISE = "sentences that would be read in another way, which are predictions"


def written(rows):
    file = io.BytesIO()
    losses = write_label_studio(rows, file)
    return json.loads(file.getvalue()), losses


def pulled(folder, schema, *files, config=None):
    """The records that `annotate pull --from` makes of files in an empty workspace."""
    project = Project(config or Config(), Workspace(folder / "again"), schema)
    counts = pull_export(files, project)
    assert counts.rejected.total() == 0
    return [row for _, row in read_jsonl(project.files.annotations, "")]


def comparable(line, schema):
    """What a line says of a sentence, in an order of its own."""
    names = {question.name for question in schema.sentence_questions} | {"claims", "unlinked"}
    said = answered({name: line[name] for name in names if name in line})
    for spans in [said, *said.get("claims", ())]:
        for value in spans.values():
            if isinstance(value, list) and isinstance(value[0], dict):
                value.sort(key=json.dumps)
    return said


@settings(max_examples=25)
@given(SEEDS, st.booleans())
def test_pull_reads_the_same_and_what_it_could_not_read_is_a_prediction(
    drawn_project, tmp_path_factory, seed, of_annotators
):
    project, folder = drawn_project(seed), tmp_path_factory.mktemp("pulled")
    rows = [*read_rows(project, of_annotators=of_annotators)]
    exported = write_export(project, Choice("label-studio", of_annotators), folder / "tasks.json")
    tasks = json.loads((folder / "tasks.json").read_text())
    names = {row.annotator or "gold" for row in rows}
    predicted = {
        (task["data"]["sentence_id"], each["model_version"])
        for task in tasks
        for each in task["predictions"]
        if of_annotators or each["model_version"] == "gold"
    }
    assert len(predicted) == exported.losses[PREDICTED] + exported.losses[READ_OTHERWISE]
    room = project.schema.claim.at_most if project.schema.claim else 0
    assert exported.losses["claims that the page has no room for"] == sum(
        max(0, len(row.claims) - room) for row in rows
    )
    read_back = {
        (line["sentence_id"], line["annotator"] if of_annotators else "gold"): comparable(line, project.schema)
        for line in pulled(folder, project.schema, folder / "tasks.json")
    }
    expected = {
        (row.sentence.id, row.annotator or "gold"): comparable(row_to_json(row, project.schema), project.schema)
        for row in rows
    }
    assert names == {name for _, name in expected}
    assert read_back == {key: said for key, said in expected.items() if key not in predicted}


def test_gold_of_the_demo_without_a_required_answer_is_a_prediction(tmp_path):
    rows = read_rows(demo_workspace(tmp_path))
    tasks, losses = written(rows)
    assert losses == Counter({PREDICTED: 8})
    predicted = {task["data"]["sentence_id"] for task in tasks if not task["annotations"]}
    assert predicted < {row.sentence.id for row in rows if row.undecided}
    assert Counter(each["model_version"] for task in tasks for each in task["predictions"]) == {
        "ani": 91,
        "budi": 91,
        "citra": 89,
        "gold": 8,
    }


def test_the_votes_are_in_the_data_of_the_task_for_the_server_exports_no_predictions(tmp_path):
    rows = read_rows(demo_workspace(tmp_path))
    tasks, _ = written(rows)
    for row, task in zip(rows, tasks, strict=True):
        assert task["data"]["gold"]["decisions"] == [*row.decisions]
        assert task["data"]["gold"]["status"] == row.status
        assert len(task["data"]["gold"]["unresolved"]) == len(row.undecided)


def test_the_files_of_a_split_can_be_read_together(tmp_path):
    project = demo_workspace(tmp_path / "work")
    exported = write_export(project, Choice("label-studio", True, (60, 20, 20)))
    folder = project.files.exports / "annotations-label-studio"
    records = pulled(tmp_path, project.schema, *(folder / f"{part}.json" for part in exported.parts))
    assert len(records) == exported.survey.rows.total() == 271


def test_the_lines_of_the_documentation_read_it(tmp_path):
    demo_workspace(tmp_path / "work")
    (tmp_path / "config.yaml").write_text(f"schema: {bundled('schemas') / 'claim_stance.yaml'}\n")
    [block] = blocks_checked_by("tests/export/test_label_studio.py")
    run = f'set -e; annotate() {{ {sys.executable} -m annotate "$@"; }}; {block.code}'
    done = subprocess.run(["sh", "-c", run], cwd=tmp_path, capture_output=True, text=True)
    assert "83 annotations pulled = 83 valid + 0 rejected" in done.stdout, done.stderr
    assert "sentences without a required answer, which are predictions (8)" in done.stderr


@pytest.mark.parametrize("of_annotators", [False, True])
def test_the_server_takes_it_and_its_own_export_is_read_like_the_file(server, administrator, tmp_path, of_annotators):
    project = demo_workspace(tmp_path / "work")
    annotators = tuple(Annotator(id=name, email=f"{name}@example.org") for name in ("ani", "budi", "citra"))
    accounts = ensure_accounts(server.credentials, [(each.id, each.email) for each in annotators])
    names = {f"user {account.user_id}": name for name, account in accounts.items()}
    project = replace(project, config=Config(annotators=annotators))
    file = Path(write_export(project, Choice("label-studio", of_annotators)).path)
    tasks = json.loads(file.read_text())
    number = create_project(administrator, "export", "all", project.schema, page_of(project.schema))
    import_tasks(administrator, number, tasks)
    answer = get_json(
        administrator, f"api/projects/{number}/export", {"exportType": "JSON", "download_all_tasks": True}
    )
    (tmp_path / "server.json").write_text(json.dumps(answer))
    of_file, of_server = (
        {
            (line["sentence_id"], names.get(line["annotator"], line["annotator"])): comparable(line, project.schema)
            for line in pulled(tmp_path / path.stem, project.schema, path, config=project.config)
        }
        for path in (file, tmp_path / "server.json")
    )
    assert len(of_file) == (271 if of_annotators else 83)
    assert of_server == of_file
    # The server gives tasks in an order of its own.
    answer.sort(key=sentence_of)
    tasks.sort(key=sentence_of)
    assert [task["data"] for task in answer] == [task["data"] for task in tasks]
    assert [len(task["predictions"]) for task in answer] == [len(task["predictions"]) for task in tasks]


def sentence_of(task):
    return task["data"]["sentence_id"]
