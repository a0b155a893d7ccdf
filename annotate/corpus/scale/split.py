"""The same split on Daft: on every processor of one machine, or on a Ray cluster.

Tables of articles, in Parquet or JSON Lines, on disk or in object storage, are read, split with the same function as
everywhere else, and written without ever being in memory whole.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from annotate.corpus.articles import Article
from annotate.corpus.reading.formats import row_article
from annotate.corpus.reading.paths import format_of
from annotate.corpus.reading.read import problem_with, read_articles
from annotate.corpus.selection import EVERYTHING, Selection, SelectionReport, select
from annotate.corpus.sentences import Sentence, sentence_line, split_article
from annotate.errors import CorpusError

if TYPE_CHECKING:
    import daft

Split = Callable[[Article], list[Sentence]]

_FILE = "annotate_file"
_LINE = "annotate_line"
_INSTALL = "install it with: pip install 'annotate[scale]'"
_PROBLEM = re.compile(r"CorpusError: (.*)")
_NOT_FOUND = re.compile(r"FileNotFound (\S+)")
_MEND = "mend the table, or leave out --engine daft and pass --skip-bad"
_UNREACHABLE = ("credentials", "SocketError", "Generic s3 error", "Unauthorized", "Forbidden")
_TRIES = 5
"""Requests to object storage before giving up; Daft's own 25 take three minutes to say that nobody answers."""


def scaled_sentences(
    paths: Sequence[str], split: Split = split_article, columns: Mapping[str, str] | None = None, ray: str = ""
) -> Iterator[Sentence]:
    """Yield the sentences of tables of articles, split by Daft, in no promised order of articles.

    Args:
        paths: Parquet or JSON Lines files or patterns, local or such as `s3://bucket/news/*.parquet`.
        split: `split_article`, or a `functools.partial` of it with other arguments.
        columns: what the columns are called, by our name, as for `read_articles`; there must be one for the id.
        ray: address of a Ray cluster, `local` to start one; without it, this machine's own processors.

    Raises:
        CorpusError: Daft is missing, a table cannot be read, an id occurs twice, or an article is empty.
    """
    with _daft_errors(paths, columns):
        for row in _lines(paths, split, EVERYTHING, columns, ray).iter_rows():
            values = json.loads(row[_LINE])
            yield Sentence(**{**values, "before": tuple(values["before"]), "after": tuple(values["after"])})


def write_scaled(
    folder: str,
    paths: Sequence[str],
    split: Split = split_article,
    selection: Selection = EVERYTHING,
    columns: Mapping[str, str] | None = None,
    ray: str = "",
    form: str = "parquet",
) -> None:
    """Split tables of articles into a folder of files, local or in object storage.

    Args:
        folder: where the files go, new or empty; a local one appears complete or not at all.
        paths: as for `scaled_sentences`.
        split: likewise.
        selection: what to keep; a sample cannot be drawn here.
        columns: as for `scaled_sentences`.
        ray: likewise.
        form: parquet or jsonl.

    Raises:
        CorpusError: as for `scaled_sentences`, or the selection asks for a sample.
    """
    if selection.sample is not None:
        hint = "leave out --sample, or write to one .jsonl file"
        raise CorpusError("a sample cannot be drawn into a folder", hint)
    with _daft_errors(paths, columns), _whole_folder(folder) as target:
        frame = _table(_lines(paths, split, selection, columns, ray), _article_type(_read(paths), columns or {}))
        if form == "parquet":
            frame.write_parquet(target, io_config=_storage())
        else:
            frame.write_json(target, ignore_null_fields=True, io_config=_storage())


def _lines(
    paths: Sequence[str], split: Split, selection: Selection, columns: Mapping[str, str] | None, ray: str
) -> daft.DataFrame:
    """One row a sentence, as a line of sentences.jsonl, not yet computed."""
    import daft
    from daft import DataType, col
    from daft.functions import to_struct

    if ray:
        daft.set_runner_ray(None if ray == "local" else ray)
    names = {"text": "text", "id": "id", **(columns or {})}
    frame = _read(paths)
    _check_ids(frame, names["id"])
    split_row = daft.func(
        partial(_split_row, split, selection, names), return_dtype=DataType.list(DataType.string()), use_process=True
    )
    row: Any = to_struct(*map(col, frame.column_names))
    lines = frame.select(cast("daft.Expression", split_row(row)).alias(_LINE)).explode(_LINE)
    return lines.where(col(_LINE).not_null())


def _table(lines: daft.DataFrame, article: daft.DataType) -> daft.DataFrame:
    """The fields of every sentence as columns."""
    from daft import col
    from daft.functions import unnest

    sentence = col(_LINE).deserialize("json", _sentence_type(article))
    return lines.select(sentence.alias(_LINE)).select(unnest(col(_LINE)))


def _split_row(split: Split, selection: Selection, columns: Mapping[str, str], row: dict[str, Any]) -> list[str]:
    where = row.pop(_FILE)
    try:
        article = row_article(row, columns, where.rsplit("/", 1)[-1], "", where)
        problem = problem_with(article, f"{where}, id {article.id}")
    except CorpusError as error:
        problem = error
    if problem:
        raise ValueError(f"CorpusError: {problem.message}")
    kept = select(split(article), selection, SelectionReport())
    return [sentence_line(sentence).decode() for sentence in kept]


