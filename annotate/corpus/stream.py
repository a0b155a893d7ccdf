"""A corpus split article by article as it is read, on one processor or several: memory does not grow with it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from annotate.corpus.articles import Article
from annotate.corpus.selecting.duplicates import Duplicate, Seen, Sketch, blank_sketch, sketch_text
from annotate.corpus.selecting.sample import draw
from annotate.corpus.selecting.select import select
from annotate.corpus.selecting.selection import EVERYTHING, Selection, SelectionReport, require_kept
from annotate.corpus.sentences import Sentence, Split, sentence_line, split_article
from annotate.errors import CorpusError, WorkspaceError
from annotate.files import write_whole

_BATCH = 200_000  # characters sent to a process at once
_ENDING = (signal.SIGINT, signal.SIGTERM)
_PAUSE = 10.0  # seconds between two lines that say how far it is

T = TypeVar("T")
Made = tuple[T, SelectionReport]


def write_split(
    path: Path,
    articles: Iterable[Article],
    split: Split = split_article,
    selection: Selection = EVERYTHING,
    workers: int = 1,
    leave_out: Callable[[str, Sketch], bool] | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> SelectionReport:
    """Split a corpus into a file of sentences, whole or not at all.

    Args:
        path: sentences.jsonl.
        articles: are read as they are needed.
        split: `split_article`, or a `functools.partial` of it with other arguments.
        selection: what to keep.
        workers: processes that split; the file is the same for any number.
        leave_out: is given the id and the sketch of each article of which something is kept, in their order, and says
            whether it is one to leave out, as if it were not in the corpus; without it nothing is sketched.
        progress: is told how many articles were split so far, every ten seconds.

    Returns:
        How many sentences were read, kept and left out.

    Raises:
        CorpusError: the language has no file, an article cannot be read, nothing is kept, or a process was killed.
        WorkspaceError: the file, or the database of what was seen so far, cannot be written.
    """
    report = SelectionReport()

    def made(make: Callable[[Article], Made[T]]) -> Iterator[T]:
        of_batch = partial(_made, make, leave_out is not None)
        told = time.monotonic()
        for batch in _in_processes(of_batch, _batches(articles), workers):
            for id, sketch, (done, counts) in batch:
                if not (leave_out and sketch and leave_out(id, sketch)):
                    report.add(counts)
                    yield done
            if time.monotonic() - told >= _PAUSE:
                told = time.monotonic()
                progress(f"{report.articles} articles, {report.read} segments so far")

    if leave_out:
        blank_sketch()
    with _database_errors(), write_whole(path) as file:
        if selection.sample is None:
            for lines in made(partial(_lines, split, selection)):
                file.write(lines)
        else:
            conditions = replace(selection, sample=None)
            kept = (Sentence(*row) for rows in made(partial(_rows, split, conditions)) for row in rows)
            for sentence in draw(kept, selection, report):
                file.write(sentence_line(sentence))
        require_kept(selection, report)
    return report


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        hint = "free some space there, or set SQLITE_TMPDIR to another folder"
        raise WorkspaceError(f"the temporary database of ids and repetitions: {error}", hint) from error


def leaves_out(seen: Seen, found: list[Duplicate], drop: bool, id: str, sketch: Sketch) -> bool:
    """Add the article to those found if it repeats an earlier one, and say whether it is one to leave out.

    With its first three arguments given by `functools.partial` it is the `leave_out` of `write_split`.
    """
    duplicate = seen.repeated(id, sketch)
    if duplicate:
        found.append(duplicate)
    return drop and duplicate is not None


def _made(
    make: Callable[[Article], Made[T]], sketching: bool, batch: list[Article]
) -> list[tuple[str, Sketch | None, Made[T]]]:
    """What is made of each article, with its id and, if wanted, its sketch.

    An article of which nothing is kept is not sketched: one that repeats it is then the first of those alike.
    """
    made = ((article, make(article)) for article in batch)
    return [
        (article.id, sketch_text(article.text) if sketching and done[1].kept else None, done) for article, done in made
    ]


def _lines(split: Split, selection: Selection, article: Article) -> Made[bytes]:
    report = SelectionReport()
    return b"".join(map(sentence_line, select(split(article), selection, report))), report


def _rows(split: Split, selection: Selection, article: Article) -> Made[list[tuple[Any, ...]]]:
    """Plain tuples, which are cheaper to send between processes than sentences."""
    report = SelectionReport()
    return [tuple(one.to_row().values()) for one in select(split(article), selection, report)], report


def _in_processes(task: Callable[[list[Article]], T], batches: Iterable[list[Article]], workers: int) -> Iterator[T]:
    """Yield the task's result for each batch, in order, with few batches under way at once."""
    if workers < 2:
        yield from map(task, batches)
        return
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        waiting: deque[Future[T]] = deque()
        try:
            for batch in batches:
                with _signals_held():
                    waiting.append(pool.submit(task, batch))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            hint = "there may be too little memory: pass a smaller --workers"
            raise CorpusError("a process that splits was ended from outside", hint) from error
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Take signals afterwards: one in the midst of starting processes would leave one that nobody ends or waits for."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """See that this process, which waits for work, ends with the one that gives it, and ends silently."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
