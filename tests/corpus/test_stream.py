"""A whole corpus into one file."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from annotate.corpus import (
    Article,
    Selection,
    SelectionReport,
    Sentence,
    Sketch,
    SplitFiles,
    Splitting,
    in_processes,
    read_articles,
    read_articles_file,
    read_sentences,
    split_article,
    write_split,
)
from annotate.corpus.selecting.duplicates import sketch_text
from annotate.errors import CorpusError, WorkspaceError
from annotate.files import write_together

SEEDS = Path(__file__).parents[2] / "seeds"


def many_articles(count: int) -> list[Article]:
    seeds = list(read_articles([SEEDS]))
    return [Article(f"{number}-{seed.id}", seed.text, seed.metadata) for number in range(count) for seed in seeds]


def split_into(folder: Path, articles: Iterable[Article], workers: int = 1, **plan) -> SelectionReport:
    with write_together(folder / "articles.jsonl", folder / "sentences.jsonl") as files:
        return write_split(SplitFiles(*files), partial(in_processes, articles, workers), Splitting(**plan))


def test_the_file_holds_every_sentence_of_every_article_in_order(tmp_path: Path):
    articles = many_articles(2)
    report = split_into(tmp_path, articles)
    expected = [sentence for article in articles for sentence in split_article(article)]
    assert list(read_sentences(tmp_path / "sentences.jsonl")) == expected
    assert report.kept == report.read == len(expected)


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(kinds=["prose"], match="nato"), Selection(sample=50, seed=3)]
)
def test_several_processes_write_the_same_file_as_one(tmp_path: Path, selection: Selection):
    articles = many_articles(20)
    split = partial(split_article, quotes="keep", context=(1, 1))
    folders = [tmp_path / "1", tmp_path / "2"]
    reports = [
        split_into(folder, articles, workers, split=split, selection=selection)
        for workers, folder in enumerate(folders, 1)
    ]
    for name in ("sentences.jsonl", "articles.jsonl"):
        assert folders[0].joinpath(name).read_bytes() == folders[1].joinpath(name).read_bytes()
    assert reports[0] == reports[1]
    assert reports[0].kept


@pytest.mark.parametrize("selection", [Selection(), Selection(sample=5)])
def test_how_far_it_is_is_told_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selection: Selection):
    told: list[str] = []
    split_into(tmp_path, many_articles(1), selection=selection, progress=told.append)
    assert not told
    monkeypatch.setattr("annotate.corpus.stream._PAUSE", 0)
    report = split_into(tmp_path, many_articles(1), selection=selection, progress=told.append)
    assert len(told) == 5
    assert told[-1] == f"5 articles, {report.read} segments so far"


@pytest.mark.parametrize("sample", [None, 1000])
@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_left_out_is_not_written_and_not_counted(tmp_path: Path, workers: int, sample: int | None):
    articles = many_articles(3)
    asked = []

    def leave_out(id: str, sketch: Sketch) -> bool:
        asked.append((id, sketch))
        return id.startswith("1-")

    report = split_into(tmp_path, articles, workers, selection=Selection(sample=sample), leave_out=leave_out)
    assert asked == [(article.id, sketch_text(article.text)) for article in articles]
    expected = [one for article in articles if not article.id.startswith("1-") for one in split_article(article)]
    assert list(read_sentences(tmp_path / "sentences.jsonl")) == expected
    assert (report.articles, report.read) == (10, len(expected))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(match="ukraina"), Selection(sample=7, seed=3), Selection(sample=9, whole_articles=True)],
)
def test_the_articles_are_kept_as_read_of_which_a_sentence_is(tmp_path: Path, workers: int, selection: Selection):
    articles = {article.id: article for article in many_articles(4)}
    split_into(tmp_path, articles.values(), workers, selection=selection)
    kept = [*dict.fromkeys(sentence.article_id for sentence in read_sentences(tmp_path / "sentences.jsonl"))]
    stored = [*read_articles_file(tmp_path / "articles.jsonl")]
    assert [article.id for article in stored] == kept
    assert all(article.text == articles[article.id].text for article in stored)
    assert all(article.metadata == {"source": articles[article.id].metadata["source"]} for article in stored)


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_is_written_when_an_article_cannot_be_read(tmp_path: Path, workers: int):
    (tmp_path / "a.txt").write_text("Satu. Dua.")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(CorpusError):
        split_into(tmp_path / "out", read_articles([tmp_path]), workers)
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("selection", "message", "hint"),
    [
        (Selection(where={"nosuch": {"1"}}), "'nosuch'", "outlet, title"),
        (Selection(where={"outlet": {"kompas"}}), "outlet=kompas", "Kompas, Tempo"),
        (Selection(match="xyzzy"), "all 4 segments: 4 by match", "relax one of these conditions"),
        (
            Selection(where={"outlet": {"Tempo"}}, match="satu"),
            "2 by where outlet, 2 by match",
            "relax one of these conditions",
        ),
        (Selection(sample=1, by="nosuch"), "'nosuch' (--by)", "outlet, title"),
    ],
)
def test_a_choice_that_keeps_nothing_is_an_error_and_replaces_nothing(
    tmp_path: Path, selection: Selection, message: str, hint: str, workers: int
):
    file = tmp_path / "sentences.jsonl"
    file.write_text("good")
    articles = [
        Article("a", "Satu. Dua.", {"title": "x", "outlet": "Kompas"}),
        Article("b", "Tiga. Empat.", {"title": "x", "outlet": "Tempo"}),
    ]
    with pytest.raises(CorpusError) as caught:
        split_into(tmp_path, articles, workers, selection=selection)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert [path.read_text() for path in tmp_path.iterdir()] == ["good"]


def test_no_article_is_an_error_and_replaces_nothing(tmp_path: Path):
    with pytest.raises(CorpusError, match="no article"):
        split_into(tmp_path, [])
    assert not list(tmp_path.iterdir())


def killed(article: Article) -> list[Sentence]:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_process_that_is_killed_is_an_error(tmp_path: Path):
    with pytest.raises(CorpusError, match="one of the splitting processes was killed") as caught:
        split_into(tmp_path, many_articles(1), 2, split=killed)
    assert "--workers" in caught.value.hint
    assert not list(tmp_path.iterdir())


def test_a_full_disk_under_a_temporary_database_is_an_error(tmp_path: Path):
    def full(id: str, sketch: Sketch) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(WorkspaceError, match="disk is full"):
        split_into(tmp_path, many_articles(1), leave_out=full)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_one_that_gives_it_work(tmp_path: Path, number: int):
    command = [sys.executable, "-m", "annotate", "split", "-", "--format", "jsonl", "--workers", "2"]
    row = json.dumps({"text": "Rusia menuntut jaminan. " * 20_000})
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdin=pipe, stderr=pipe, start_new_session=True) as parent:
        assert parent.stdin
        parent.stdin.write(f"{row}\n".encode() * 2)
        parent.stdin.flush()
        wait_for(lambda: len(members(parent.pid)) >= 2)
        parent.send_signal(number)
        wait_for(lambda: not members(parent.pid) - {parent.pid})
    if number == signal.SIGTERM:
        assert parent.returncode == 128 + number
        assert not list((tmp_path / "work").iterdir())


def test_an_interrupt_ends_an_expression_that_takes_for_ever_with_one_sentence(tmp_path: Path):
    (tmp_path / "a.txt").write_text("a" * 40 + "!")
    command = [sys.executable, "-m", "annotate", "split", "a.txt", "--workers", "2", "--match", "(a+)+$"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True) as parent:
        wait_for(lambda: len(members(parent.pid)) >= 2)
        time.sleep(0.5)
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.stderr
        assert parent.stderr.read() == b"annotate: stopped; run the same command again to go on\n"
    assert parent.returncode == 128 + signal.SIGINT
    assert not list((tmp_path / "work").iterdir())


STOPPED_AT_THE_FIRST_WORKER = """
import os, sys
from multiprocessing.process import BaseProcess

started = BaseProcess.start
number = int(sys.argv.pop())


def start(self):
    started(self)
    os.kill(os.getpid(), number)


BaseProcess.start = start

from annotate.cli import main

main()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_between_the_starts_of_two_workers_leaves_neither(tmp_path: Path, number: int):
    (tmp_path / "articles.jsonl").write_text(json.dumps({"text": "Rusia menuntut jaminan. " * 20_000}) + "\n")
    command = [sys.executable, "-c", STOPPED_AT_THE_FIRST_WORKER, "split", "articles.jsonl", "--workers", "2"]
    done = subprocess.run([*command, str(number)], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 128 + number, done.stderr
    assert not list((tmp_path / "work").iterdir())


def members(session: int) -> set[int]:
    """Processes of a session that have not ended."""
    listed = subprocess.run(["ps", "-eo", "sid=,pid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {int(pid) for sid, pid, state in rows if sid == str(session) and not state.startswith("Z")}


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
