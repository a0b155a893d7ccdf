"""What a doctor finds without a server."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from study import SCHEMA_FILE, made_sentences

from annotate.config import Config
from annotate.corpus import digest, write_sentences
from annotate.errors import AnnotateError
from annotate.labelstudio.doctor.local import credentials_findings, disk_finding, lost_findings, workspace_findings
from annotate.labelstudio.launch.model import Adopted, AdoptedTask, Launch, LaunchedProject
from annotate.labelstudio.push.checklist import Case, checks
from annotate.project import Project
from annotate.schema import SchemaStamp, read_schema
from annotate.workspace import Workspace

NOBODYS = Config(name="n")


def refusal(subject: str, case: Case) -> AnnotateError:
    """What the check of this subject says."""
    for name, refuse in checks(case):
        if name == subject:
            with pytest.raises(AnnotateError) as caught:
                refuse()
            return caught.value
    raise AssertionError(f"there is no check of {subject}")


def adopting(sentences) -> Launch:
    """A launch that adopted a project with these sentences."""
    tasks = {number: AdoptedTask(sentence=each.id, digest=each.digest) for number, each in enumerate(sentences, 1)}
    adopted = Adopted(text="text", controls={}, tasks=tasks)
    project = LaunchedProject(assignee="*1", project=1, annotators={}, adopted=adopted)
    schema = SchemaStamp(name="s", version="1", digest="d")
    return Launch(name="n", server="x", schema=schema, answers={}, projects=[project], seed=1)


def test_launched_sentences_that_were_rewritten_shifted_or_lost_are_told_apart_with_what_to_do(tmp_path):
    files, sentences = Workspace(tmp_path), made_sentences(2)
    write_sentences(files.sentences, sentences)
    assert list(lost_findings(files, adopting(sentences), sentences)) == []
    other = replace(sentences[0], digest=digest("another text"))
    shifted = replace(sentences[1], id="a0:1000-1020")
    launch = adopting([other, shifted, *sentences[2:], *made_sentences(1, 1, "b")])
    project = Project(NOBODYS, files, read_schema(SCHEMA_FILE))
    edited = refusal("sentences", Case(project, launch, sentences))
    [lost] = lost_findings(files, launch, sentences)
    assert f"1 sentence already on the server moved ({shifted.id} is now {sentences[1].id}); " in (edited.message)
    assert f"1 sentence already on the server changed in the article, like {other.id}" in edited.message
    assert "restore the articles and split again" in edited.hint
    assert lost.state == "warning"
    assert lost.sentence == f"{files.sentences} lacks 1 of 9 launched sentences"


def test_a_workspace_that_lost_its_sentences_is_told_how_many_were_launched(tmp_path):
    files = Workspace(tmp_path)
    [finding] = lost_findings(files, adopting(made_sentences(1)), [])
    assert finding.sentence == f"{files.sentences} lacks 4 of 4 launched sentences"
    assert finding.remedy.startswith("split as you did before the launch")


def test_the_remedy_of_a_changed_schema_names_what_shows_and_what_brings_the_change(tmp_path):
    project = Project(NOBODYS, Workspace(tmp_path), read_schema(SCHEMA_FILE))
    drift = refusal("schema", Case(project, adopting([]), []))
    assert "`annotate schema diff`" in drift.hint
    assert "`annotate push --migrate`" in drift.hint


def test_files_that_cannot_be_read_are_named_one_by_one(tmp_path):
    files = Workspace(tmp_path)
    files.raw.mkdir(parents=True)
    (files.raw / "project-3.jsonl.gz").write_bytes(b"not gzip")
    files.sentences.write_text('{"id": "cut off')
    files.agreement.write_text("{}")
    files.gold.write_text('{"sentence_id": "a:0-1"}\nno json\n')
    found = workspace_findings(files, None)
    assert [(finding.state, finding.remedy) for finding in found] == [
        ("problem", "make it again with: annotate split"),
        ("problem", "`annotate gold` writes it again"),
        ("problem", "`annotate pull --full` writes it again"),
    ]


def test_a_workspace_that_is_a_file_is_a_problem(tmp_path):
    file = tmp_path / "work"
    file.write_text("")
    (found,) = workspace_findings(Workspace(file), None)
    assert (found.state, found.sentence) == ("problem", f"{file} is not a folder")


def test_credentials_that_others_can_open_are_a_problem(server, tmp_path):
    copy = tmp_path / "credentials.json"
    copy.write_bytes(server.credentials.read_bytes())
    copy.chmod(0o640)
    [finding] = credentials_findings(copy)
    assert (finding.state, finding.remedy) == ("problem", f"chmod 600 {copy}")
    assert server.admin.password not in finding.sentence
    copy.chmod(0o600)
    assert [finding.state for finding in credentials_findings(copy)] == ["ok"]


@pytest.mark.parametrize(("megabytes", "state"), [(50_000, "ok"), (1_500, "warning"), (150, "problem")])
def test_a_disk_is_too_full_when_a_server_could_not_start(tmp_path, monkeypatch, megabytes, state):
    free = megabytes * 1_000_000
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(free, 0, free))
    finding = disk_finding(tmp_path / "not" / "there" / "yet")
    assert (finding.state, bool(finding.remedy)) == (state, state != "ok")
    assert f" MB are free at {tmp_path}" in finding.sentence
