"""Articles that come later: `annotate split --add`, and what a second split must not drop."""

import json
from pathlib import Path

import pytest
from complaints import complaint

from annotate.corpus import digest

FIRST = "Rusia menuntut jaminan keamanan tertulis dari NATO. Sekjen NATO menolak tuntutan itu di Brussels."
SECOND = "Ukraina meminta bantuan senjata kepada Jerman. Kanselir belum menjawab permintaan itu."
FILES = ("articles.jsonl", "sentences.jsonl", "sentences.report.json")


@pytest.fixture
def workspace(annotate, tmp_path: Path) -> Path:
    """A workspace with one article, from the folder `one`; `two` has another."""
    for folder, text in (("one", FIRST), ("two", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.txt").write_text(text)
    assert annotate("split", "one").code == 0
    return tmp_path / "work"


def rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def contents(workspace: Path) -> list[bytes]:
    return [(workspace / name).read_bytes() for name in FILES]


def launch(workspace: Path) -> None:
    """What `annotate push` would remember of the sentences that are there."""
    digests = {row["id"]: row["digest"] for row in rows(workspace / "sentences.jsonl")}
    schema = {"name": "s", "version": "1", "digest": "d"}
    remembered = {"name": "n", "server": "local", "schema": schema, "answers": {}, "projects": [], "seed": 1}
    (workspace / "launch.json").write_text(json.dumps(remembered | {"digests": digests}))


def test_the_files_that_were_written_are_named(annotate, tmp_path, workspace):
    done = annotate("split", "one")
    assert all(f"work/{name}" in done.out for name in FILES)
    written = json.loads(annotate("split", "one", "--json").out)["files"]
    assert sorted(written.values()) == [f"work/{name}" for name in FILES]


@pytest.mark.parametrize("launched", [False, True])
def test_articles_are_added_beside_those_that_are_there(annotate, workspace, launched):
    if launched:
        launch(workspace)
    before = contents(workspace)
    done = annotate("split", "two", "--add")
    assert done.code == 0, done.err
    assert done.out.startswith("1 article, 2 segments")
    articles, sentences, report = contents(workspace)
    assert articles.startswith(before[0])
    assert sentences.startswith(before[1])
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["one", "two"]
    assert {row["article_id"] for row in rows(workspace / "sentences.jsonl")} == {"one", "two"}
    assert json.loads(report)["inputs"] == ["two"]
    assert json.loads(report)["earlier"] == [
        {name: value for name, value in json.loads(before[2]).items() if name != "earlier"}
    ]


def test_the_choice_of_an_addition_is_of_what_is_added(annotate, tmp_path, workspace):
    (tmp_path / "two" / "three.txt").write_text("Menteri pergi. " + SECOND.replace("Jerman", "Prancis"))
    assert annotate("split", "two", "--add", "--match", "menteri").code == 0
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["one", "three"]
    assert [row["text"] for row in rows(workspace / "sentences.jsonl")][2:] == ["Menteri pergi."]


def test_an_addition_to_nothing_is_a_first_split(annotate, tmp_path):
    (tmp_path / "a.txt").write_text(FIRST)
    assert annotate("split", "a.txt", "--add").code == 0
    assert [row["id"] for row in rows(tmp_path / "work" / "articles.jsonl")] == ["a"]


def test_an_article_that_is_added_again_is_recognised(annotate, tmp_path, workspace):
    before = contents(workspace)
    done = annotate("split", "one", "--add")
    assert done.code == 0
    assert done.out == "1 article in the workspace already\nnothing to add; no file was changed\n"
    assert contents(workspace) == before
    done = annotate("split", "one", "two", "--add")
    assert "1 article in the workspace already\n1 article, 2 segments" in done.out
    assert json.loads(contents(workspace)[2])["already_there"] == 1
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["one", "two"]


def test_an_article_with_the_id_of_another_is_an_error_that_names_both(annotate, tmp_path, workspace):
    before = contents(workspace)
    (tmp_path / "two" / "one.txt").write_text(SECOND)
    message, hint = complaint(annotate("split", "two", "--add"))
    assert message.startswith("two/one.txt and work/articles.jsonl:1 both have the article id 'one'")
    assert "rename" in hint
    assert contents(workspace) == before


def test_an_article_that_repeats_an_earlier_one_is_named(annotate, tmp_path, workspace):
    (tmp_path / "two" / "two.txt").write_text("Judul\n" + FIRST)
    done = annotate("split", "two", "--add")
    assert "two repeats one" in done.err
    assert annotate("split", "one", "--replace").code == 0
    done = annotate("split", "two", "--add", "--drop-duplicates")
    assert done.code == 0
    assert "1 article like an earlier one, left out" in done.err
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["one"]


def test_a_last_line_without_its_end_is_not_joined_with_what_is_added(annotate, workspace):
    for name in FILES[:2]:
        (workspace / name).write_text((workspace / name).read_text().rstrip("\n"))
    assert annotate("split", "two", "--add").code == 0
    assert len(rows(workspace / "articles.jsonl")) == 2
    assert len(rows(workspace / "sentences.jsonl")) == 4


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("articles.jsonl", None, "is not there, so nothing can be added"),
        ("articles.jsonl", 0, "sentences.jsonl has the article 'one', and"),
        ("sentences.jsonl", 0, "articles.jsonl has the article 'one', and"),
    ],
)
def test_files_that_do_not_belong_together_are_not_added_to(annotate, workspace, name, lines, said):
    (workspace / name).unlink() if lines is None else (workspace / name).write_text("")
    message, hint = complaint(annotate("split", "two", "--add"))
    assert said in message
    assert "without --add" in hint


