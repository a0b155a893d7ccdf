"""Tables of articles as Daft reads them, and the columns of the sentences that it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from annotate.corpus.articles import Article
from annotate.corpus.reading.formats import row_article
from annotate.corpus.reading.paths import format_of
from annotate.corpus.reading.read import problem_with
from annotate.errors import CorpusError
from annotate.json_files import json_object

if TYPE_CHECKING:
    import daft

_FILE = "annotate_file"
_JSON = "annotate_json"
_TRIES = 5
"""Requests to object storage before giving up; Daft's own 25 take three minutes to say that nobody answers."""
_PARQUET_TYPES = ({bool}, {str}, {int}, {float, int}, {float})
"""What the values of one column may be together."""


def read_tables(paths: Sequence[str]) -> daft.DataFrame:
    """The rows of Parquet or JSON Lines files, not yet read; `to_article` makes an article of each.

    Lines of JSON are read as text and parsed by our own code, so that a value is what it is on the plain path.
    """
    import daft

    forms = {format_of(Path(path)) for path in paths}
    if forms == {"parquet"}:
        return daft.read_parquet(list(paths), file_path_column=_FILE, io_config=storage())
    if forms == {"jsonl"}:
        lines = daft.read_text(list(paths), file_path_column=_FILE, io_config=storage())
        return lines.with_column_renamed("text", _JSON)
    hint = "leave out --engine daft for other files"
    raise CorpusError("Daft reads tables of one format: Parquet or JSON Lines", hint)


def storage() -> daft.io.IOConfig:
    """How object storage is reached; address and credentials come from the environment, as for any client of S3."""
    from daft.io import IOConfig, S3Config

    return IOConfig(s3=S3Config(num_tries=_TRIES))


def to_article(row: dict[str, Any], columns: Mapping[str, str]) -> tuple[str, Article]:
    """The file that a row of `read_tables` is in, and the article in it.

    Raises:
        CorpusError: the row is not an article, or has no id.
    """
    where = row.pop(_FILE).removeprefix("file://")
    if _JSON in row:
        row = _parsed(row[_JSON].removeprefix("\ufeff"), where)
    if columns["id"] not in row:
        hint = f"its columns are {', '.join(row)}; name the right one with --column id=NAME"
        raise CorpusError(f"{where} has an article with no column {columns['id']!r}", hint)
    article = row_article(row, columns, where.rsplit("/", 1)[-1], "", where)
    if not article.id:
        hint = "give each one an id, or leave out --engine daft, which numbers them"
        raise CorpusError(f"{where} has an article whose {columns['id']!r} is empty", hint)
    if problem := problem_with(article, f"{where}, id {article.id}"):
        raise problem
    return where, article


def _parsed(line: str, where: str) -> dict[str, Any]:
    try:
        return json_object(line)
    except ValueError as error:
        raise CorpusError(f"{where} is not JSON Lines: {error}, in {line[:40]!r}", "correct the line") from error


def article_type(types: Mapping[str, set[type]]) -> daft.DataType:
    """The type of a column that holds what is carried along of each article.

    Args:
        types: of the values there are, by field.

    Raises:
        CorpusError: a field holds values that no one column can.
    """
    from daft import DataType

    of_python = {bool: DataType.bool(), str: DataType.string(), int: DataType.int64(), float: DataType.float64()}
    carried: dict[str, DataType] = {}
    for name, python_types in sorted(types.items()):
        if python_types not in _PARQUET_TYPES:
            kinds = " and ".join(sorted(kind.__name__ for kind in python_types))
            hint = "make them of one kind, or leave out --output"
            raise CorpusError(f"the column {name!r} holds values of different kinds: {kinds}", hint)
        carried[name] = of_python[float if float in python_types else next(iter(python_types))]
    return cast("daft.DataType", DataType.struct(carried))


def sentence_type(article: daft.DataType) -> daft.DataType:
    """The fields of a sentence as in sentences.jsonl."""
    from daft import DataType

    text, number = DataType.string(), DataType.int64()
    sentence = {
        "id": text,
        "article_id": text,
        "index": number,
        "start": number,
        "end": number,
        "text": text,
        "kind": text,
        "paragraph": number,
        "before": DataType.list(text),
        "after": DataType.list(text),
        "article": article,
        "digest": text,
    }
    return cast("daft.DataType", DataType.struct(sentence))
