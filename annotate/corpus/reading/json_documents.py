"""JSON documents of articles: an array of objects, an object with such a list, or JSON Lines that are called .json."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from annotate.corpus.reading.decode import guess_of_table, open_bytes, table_encoding, wrong_encoding
from annotate.corpus.reading.formats import Found, row_article
from annotate.corpus.reading.paths import shown, stem
from annotate.errors import CorpusError

_CHUNK = 1_000_000  # characters read at once
_LIST = 'save only the articles, as [{"text": …}, …]'
_SPACE = " \t\r\n\ufeff"


def json_articles(path: Path, encoding: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """The objects of the document, one by one; of an array, no more than one is in memory."""
    name = table_encoding(path, encoding)
    number = 0
    try:
        with open_bytes(path) as file, io.TextIOWrapper(file, name) as text:
            for number, row in enumerate(_rows(_Values(text), path, columns), 1):
                where = f"{shown(path)}, article {number}"
                try:
                    if not isinstance(row, dict):
                        raise CorpusError(f"{where} is not an object", 'write it as {"text": …}, or pass --skip-bad')
                    yield where, row_article(row, columns, shown(path.name), f"{stem(path)}-{number}", where)
                except CorpusError as error:
                    yield where, error
    except UnicodeError as error:
        if not path.is_file():
            raise CorpusError(f"{path} is not {name.upper()}", "pass --encoding NAME") from error
        raise wrong_encoding(str(path), name, guess_of_table(path)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        place = f"after article {number}: " if number else ""
        raise CorpusError(f"{path} is not JSON: {place}{reason}", "repair the file, or pass --skip-bad") from error


def _rows(values: _Values, path: Path, columns: Mapping[str, str]) -> Iterator[Any]:
    if values.next_character() == "[":
        rows = values.elements()
    else:
        first = values.value()
        is_alone = not values.next_character()  # other than in JSON Lines
        rows = iter(_articles_of(first, path, columns)) if is_alone else _chained(first, values)
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("data"), dict) and columns["text"] not in row:
            hint = "read an export with: annotate pull --from FILE"
            raise CorpusError(f"{path} has tasks of Label Studio, not articles", hint)
        yield row


def _chained(first: Any, values: _Values) -> Iterator[Any]:
    yield first
    while values.next_character():
        yield values.value()


def _articles_of(document: Any, path: Path, columns: Mapping[str, str]) -> list[Any]:
    """The articles of a document that is not an array: itself, or the only list of objects that it has."""
    if not isinstance(document, dict):
        raise CorpusError(f"{path} is JSON, but not a list of articles", _LIST)
    if columns["text"] in document or isinstance(document.get("data"), dict):
        return [document]
    lists = {key: value for key, value in document.items() if isinstance(value, list) and _are_objects(value)}
    if len(lists) == 1:
        return next(iter(lists.values()))
    keys = ", ".join(lists or document) or "no keys"
    kind = "several lists" if lists else "no list of articles"
    raise CorpusError(f"{path} is a JSON object with {kind}: {keys}", _LIST)


def _are_objects(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


class _Values:
    """The JSON values in a text, decoded as they are asked for."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text = ""
        self._place = 0
        self._decoder = json.JSONDecoder()

    def next_character(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            while self._place < len(self._text):
                if self._text[self._place] not in _SPACE:
                    return self._text[self._place]
                self._place += 1
            if not self._read_on():
                return ""

    def value(self) -> Any:
        """The next value."""
        self.next_character()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError:
                if not self._read_on():
                    raise
                continue
            # A number may go on in what was not read yet.
            if end < len(self._text) or isinstance(value, dict | list) or not self._read_on():
                self._place = end
                return value

    def elements(self) -> Iterator[Any]:
        """The elements of the array that begins here, to its end and that of the text."""
        self._place += 1
        if self.next_character() == "]":
            self._place += 1
        else:
            while True:
                yield self.value()
                mark = self.next_character()
                self._place += 1
                if mark == "]":
                    break
                if mark != ",":
                    raise json.JSONDecodeError("Expecting ',' or ']'", self._text, self._place)
        if self.next_character():
            raise json.JSONDecodeError("Extra data", self._text, self._place)

    def _read_on(self) -> bool:
        """Read as much again as is left, so that a long value is not decoded again and again."""
        rest = self._text[self._place :]
        more = self._file.read(max(_CHUNK, len(rest)))
        self._text, self._place = rest + more, 0
        return bool(more)
