"""A corpus split article by article as it is read, on one processor or several: memory does not grow with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from annotate.corpus.articles import Article
from annotate.corpus.selection import EVERYTHING, Selection, SelectionReport, select
from annotate.corpus.sentences import Sentence, sentence_line, split_article
from annotate.files import write_whole

_BATCH = 200_000  # characters sent to a process at once

T = TypeVar("T")


def write_split(
    path: Path,
    articles: Iterable[Article],
    split: Callable[[Article], list[Sentence]] = split_article,
    selection: Selection = EVERYTHING,
    workers: int = 1,
) -> SelectionReport:
    """Split a corpus into a file of sentences, whole or not at all.

    Args:
        path: sentences.jsonl.
        articles: are read as they are needed.
        split: `split_article`, or a `functools.partial` of it with other arguments.
        selection: what to keep.
        workers: processes that split; the file is the same for any number.

    Returns:
        How many sentences were read, kept and left out.

    Raises:
        CorpusError: the language has no file, the selection is wrong, or an article cannot be read.
        WorkspaceError: the file cannot be written.
    """
    report = SelectionReport()
    with write_whole(path) as file:
        if selection.sample is None:
            for lines, counts in _in_processes(partial(_lines, split, selection), _batches(articles), workers):
                file.write(lines)
                report.add(counts)
        else:
            batches = _in_processes(partial(_rows, split), _batches(articles), workers)
            sentences = (Sentence(*row) for rows in batches for row in rows)
            for sentence in select(sentences, selection, report):
                file.write(sentence_line(sentence))
    return report


def _lines(
    split: Callable[[Article], list[Sentence]], selection: Selection, batch: list[Article]
) -> tuple[bytes, SelectionReport]:
    report = SelectionReport()
    sentences = (sentence for article in batch for sentence in split(article))
    return b"".join(map(sentence_line, select(sentences, selection, report))), report


def _rows(split: Callable[[Article], list[Sentence]], batch: list[Article]) -> list[tuple[Any, ...]]:
    """Plain tuples, which are cheaper to send between processes than sentences."""
    return [tuple(sentence.to_row().values()) for article in batch for sentence in split(article)]


def _in_processes(task: Callable[[list[Article]], T], batches: Iterable[list[Article]], workers: int) -> Iterator[T]:
    """Yield the task's result for each batch, in order, with few batches under way at once."""
    if workers < 2:
        yield from map(task, batches)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[T]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(task, batch))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


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
