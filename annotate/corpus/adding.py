"""Adding articles to a workspace that has some: what is there stays, byte for byte."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self

from annotate.corpus.articles import Article
from annotate.corpus.articles_file import read_articles_file
from annotate.corpus.sentences import digest
from annotate.corpus.stream import SplitFiles
from annotate.errors import CorpusError, WorkspaceError
from annotate.formats import read_numbered_jsonl

_TABLE = "CREATE TABLE articles (id TEXT PRIMARY KEY, digest TEXT, line INTEGER, sentences INTEGER DEFAULT 0)"
_AGAIN = "split all articles again, without --add"


class EarlierArticles:
    """The articles that earlier splits kept; their digests are on disk, so that memory does not grow with them.

    Attributes:
        repeated: how many of the articles to add are among them.

    Raises:
        WorkspaceError: articles.jsonl is missing or broken, or lacks articles of sentences.jsonl.
        RecordError: a line of articles.jsonl is not an article, or its text was changed.
    """

    def __init__(self, articles: Path, sentences: Path) -> None:
        self.repeated = 0
        self._articles_file = articles
        self._sentences_file = sentences
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.execute(_TABLE)
        if sentences.exists():
            self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def articles(self) -> Iterator[Article]:
        """Yield them."""
        if self._sentences_file.exists():
            yield from read_articles_file(self._articles_file)

    def copy_to(self, files: SplitFiles) -> None:
        """Copy what earlier splits wrote, as it is."""
        if self._sentences_file.exists():
            _copy(self._articles_file, files.articles)
            _copy(self._sentences_file, files.sentences)

    def without_these(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles that are new, and count the others.

        Raises:
            CorpusError: one has the id of an earlier article, and another text.
        """
        for article in articles:
            row = self._database.execute("SELECT digest, line FROM articles WHERE id = ?", (article.id,)).fetchone()
            if row is None:
                yield article
            elif row[0] == digest(article.text):
                self.repeated += 1
            else:
                earlier = f"{self._articles_file}:{row[1]}"
                hint = "rename the file, or give the row another id, to have the edited article annotated too"
                raise CorpusError(
                    f"{article.place} and {earlier} both have the article id {article.id!r}, with different texts", hint
                )

    def _read(self) -> None:
        if not self._articles_file.exists():
            raise WorkspaceError(
                f"{self._articles_file} is not there, so nothing can be added to {self._sentences_file}",
                "split the earlier articles again, without --add; this version keeps their texts",
            )
        for line, article in enumerate(read_articles_file(self._articles_file), 1):
            row = (article.id, digest(article.text), line)
            self._database.execute("INSERT OR REPLACE INTO articles (id, digest, line) VALUES (?, ?, ?)", row)
        article_id = None
        for _, sentence in read_numbered_jsonl(self._sentences_file, _AGAIN):
            if sentence.get("article_id") == article_id:
                continue
            article_id = sentence.get("article_id")
            marked = self._database.execute("UPDATE articles SET sentences = 1 WHERE id = ?", (article_id,))
            if not marked.rowcount:
                raise WorkspaceError(
                    f"{self._sentences_file} has the article {article_id!r}, and {self._articles_file} does not", _AGAIN
                )
        for (article_id,) in self._database.execute("SELECT id FROM articles WHERE NOT sentences LIMIT 1"):
            raise WorkspaceError(
                f"{self._articles_file} has the article {article_id!r}, and {self._sentences_file} does not", _AGAIN
            )


def _copy(path: Path, target: IO[bytes]) -> None:
    try:
        with path.open("rb") as file:
            shutil.copyfileobj(file, target)
            if not file.tell():
                return
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":  # an editor may leave the last line without its end
                target.write(b"\n")
    except OSError as error:
        raise WorkspaceError(
            f"cannot read {path}: {error.strerror}", "repair it, or split all articles again"
        ) from error
