"""An export is whole or not there, and says what it wrote."""

import json
from pathlib import Path

import pytest
from exporting import Drawn, schemas, sentences, workspace

from annotate.errors import ConfigError, WorkspaceError
from annotate.export import FORMATS, Choice, write_export
from annotate.export.formats import FileFormat

SHARES = (50, 0, 50)


@pytest.fixture
def project(tmp_path):
    schema = schemas(tmp_path)["awkward"]
    said = {each.id: {"ani": {"tone": 'so "so"'}, "b/udi": {"tone": 'so "so"'}} for each in sentences()}
    return workspace(tmp_path / "work", Drawn(schema, said))


BY_PARTS = [name for name, form in FORMATS.items() if not getattr(form, "compares", False)]


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("form", BY_PARTS)
@pytest.mark.parametrize("of_annotators", [False, True])
@pytest.mark.parametrize("shares", [(), SHARES])
def test_the_same_input_gives_the_same_bytes_again(project, form, of_annotators, shares):
    choice = Choice(form, of_annotators, shares)
    write_export(project, choice)
    first = contents(project.files.exports)
    write_export(project, choice)
    assert contents(project.files.exports) == first != {}


def test_a_split_has_each_article_in_one_part(project):
    exported = write_export(project, Choice("jsonl", shares=SHARES))
    folder = project.files.exports / "gold-jsonl"
    parts = {file.stem: file.read_text().splitlines() for file in folder.glob("*.jsonl")}
    assert {name: len(rows) for name, rows in parts.items()} == exported.parts == {"train": 2, "dev": 0, "test": 2}
    articles = [{json.loads(line)["article_id"] for line in parts[name]} for name in ("train", "test")]
    assert not articles[0] & articles[1]


def test_a_folder_with_files_of_others_is_left_as_it_is(project, tmp_path):
    target = tmp_path / "notes"
    write_export(project, Choice("jsonl", shares=SHARES), target)
    (target / "mine.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match=r"has a file that no export wrote: mine\.txt"):
        write_export(project, Choice("jsonl", shares=SHARES), target)
    assert (target / "mine.txt").exists()


@pytest.mark.parametrize("form", BY_PARTS)
def test_an_export_that_fails_half_way_leaves_what_was_there(project, form):
    write_export(project, Choice(form, shares=SHARES))
    before = contents(project.files.exports)
    gold = project.files.gold.read_text().splitlines(keepends=True)
    project.files.gold.write_text("".join([*gold[:3], "{"]))
    with pytest.raises(WorkspaceError):
        write_export(project, Choice(form, shares=SHARES))
    assert contents(project.files.exports) == before
    assert [path.name for path in project.files.exports.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if isinstance(form, FileFormat)])
def test_a_full_disk_is_said(project, form):
    with pytest.raises(WorkspaceError, match="no space left to write /dev/full"):
        write_export(project, Choice(form), Path("/dev/full"))


def test_stdout_takes_no_folder(project, capsysbinary):
    import sys

    with pytest.raises(ConfigError, match="writes several files"):
        write_export(project, Choice("csv", shares=SHARES), sys.stdout.buffer)
