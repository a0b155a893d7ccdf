"""A corpus split article by article as it is read: memory does not grow with it."""

from __future__ import annotations

import pickle
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any, Generic, NamedTuple, TypeVar

from annotate.corpus.articles import Article
from annotate.corpus.articles_file import article_line
from annotate.corpus.selecting.duplicates import Duplicate, Seen, Sketch, blank_sketch, sketch_text
from annotate.corpus.selecting.sample import draw, spill
from annotate.corpus.selecting.select import select
from annotate.corpus.selecting.selection import EVERYTHING, Selection, SelectionReport, require_kept
from annotate.corpus.sentences import Sentence, Split, sentence_line, split_article
from annotate.errors import WorkspaceError

_PAUSE = 10.0  # seconds between two lines that say how far it is

T = TypeVar("T")

Mapped = Callable[[Callable[[Article], Any]], Iterator[Any]]
"""What maps a function over the articles of a corpus: `in_processes` or `on_daft` with all but their last argument."""


@dataclass(frozen=True, slots=True)
class Splitting:
    """How a corpus is split.

    Attributes:
        split: `split_article`, or a `functools.partial` of it with other arguments.
        selection: what to keep.
        leave_out: is given the id and the sketch of each article of which something is kept, in their order, and says
            whether it is one to leave out, as if it were not in the corpus; without it nothing is sketched.
        progress: gets how many articles were split so far, every ten seconds.
    """

    split: Split = split_article
    selection: Selection = EVERYTHING
    leave_out: Callable[[str, Sketch], bool] | None = None
    progress: Callable[[str], None] = lambda line: None


class SplitFiles(NamedTuple):
    """The open files of a split: articles.jsonl with those of which something is kept, and sentences.jsonl."""

    articles: IO[bytes]
    sentences: IO[bytes]


class _Made(NamedTuple, Generic[T]):
    """What is made of one article: its line, its sketch if wanted, and what is kept; the first two only if any is."""

    id: str
    line: bytes
    sketch: Sketch | None
    kept: T
    counts: SelectionReport


def write_split(files: SplitFiles, mapped: Mapped, plan: Splitting) -> SelectionReport:
    """Split a corpus into open files, which `annotate.files.write_together` makes whole or not at all.

    Returns:
        How many sentences were read, kept and left out.

    Raises:
        CorpusError: the language has no file, an article cannot be read, nothing is kept, or a process was killed.
        WorkspaceError: a file, or a temporary one of what was seen so far, cannot be written.
    """
    report = SelectionReport()
    if plan.leave_out:
        blank_sketch()
    with _database_errors():
        if plan.selection.sample is None:
            for made in _taken(mapped, _joined_lines, plan, report):
                files.articles.write(made.line)
                files.sentences.write(made.kept)
        else:
            _write_sample(files, mapped, plan, report)
        require_kept(plan.selection, report)
    return report


def leaves_out(seen: Seen, found: list[Duplicate], drop: bool, id: str, sketch: Sketch) -> bool:
    """Add the article to those found if it repeats an earlier one, and say whether it is one to leave out.

    With its first three arguments given by `functools.partial` it is the `leave_out` of a plan.
    """
    duplicate = seen.repeated(id, sketch)
    if duplicate:
        found.append(duplicate)
    return drop and duplicate is not None


def _taken(
    mapped: Mapped, form: Callable[[list[Sentence]], T], plan: Splitting, report: SelectionReport
) -> Iterator[_Made[T]]:
    """What is made of each article that is not left out, counted."""
    conditions = replace(plan.selection, sample=None)
    made: _Made[T]
    told = time.monotonic()
    for made in mapped(partial(_made, plan.split, conditions, plan.leave_out is not None, form)):
        if plan.leave_out and made.sketch and plan.leave_out(made.id, made.sketch):
            report.repetitions += 1
        else:
            report.add(made.counts)
            yield made
        if time.monotonic() - told >= _PAUSE:
            told = time.monotonic()
            plan.progress(f"{report.articles} articles, {report.read} segments so far")


def _write_sample(files: SplitFiles, mapped: Mapped, plan: Splitting, report: SelectionReport) -> None:
    """Draw from what meets the conditions; the lines of all those articles are in a temporary file until then."""
    with TemporaryFile() as lines:

        def candidates() -> Iterator[Sentence]:
            for made in _taken(mapped, _rows, plan, report):
                if made.line:
                    spill((made.id, made.line), lines)
                for row in made.kept:
                    yield Sentence(*row)

        place = 0
        for id, sentences in groupby(draw(candidates(), plan.selection, report), attrgetter("article_id")):
            lines.seek(place)
            other, line = pickle.load(lines)
            while other != id:
                other, line = pickle.load(lines)
            place = lines.tell()
            files.articles.write(line)
            files.sentences.writelines(map(sentence_line, sentences))


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        hint = "free some space there, or set SQLITE_TMPDIR to another folder"
        raise WorkspaceError(f"the temporary database of ids and repetitions: {error}", hint) from error


def _made(
    split: Split, selection: Selection, sketching: bool, form: Callable[[list[Sentence]], T], article: Article
) -> _Made[T]:
    """An article of which nothing is kept is not sketched: one that repeats it is then the first of those alike."""
    counts = SelectionReport()
    kept = [*select(split(article), selection, counts)]
    line = article_line(article) if kept else b""
    sketch = sketch_text(article.text) if sketching and kept else None
    return _Made(article.id, line, sketch, form(kept), counts)


def _joined_lines(sentences: list[Sentence]) -> bytes:
    return b"".join(map(sentence_line, sentences))


def _rows(sentences: list[Sentence]) -> list[tuple[Any, ...]]:
    """Plain tuples, which are cheaper to send between processes than sentences."""
    return [tuple(one.to_row().values()) for one in sentences]
