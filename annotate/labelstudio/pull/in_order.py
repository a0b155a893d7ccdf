"""Records in the order of the corpus, in whichever order they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from annotate.corpus import read_sentences
from annotate.errors import RecordError
from annotate.files import cannot_write, write_whole
from annotate.formats import with_format
from annotate.json_files import json_line
from annotate.records.read import FORMAT
from annotate.schema import Record, record_row
from annotate.sentence_id import SentenceId
from annotate.workspace import Workspace

_AFTER_ALL = float("inf")


class _Turn(NamedTuple):
    """What sorts records: the line of the sentence, without one its article and place; then who annotated it."""

    line: float
    article: str
    start: int
    sentence: str
    annotator: str
    repeat: int
    annotation: int


def lines_of_sentences(files: Workspace) -> dict[str, int]:
    """Sentence id → which line it is of sentences.jsonl, or after those of tasks.jsonl.

    Raises:
        WorkspaceError: a file is broken.
    """
    there = (file for file in (files.sentences, files.tasks) if file.exists())
    ids = (sentence.id for file in there for sentence in read_sentences(file))
    return {sentence: line for line, sentence in enumerate(ids)}


@contextmanager
def written_in_order(path: Path, line_of: Mapping[str, int]) -> Iterator[Callable[[Record], None]]:
    """Write records as annotations.jsonl has them: sorted by sentence, and those of a sentence by annotator.

    Until all have come, their lines are in a temporary file beside it.

    Args:
        path: the file, which appears complete or stays as it was.
        line_of: the place of each sentence in the corpus, as far as it is known.

    Raises:
        WorkspaceError: as `write_whole`.
    """
    places: list[tuple[_Turn, int]] = []
    with write_whole(path) as whole, _temporary_file(path) as unsorted:

        def write(record: Record) -> None:
            with _failures_of(path):
                places.append((_turn(record, line_of), unsorted.tell()))
                unsorted.write(json_line(with_format(record_row(record), FORMAT)))

        yield write
        with _failures_of(path):
            for _, place in sorted(places):
                unsorted.seek(place)
                whole.write(unsorted.readline())


@contextmanager
def _temporary_file(path: Path) -> Iterator[IO[bytes]]:
    """A file beside another that is gone afterwards; what it could not write then is not needed any more."""
    with _failures_of(path):
        file = TemporaryFile(dir=path.parent)  # noqa: SIM115 (which fails again on a full disk)
    try:
        yield file
    finally:
        with suppress(OSError):
            file.close()


@contextmanager
def _failures_of(path: Path) -> Iterator[None]:
    """Failures to write, as those of writing a file."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def _turn(record: Record, line_of: Mapping[str, int]) -> _Turn:
    sentence = record.sentence_id
    by_whom = record.annotator, record.repeat or 0, record.origin.annotation if record.origin else 0
    if sentence in line_of:
        return _Turn(line_of[sentence], "", 0, "", *by_whom)
    return _Turn(_AFTER_ALL, record.article_id, _start(sentence), sentence, *by_whom)


def _start(sentence: str) -> int:
    try:
        return SentenceId.parse(sentence).start
    except RecordError:  # others may call the sentence of a task anything
        return 0
