"""articles.jsonl: the articles as they were read, of which sentences.jsonl has parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.corpus.articles import Article
from annotate.corpus.sentences import digest, row_line
from annotate.errors import RecordError, WorkspaceError
from annotate.formats import format_of, read_numbered_jsonl, with_format
from annotate.json_files import JsonObject, json_object, write_lines

FORMAT = 1
_HINT = "make it again with: annotate split"
_FIELDS = ("id", "text", "source", "digest")


def article_line(article: Article) -> bytes:
    """One line of articles.jsonl, with its newline."""
    source = str(article.metadata.get("source", ""))
    row = {"id": article.id, "text": article.text, "source": source, "digest": digest(article.text)}
    return row_line(with_format(row, FORMAT))


def write_articles(path: Path, articles: Iterable[Article]) -> None:
    """Write one article per line, the file whole or not at all."""
    write_lines(path, map(article_line, articles))


def read_articles_file(path: Path) -> Iterator[Article]:
    """Yield the articles that `annotate split` kept, with their source, in the order of the file.

    Raises:
        WorkspaceError: the file is missing, truncated, not JSON Lines, or written by a newer version.
        RecordError: a line is not an article, or its text was changed; names file, line and field.
    """
    for number, row in read_numbered_jsonl(path, _HINT, FORMAT):
        yield _article(row, path, number)


class ArticleTexts(Mapping[str, str]):
    """The texts of articles.jsonl by the articles' ids, read when they are asked for: memory holds their places only.

    Raises:
        WorkspaceError: the file is missing, not JSON Lines, or has an article twice.
        RecordError: when a text is asked for that was changed since.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        place = 0
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    identifier = self._row(line, number).get("id")
                    if not isinstance(identifier, str):
                        raise RecordError("is not a text", _HINT, file=path, line=number, field="id")
                    if identifier in self._places:
                        raise WorkspaceError(f"{path} has the article {identifier!r} twice", _HINT)
                    self._places[identifier] = (place, number)
                    place += len(line)
        except OSError as error:
            raise WorkspaceError(f"cannot read {path}: {error.strerror}", _HINT) from error

    def __getitem__(self, identifier: str) -> str:
        place, number = self._places[identifier]
        with self._path.open("rb") as file:
            file.seek(place)
            return _article(self._row(file.readline(), number), self._path, number).text

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _row(self, line: bytes, number: int) -> JsonObject:
        try:
            row = json_object(line)
        except ValueError as error:
            raise WorkspaceError(f"{self._path}:{number} is broken: {error}", _HINT) from error
        format_of(row, FORMAT, self._path, number)
        return row


def _article(row: Mapping[str, Any], path: Path, number: int) -> Article:
    for name in _FIELDS:
        if not isinstance(row.get(name), str):
            raise RecordError("is missing or not a text", _HINT, file=path, line=number, field=name)
    if digest(row["text"]) != row["digest"]:
        raise RecordError("does not agree with the text", _HINT, file=path, line=number, field="digest")
    return Article(row["id"], row["text"], {"source": row["source"]} if row["source"] else {})