def test_a_split_that_would_drop_what_was_pushed_is_refused_and_says_how(annotate, workspace):
    launch(workspace)
    before = contents(workspace)
    message, hint = complaint(annotate("split", "two"))
    assert message == "this split would drop 2 sentences that were pushed, such as one:0-51"
    assert "--add" in hint
    assert "--replace" in hint
    assert contents(workspace) == before


@pytest.mark.parametrize("choice", [["--match", "sekjen"], ["--sample", "1"], ["--engine", "daft"]])
def test_a_narrower_choice_drops_what_was_pushed_too(annotate, tmp_path, workspace, choice):
    launch(workspace)
    text = FIRST.replace("Sekjen", "Sekretaris") if "daft" in choice else FIRST
    (tmp_path / "one.jsonl").write_text(json.dumps({"id": "one", "text": text}) + "\n")
    message, _ = complaint(annotate("split", "one.jsonl", *choice))
    assert message.startswith("this split would drop 1 sentence that was pushed, such as one:")


def test_what_was_pushed_is_dropped_when_told_to(annotate, workspace):
    launch(workspace)
    assert annotate("split", "two", "--replace").code == 0
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["two"]
    assert annotate("split", "two").code == 0


def test_the_launched_articles_can_be_split_again_with_others(annotate, tmp_path, workspace):
    launch(workspace)
    assert annotate("split", "one", "two").code == 0
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["one", "two"]


def test_a_workspace_that_was_not_pushed_is_written_again(annotate, workspace):
    assert annotate("split", "two").code == 0
    assert [row["id"] for row in rows(workspace / "articles.jsonl")] == ["two"]


def test_adding_and_replacing_exclude_each_other(annotate, workspace):
    assert "--add and --replace" in complaint(annotate("split", "two", "--add", "--replace"))[0]
    assert "--add does not work with --engine daft" in complaint(annotate("split", "x", "--add", "--engine", "daft"))[0]


def test_daft_keeps_the_articles_too(annotate, tmp_path):
    table = [{"id": str(number), "text": f"{FIRST} {number}."} for number in range(9)]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    done = annotate("split", "news.jsonl", "--engine", "daft", "--match", "sekjen")
    assert done.code == 0, done.err
    stored = sorted(rows(tmp_path / "work" / "articles.jsonl"), key=lambda row: row["id"])
    assert [(row["id"], row["text"]) for row in stored] == [(row["id"], row["text"]) for row in table]
    assert all(row["digest"] == digest(row["text"]) for row in stored)
