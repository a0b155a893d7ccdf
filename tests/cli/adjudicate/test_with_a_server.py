"""`annotate adjudicate push`, `pull` and `status`, as far as they get before there is a server."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest
from typer import Exit

from annotate.cli.adjudicate import pull as command
from annotate.errors import ServerFailed
from annotate.labelstudio.adjudicate.pull import PulledDecisions
from annotate.workspace import Workspace

ADJUDICATORS = "adjudicators:\n  - {id: dewi, email: dewi@example.org}\n"


@pytest.fixture
def project(annotate, tmp_path):
    """A folder with a schema, and a config.yaml that names an adjudicator."""
    assert annotate("init").code == 0
    (tmp_path / "config.yaml").write_text(f"schema: schemas/stance.yaml\n{ADJUDICATORS}")
    return tmp_path


def test_a_push_needs_adjudicators_and_annotations(annotate, project):
    done = annotate("adjudicate", "push")
    assert (done.code, done.err.splitlines()) == (
        1,
        ["annotate: there is no work/annotations.jsonl yet", "hint: `annotate pull` makes it"],
    )
    (project / "config.yaml").write_text("schema: schemas/stance.yaml\n")
    done = annotate("adjudicate", "push")
    assert done.code == 1
    assert done.err.startswith("annotate: config.yaml names no adjudicators\nhint: add `adjudicators:`")


@pytest.mark.parametrize("command", ["pull", "status"])
def test_nothing_comes_back_before_conflicts_were_pushed(annotate, project, command):
    done = annotate("adjudicate", command)
    assert (done.code, done.err.splitlines()) == (
        1,
        ["annotate: there is no work/adjudication.json yet", "hint: `annotate adjudicate push` makes it"],
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"format": 9, "name": "a"}', "was written by a newer annotate (format 9)"),
        ('{"format": 1, "name": "a"}', "is broken: server: is required but missing"),
        ("[]", "is not a JSON object"),
        ("{", "is not JSON"),
    ],
)
def test_a_broken_list_of_projects_is_named(annotate, project, content, problem):
    (project / "work").mkdir()
    (project / "work" / "adjudication.json").write_text(content)
    done = annotate("adjudicate", "pull")
    assert done.code == 1
    assert problem in done.err.splitlines()[0] and "adjudication.json" in done.err


def test_a_pull_in_which_the_server_failed_at_a_project_is_no_success(monkeypatch, tmp_path, capsys):
    pulled = PulledDecisions(
        Counter(), Counter(), Counter(), 0, [], [], Counter(), not_read=[ServerFailed("it failed", "look at its log")]
    )
    project = SimpleNamespace(config=None, files=Workspace(tmp_path))
    monkeypatch.setattr(command, "open_project", lambda *_: project)
    monkeypatch.setattr(command, "open_client", lambda *_: None)
    monkeypatch.setattr("annotate.labelstudio.adjudicate.file.needed_adjudication", lambda _: None)
    monkeypatch.setattr("annotate.labelstudio.adjudicate.pull.pull", lambda *_: pulled)
    with pytest.raises(Exit) as stopped:
        command.pull()
    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err == "annotate: it failed\nhint: look at its log\n"
