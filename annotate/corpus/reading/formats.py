"""One function a format: a file's articles, one by one."""

# mypy: allow-untyped-calls
from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import IO, Any

from annotate.corpus.articles import Article
from annotate.corpus.reading.decode import (
    decode,
    guess_of_table,
    has_control,
    likely_encoding,
    open_bytes,
    refuse_binary,
    table_encoding,
    wrong_encoding,
)
from annotate.corpus.reading.paths import shown, stem
from annotate.errors import BadArticle, CorpusError
from annotate.json_files import json_object

Found = tuple[str, Article | CorpusError]
"""Where it was found, for messages, and the article or what is wrong with it."""

FIELDS = ("text", "id", "source", "outlet", "title", "date", "author", "url", "language")
"""What a table's column may be called by us on the command line."""
_LONGEST_VALUE = 500  # characters of a value that is carried along with every sentence
_DELIMITERS = ",;\t|"


def text_article(path: Path, encoding: str) -> Iterator[Found]:
    """The file is the article."""
    with open_bytes(path) as file:
        text = decode(file.read(), encoding, shown(path))
    yield shown(path), Article(stem(path), text, {"source": shown(path.name)}, shown(path))


def jsonl_articles(path: Path, encoding: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """One JSON object per line."""
    name = table_encoding(path, encoding)
    guess = ""
    with open_bytes(path) as file:
        for number, line in enumerate(_lines(file, name), 1):
            where = f"{shown(path)}:{number}"
            if not line.strip():
                continue
            try:
                may_be_binary = not isinstance(line, bytes) or has_control(line)
                if isinstance(line, bytes):
                    line = line.decode(name)
                if may_be_binary:
                    refuse_binary(line, where)
                row = json_object(line.removeprefix("\ufeff"))
                yield where, row_article(row, columns, shown(path.name), f"{stem(path)}-{number}", where)
            except UnicodeError:
                guess = guess or _guess(path, line)
                yield where, wrong_encoding(where, name, guess)
            except ValueError as error:
                is_array = str(line).lstrip("\ufeff \t").startswith("[")
                hint = (
                    "name the file .json if it is one JSON array"
                    if is_array
                    else "correct the line, or pass --skip-bad"
                )
                yield where, CorpusError(f"{where} is not JSON Lines: {error}", hint)
            except CorpusError as error:
                yield where, error


def _lines(file: IO[bytes], encoding: str) -> Iterator[bytes | str]:
    """Lines as bytes, so that one that is broken can be skipped; as text where a line's end is more than one byte."""
    if "\n".encode(encoding) == b"\n":
        yield from file
        return
    with io.TextIOWrapper(file, encoding, newline="\n") as text:
        yield from text


def _guess(path: Path, line: bytes | str) -> str:
    if path.is_file():
        return guess_of_table(path)
    return likely_encoding(line if isinstance(line, bytes) else b"", str(path))


def csv_articles(path: Path, encoding: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """One row per article; the first row names the columns, and commas, semicolons, tabs or bars part them."""
    csv.field_size_limit(sys.maxsize)
    name = table_encoding(path, encoding)
    name = "utf-8-sig" if name == "utf-8" else name
    with open_bytes(path) as file, io.TextIOWrapper(file, name, newline="") as text:
        try:
            header = text.readline()
            rows = csv.reader(chain([header], text), delimiter=max(_DELIMITERS, key=header.count), strict=True)
            names = next(rows, [])
            if twice := [name for name in columns.values() if names.count(name) > 1]:
                raise CorpusError(f"{shown(path)} has two columns named {twice[0]!r}", "rename one of them")
            for number, values in enumerate(rows, 1):
                where = f"{shown(path)}, row {number}"
                if not values:
                    continue
                try:
                    if len(values) != len(names):
                        raise CorpusError(f"{where} has {len(values)} columns, not {len(names)}", _SKIP)
                    row = dict(zip(names, values, strict=True))
                    yield where, row_article(row, columns, shown(path.name), f"{stem(path)}-{number}", where)
                except CorpusError as error:
                    yield where, error
        except UnicodeError as error:
            name = name.removesuffix("-sig")
            if not path.is_file():
                raise CorpusError(f"{path} is not {name.upper()}", "pass --encoding NAME") from error
            raise wrong_encoding(str(path), name, guess_of_table(path)) from error
        except csv.Error as error:
            raise CorpusError(f"{path} is not CSV: {error}", _SKIP) from error


def parquet_articles(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    """One row per article, read a few at a time."""
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    where = f"{shown(path)}, row {number}"
                    try:
                        yield where, row_article(row, columns, shown(path.name), f"{stem(path)}-{number}", where)
                    except CorpusError as error:
                        yield where, error
    except ArrowException as error:
        raise CorpusError(f"{path} is not Parquet or is truncated: {error}", _SKIP) from error


def row_article(row: Mapping[str, Any], columns: Mapping[str, str], source: str, spare_id: str, where: str) -> Article:
    """The article in one row of a table.

    Args:
        row: values by the table's names.
        columns: the table's names by ours; other columns are metadata under their own.
        source: outlet, where the row names none.
        spare_id: id, where the row has none.
        where: place of the row, for messages.

    Raises:
        CorpusError: there is no text.
    """
    taken = set(columns.values())
    values = {name: value for name, value in row.items() if name not in taken}
    values |= {ours: row.get(theirs) for ours, theirs in columns.items()}
    text = values.pop("text", None)
    if not isinstance(text, str):
        theirs = columns.get("text", "text")
        hint = f"its columns are {', '.join(map(str, row))}; name the right one with --column text=NAME"
        if theirs in row:
            raise BadArticle(
                f"{where} has no text in column {theirs!r}", "give it a text, remove it, or pass --skip-bad"
            )
        raise CorpusError(f"{where} has no text in column {theirs!r}", hint)
    named = values.pop("id", None)
    identifier = spare_id if named in (None, "") or named != named else shown(str(named))  # NaN is missing too
    return Article(identifier, text, known_metadata({"source": source, **values}), where)


def known_metadata(values: Mapping[str, Any]) -> dict[str, Any]:
    """What of these can be carried along with every sentence."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, (date, datetime)):
            kept[name] = value.isoformat()
        elif isinstance(value, str):
            if 0 < len(value) <= _LONGEST_VALUE:
                kept[name] = value
        elif isinstance(value, int) or (isinstance(value, float) and isfinite(value)):  # JSON has no NaN
            kept[name] = value
    return kept


_SKIP = "repair the file, or pass --skip-bad"
