"""What a doctor finds without a server."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from study import SCHEMA_FILE, made_sentences

from annotate.corpus import digest, write_sentences
from annotate.labelstudio.doctor.local import change_findings, credentials_findings, disk_finding, workspace_findings
from annotate.labelstudio.launch.model import Adopted, AdoptedTask, Launch, LaunchedProject
from annotate.schema import SchemaStamp, read_schema
from annotate.workspace import Workspace


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
    assert change_findings(files, adopting(sentences), None) == []
    other = replace(sentences[0], digest=digest("another text"))
    shifted = replace(sentences[1], id="a0:1000-1020")
    [edited, lost] = change_findings(
        files, adopting([other, shifted, *sentences[2:], *made_sentences(1, 1, "b")]), None
    )
    assert (edited.state, lost.state) == ("problem", "warning")
    assert f"1 launched sentence would be sent again under another id: {shifted.id} is {sentences[1].id}; " in (
        edited.sentence
    )
    assert f"1 launched sentence changed in the article, like {other.id}" in edited.sentence
    assert "split again with the launched articles as they were" in edited.remedy
    assert lost.sentence == f"{files.sentences} lacks 1 of 9 launched sentences"


def test_a_workspace_that_lost_its_sentences_is_told_how_many_were_launched(tmp_path):
    files = Workspace(tmp_path)
    [finding] = change_findings(files, adopting(made_sentences(1)), None)
    assert finding.sentence == f"{files.sentences} lacks 4 of 4 launched sentences"
    assert finding.remedy.startswith("split as before the launch")


def test_the_remedy_of_a_changed_schema_names_what_shows_and_what_brings_the_change(tmp_path):
    schema = read_schema(SCHEMA_FILE)
    [finding] = change_findings(Workspace(tmp_path), adopting([]), schema)
    assert finding.subject == "schema"
    assert "`annotate schema diff`" in finding.remedy
    assert "`annotate push --migrate`" in finding.remedy


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
        ("problem", "`annotate gold` writes it anew"),
        ("problem", "`annotate pull --full` writes it anew"),
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
