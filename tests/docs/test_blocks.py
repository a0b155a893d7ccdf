"""Every block of code in the README and in docs runs, or says why it does not."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from clients import close
from documents import PAGES, ROOT, blocks
from study import NO_CLAIM

from annotate.config import read_config
from annotate.corpus import read_sentences
from annotate.errors import AnnotateError
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.wire.client import connect, write_options
from annotate.labelstudio.wire.queries import list_tasks
from annotate.new_project import bundled
from annotate.records.read import read_records
from annotate.schema import check_register, check_schema, read_schema
from annotate.schema.sections import Change
from annotate.yamlfile import read_yaml

BLOCKS = [block for page in PAGES for block in blocks(page)]
RUN = [block for block in BLOCKS if not block.note]
SAID = re.compile(r"not run: .{5,}|checked by (?P<test>tests/\S+\.py)")
ANNOTATORS = "annotators: [{id: ani, email: ani@example.org}, {id: budi, email: budi@example.org}]"
REGISTER = "actors:\n  - {id: usa, name: United States, type: state}\n"


def of(language):
    return pytest.mark.parametrize("block", [block for block in RUN if block.language == language], ids=str)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_has_a_language_that_is_run_or_says_why_it_is_not(block):
    if block.note:
        said = SAID.fullmatch(block.note)
        assert said, "write <!-- not run: REASON --> on the line before it"
        assert not said["test"] or (ROOT / said["test"]).exists()
    else:
        assert block.language in ("json", "python", "sh", "yaml")


@of("json")
def test_json_is_a_sentence_or_a_record_as_the_page_says_or_at_least_json(block, tmp_path):
    line = json.loads(block.code)
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line) + "\n")
    if "paragraph" in line:
        assert list(read_sentences(file))
    elif "annotator" in line:
        assert list(read_records(file, read_schema(bundled("schemas") / "claim_stance.yaml")))


@of("python")
def test_python_runs(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(block.code, {})


@of("yaml")
def test_yaml_is_a_configuration_a_schema_a_register_or_a_change_log(block, tmp_path):
    file = tmp_path / "file.yaml"
    file.write_text(block.code)
    (tmp_path / "actors.yaml").write_text(REGISTER)
    content = read_yaml(file).content
    if "questions" in content:
        assert check_schema(file)[1] == []
    elif "changes" in content:
        assert [Change.model_validate(change) for change in content["changes"]]
    elif "actors" in content:
        assert check_register(file)[1] == []
    else:
        file.write_text(block.code if "annotators" in content else f"{block.code}\n{ANNOTATORS}\n")
        try:
            read_config(file)
        except AnnotateError as error:
            pytest.fail(f"{error.message} ({error.hint})")


@pytest.fixture
def project(tmp_path, server):
    """A folder with articles in which `annotate` is a command; its workspace is that of the server that tests share."""
    kept = ("server", "credentials.json")

    def clear():
        for path in server.workspace.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path)
            elif path.name not in kept:
                path.unlink()

    clear()
    (tmp_path / "articles").mkdir()
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.txt").write_text(f"Rusia menuntut jaminan dari {name}.\nNATO menolak.\n")
    command = tmp_path / "bin" / "annotate"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m annotate "$@"\n')
    command.chmod(0o755)
    yield tmp_path
    clear()


def submit(workspace):
    """Answer every sentence as every annotator."""
    accounts = read_credentials(workspace / "credentials.json")
    for project in read_launch(workspace / "launch.json").projects:
        client = connect(accounts.url, accounts.annotators[project.assignee].token)
        [tasks] = list_tasks(client, project.project, annotations=False)
        for task in tasks:
            client.sdk.annotations.create(task["id"], result=NO_CLAIM, request_options=write_options())
        close(client)


def test_the_commands_run_in_their_order(project, server):
    paths = {"PATH": f"{project / 'bin'}:{os.environ['PATH']}", "ANNOTATE_WORKSPACE": str(server.workspace)}
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | paths
    [block] = [block for block in RUN if block.language == "sh"]
    for line in block.code.splitlines():
        done = subprocess.run(["sh", "-c", line], cwd=project, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if line.startswith("annotate push"):
            submit(server.workspace)
    assert (server.workspace / "export" / "gold.csv").read_text().count("\n") == 5