def _read(paths: Sequence[str]) -> daft.DataFrame:
    import daft
    from daft import DataType

    forms = {format_of(Path(path)) for path in paths}
    if forms == {"parquet"}:
        return daft.read_parquet(list(paths), file_path_column=_FILE, io_config=_storage())
    if forms == {"jsonl"}:
        schema = daft.read_json(list(paths), io_config=_storage()).schema()
        texts = {field.name: DataType.string() for field in schema if _is_time(field.dtype)}
        return daft.read_json(list(paths), schema=texts, file_path_column=_FILE, io_config=_storage())
    hint = "leave out --engine daft for other files"
    raise CorpusError("Daft reads tables of one format: Parquet or JSON Lines", hint)


def _storage() -> daft.io.IOConfig:
    """How object storage is reached; address and credentials come from the environment, as for any client of S3."""
    from daft.io import IOConfig, S3Config

    return IOConfig(s3=S3Config(num_tries=_TRIES))


def _check_ids(frame: daft.DataFrame, name: str) -> None:
    from daft import col

    if name not in frame.column_names:
        hint = f"it has {', '.join(frame.column_names[:-1])}; name the one with --column id=NAME"
        raise CorpusError(f"the table has no column {name!r}", hint)
    places = frame.select(col(name), col(_FILE)).groupby(name).agg(col(_FILE).list_agg())
    files_of_id: Any = col(_FILE).length()
    clashes = places.where(files_of_id > 1).limit(1).to_pylist()
    if clashes:
        files = " and ".join(sorted(clashes[0][_FILE])[:2]).replace("file://", "")
        hint = "make the ids unique, or name another column with --column id=NAME"
        raise CorpusError(f"{files} both have the article id {clashes[0][name]!r}", hint)


def _article_type(frame: daft.DataFrame, columns: Mapping[str, str]) -> daft.DataType:
    """What is carried along of an article: its plain columns; dates become text, as in every other format."""
    from daft import DataType

    ours = {theirs: name for name, theirs in columns.items()}
    carried: dict[str, DataType] = {"source": DataType.string()}
    for field in frame.schema():
        name = ours.get(field.name, field.name)
        if name in ("text", "id") or field.name == _FILE:
            continue
        if _is_time(field.dtype) or field.dtype.is_string():
            carried[name] = DataType.string()
        elif field.dtype.is_numeric() or field.dtype.is_boolean():
            carried[name] = field.dtype
    return cast("daft.DataType", DataType.struct(carried))


def _is_time(kind: daft.DataType) -> bool:
    return bool(kind.is_date() or kind.is_timestamp() or kind.is_time())


def _sentence_type(article: daft.DataType) -> daft.DataType:
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


@contextmanager
def _whole_folder(folder: str) -> Iterator[str]:
    """A place to write to that becomes `folder` when all is written; object storage is written directly."""
    if "://" in folder:
        if _holds_files(folder):
            raise CorpusError(f"{folder} is not empty", "choose a new folder, or delete what is there")
        yield folder
        return
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise CorpusError(f"{folder} is not empty", "choose a new folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as partial_folder:
        yield f"{partial_folder}/whole"
        Path(partial_folder, "whole").replace(target)


def _holds_files(folder: str) -> bool:
    import daft
    from daft.exceptions import DaftCoreException

    try:
        daft.read_json(f"{folder.rstrip('/')}/**", io_config=_storage())
    except FileNotFoundError:
        return False
    except DaftCoreException:  # files, but of another format
        return True
    return True


@contextmanager
def _daft_errors(paths: Sequence[str], columns: Mapping[str, str] | None) -> Iterator[None]:
    try:
        from daft.exceptions import DaftCoreException
    except ImportError as error:
        raise CorpusError("the engine daft needs the package daft", _INSTALL) from error
    try:
        yield
    except (DaftCoreException, FileNotFoundError, RuntimeError) as error:  # RuntimeError: raised in its own process
        _raise_plainly(str(error), paths, columns)
        raise CorpusError(
            f"Daft could not read {', '.join(paths)}: {str(error).splitlines()[0]}",
            "mend the tables, or look at them with another tool",
        ) from error


def _raise_plainly(message: str, paths: Sequence[str], columns: Mapping[str, str] | None) -> None:
    """Say what Daft says so that a user knows which table is meant and what to do."""
    if found := _PROBLEM.search(message):
        raise CorpusError(found[1], _MEND)
    if found := _NOT_FOUND.search(message):
        raise CorpusError(f"{found[1]} does not exist", "check the spelling of the path")
    if any(sign in message for sign in _UNREACHABLE):
        hint = "check the bucket, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        raise CorpusError(f"object storage cannot be used: {message.splitlines()[-1].strip()}", hint)
    if not any("://" in path for path in paths):
        bad: list[CorpusError] = []
        for _ in read_articles(paths, columns=columns, bad=bad):  # which names the file and the line that Daft does not
            if bad:
                break
        if bad:
            raise CorpusError(bad[0].message, _MEND)
