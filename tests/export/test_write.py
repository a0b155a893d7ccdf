"""An export is whole or not there, and says what it wrote."""

import json
import resource
from dataclasses import replace
from pathlib import Path

import pytest
from exporting import Drawn, schemas, sentences, workspace

from annotate.errors import ConfigError, WorkspaceError
from annotate.export import FORMATS, Choice, write_export
from annotate.export.formats import FileFormat
from annotate.export.read import read_rows
from annotate.gold import make_gold
from annotate.json_files import write_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.workspace import Workspace

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


def refuse_names_alike(folder):
    names = [str(path.relative_to(folder)).lower() for path in folder.rglob("*")]
    assert len({*names}) == len(names)


@pytest.mark.parametrize("form", [name for name in BY_PARTS if FORMATS[name].alone])
def test_annotators_whose_names_differ_by_case_only_keep_their_files_on_every_system(tmp_path, form):
    schema = schemas(tmp_path)["awkward"]
    said = {each.id: {name: {"tone": 'so "so"'} for name in ("Ani", "ani", "con")} for each in sentences()}
    exported = write_export(workspace(tmp_path / "work", Drawn(schema, said)), Choice(form, True))
    assert [*exported.parts.values()] == [4, 4, 4]
    assert "con" not in exported.parts
    refuse_names_alike(Path(exported.path))


@pytest.mark.parametrize(("form", "ending"), [("brat", "txt"), ("brat", "ann"), ("inception", "xmi")])
def test_articles_whose_names_differ_by_case_only_keep_their_files_on_every_system(project, tmp_path, form, ending):
    rows = read_rows(project)
    row = next(iter(rows))
    articles = dict.fromkeys(("A1", "a1"), rows.texts[row.sentence.article_id])
    alike = [replace(row, sentence=replace(row.sentence, article_id=name)) for name in articles]
    folder = tmp_path / "folder"
    folder.mkdir()
    FORMATS[form].write(replace(rows, read=lambda: iter(alike), texts=articles), folder)
    assert len([*folder.glob(f"*.{ending}")]) == 2
    refuse_names_alike(folder)


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


@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_fails_half_way_leaves_what_was_there(project, form):
    choice = Choice(form, of_annotators=True)
    write_export(project, choice)
    before = contents(project.files.exports)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(WorkspaceError, match="cannot write"):
            write_export(project, choice)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(project.files.exports) == before
    assert [path.name for path in project.files.exports.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("form", ["brat", "conll"])
def test_annotators_have_places_of_their_own_whatever_they_are_called(tmp_path, every_schema, form):
    names = ["..", "user 5", "ani@example.org", "b/udi", "é" * 200, "\t."]
    said = {each.id: {name: {"tone": 'so "so"'} for name in names} for each in sentences()}
    project = workspace(tmp_path / "work", Drawn(every_schema["awkward"], said))
    exported = write_export(project, Choice(form, of_annotators=True), tmp_path / "out" / "marks")
    assert len(exported.parts) == len(names)
    assert {"user 5", "ani@example.org", "b%2Fudi"} <= exported.parts.keys()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["marks"]
    suffix = ".conll" if form == "conll" else ""
    assert {path.name for path in (tmp_path / "out" / "marks").iterdir()} == {
        "export.json",
        *(f"{name}{suffix}" for name in exported.parts),
    }


@pytest.mark.parametrize("form", FORMATS)
def test_what_came_by_pull_from_is_exported_with_the_texts_of_its_tasks(project, tmp_path, form):
    tasks = Path(write_export(project, Choice("label-studio", of_annotators=True), tmp_path / "tasks.json").path)
    theirs = [
        {"id": n, **{key: task[key] for key in ("annotations",)}, "data": {"text": task["data"]["text"]}}
        for n, task in enumerate(json.loads(tasks.read_text()))
    ]
    tasks.write_text(json.dumps(theirs))
    foreign = replace(project, files=Workspace(tmp_path / "foreign"))
    assert pull_export([tasks], foreign).valid.total() == 8
    write_jsonl(
        foreign.files.gold, [row.to_json(project.schema) for row in make_gold(foreign.records(), project.schema)]
    )
    for of_annotators in (False, True):
        if of_annotators or form in BY_PARTS:
            exported = write_export(foreign, Choice(form, of_annotators, day="2022-02-24"))
            assert exported.survey.rows.total() == (8 if of_annotators else 4)


def test_stdout_takes_no_folder(project, capsysbinary):
    import sys

    with pytest.raises(ConfigError, match="writes several files"):
        write_export(project, Choice("csv", shares=SHARES), sys.stdout.buffer)
