"""A project opened from Python."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from full_disk import fill_disk_after_one_file

from annotate import open_project
from annotate.corpus import read_articles, split_article, write_sentences
from annotate.errors import ConfigError, SchemaError, WorkspaceError
from annotate.new_project import bundled, init_project


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A new project with sentences and one record."""
    monkeypatch.delenv("ANNOTATE_WORKSPACE", raising=False)
    init_project(tmp_path)
    project = open_project(tmp_path)
    sentences = [each for article in read_articles([bundled("seeds")]) for each in split_article(article)]
    write_sentences(project.files.sentences, sentences)
    row = {"sentence_id": sentences[0].id, "article_id": "a", "annotator": "ani", "status": "skipped"}
    stamp = {"name": "claim_stance", "version": "1", "digest": project.schema.digest}
    project.files.annotations.write_text(json.dumps(row | {"schema": stamp}) + "\n")
    return tmp_path


def test_a_project_is_opened_by_its_folder_its_configuration_or_where_one_is(folder, monkeypatch):
    by_folder = open_project(folder)
    assert by_folder == open_project(str(folder / "config.yaml"))
    monkeypatch.chdir(folder)
    assert open_project().schema == by_folder.schema
    code = "from annotate import open_project; p = open_project(); print(len(list(p.records())))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "1\n"


def test_a_project_has_its_sentences_and_records(folder):
    project = open_project(folder)
    assert next(project.sentences()).id == next(project.records()).sentence_id
    assert project.schema.register.resolve("Gedung Putih") == "usa"


def test_what_is_not_there_yet_is_named_with_the_command_that_makes_it(folder):
    project = open_project(folder, {"workspace": folder / "other"})
    for read, command in ((project.sentences, "split"), (project.records, "pull"), (project.launch, "push")):
        with pytest.raises(WorkspaceError) as caught:
            read()
        assert caught.value.hint == f"`annotate {command}` makes it"


def test_a_folder_without_a_configuration_or_schema_is_refused(folder, tmp_path_factory):
    with pytest.raises(ConfigError, match=r"cannot read .*config\.yaml"):
        open_project(tmp_path_factory.mktemp("empty"))
    (folder / "schemas" / "claim_stance.yaml").unlink()
    with pytest.raises(SchemaError, match="there is no schema file"):
        open_project(folder)


def test_a_project_for_which_the_disk_has_no_space_can_be_begun_again(tmp_path, monkeypatch):
    fill_disk_after_one_file(monkeypatch)
    with pytest.raises(WorkspaceError, match="no space left"):
        init_project(tmp_path)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    assert init_project(tmp_path)
