"""Reading a corpus: every file in turn, every article once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from annotate.corpus.articles import Article
from annotate.corpus.reading import formats, json_documents, pages
from annotate.corpus.reading.decode import BROKEN
from annotate.corpus.reading.paths import STDIN, find_files, shown
from annotate.corpus.reading.report import ReadingReport
from annotate.errors import BadArticle, CorpusError


def read_articles(
    paths: Sequence[Path | str],
    encoding: str = "utf-8",
    columns: Mapping[str, str] | None = None,
    form: str = "",
    report: ReadingReport | None = None,
) -> Iterator[Article]:
    """Yield the articles of a corpus one by one, whatever its size.

    Args:
        paths: files, folders, patterns such as `news/*.jsonl.gz`, and `-` for standard input.
        encoding: of the texts; `guess` takes UTF-8 and, failing that, the likeliest other one, with a warning.
        columns: what a table's columns are called, by our name: {"text": "isi", "id": "nomor", "date": "tanggal"}.
        form: the format of standard input: text, html, json, jsonl or csv.
        report: what else there is to say; it also says whether articles that cannot be read are skipped.

    Raises:
        CorpusError: a path is missing, two articles have one id, or, unless such articles are skipped, one is
            unreadable, empty, truncated, binary or in another encoding.
    """
    report = report or ReadingReport()
    names = {"text": "text", "id": "id", **(columns or {})}
    with closing(
        sqlite3.connect("", check_same_thread=False)
    ) as ids:  # on disk, so that memory does not grow with the corpus
        ids.execute("CREATE TABLE ids (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")
        for path, named_form in find_files(paths, report.ignored):
            chosen = form if form and path == STDIN else named_form
            taken = 0
            for where, outcome in _from_file(path, chosen, encoding, names, report):
                problem = outcome if isinstance(outcome, CorpusError) else problem_with(outcome, where)
                if isinstance(outcome, Article) and not problem:
                    _claim(ids, outcome.id, where)
                    taken += 1
                    yield outcome
                elif problem and report.skip_bad and taken and where == shown(path):  # the file broke off
                    taken_before = f"the {taken} articles before that were read"
                    report.unreadable.append(CorpusError(f"{problem.message}; {taken_before}"))
                elif problem and report.skip_bad:
                    report.unreadable.append(problem)
                elif problem:
                    raise problem


def _from_file(
    path: Path, form: str | CorpusError, encoding: str, columns: Mapping[str, str], report: ReadingReport
) -> Iterator[formats.Found]:
    if isinstance(form, CorpusError):
        yield shown(path), form
        return
    is_empty = True
    for found in _found_in_file(path, form, encoding, columns, report):
        is_empty = False
        yield found
    if is_empty:
        yield shown(path), CorpusError(f"{path} has no articles", "add articles to it, remove it, or pass --skip-bad")


def _found_in_file(
    path: Path, form: str, encoding: str, columns: Mapping[str, str], report: ReadingReport
) -> Iterator[formats.Found]:
    try:
        match form:
            case "text":
                yield from formats.text_article(path, encoding)
            case "html":
                yield from pages.html_article(path, encoding, report)
            case "json":
                yield from json_documents.json_articles(path, encoding, columns)
            case "jsonl":
                yield from formats.jsonl_articles(path, encoding, columns)
            case "csv":
                yield from formats.csv_articles(path, encoding, columns)
            case "parquet":
                yield from formats.parquet_articles(path, columns)
            case _:
                raise CorpusError(f"there is no format {form!r}", "choose text, html, json, jsonl or csv")
    except CorpusError as error:
        yield shown(path), error
    except (*BROKEN, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield shown(path), CorpusError(f"cannot read {path}: {reason}", "repair the file, or pass --skip-bad")


def problem_with(article: Article, where: str) -> BadArticle | None:
    """What keeps an article out of a corpus, if anything does."""
    if not any(map(str.isalnum, article.text)):
        return BadArticle(f"{where} is empty", "give it a text, remove it, or pass --skip-bad")
    return None


def _claim(ids: sqlite3.Connection, identifier: str, where: str) -> None:
    try:
        ids.execute("INSERT INTO ids VALUES (?, ?)", (identifier, where))
    except sqlite3.IntegrityError:
        (first,) = ids.execute("SELECT place FROM ids WHERE id = ?", (identifier,)).fetchone()
        hint = "rename one of the files, or name another column with --column id=NAME"
        raise CorpusError(f"{first} and {where} both have the article id {identifier!r}", hint) from None
