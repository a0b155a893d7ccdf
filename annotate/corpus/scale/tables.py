"""Tables of articles as Daft reads them, and the columns of the sentences that it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from annotate.corpus.reading.paths import format_of
from annotate.errors import CorpusError

if TYPE_CHECKING:
    import daft

FILE = "annotate_file"
"""The column that says from which file a row is."""
_TRIES = 5
"""Requests to object storage before giving up; Daft's own 25 take three minutes to say that nobody answers."""


def read_tables(paths: Sequence[str]) -> daft.DataFrame:
    """The rows of Parquet or JSON Lines files, not yet read, with the file of each."""
    import daft
    from daft import DataType

    forms = {format_of(Path(path)) for path in paths}
    if forms == {"parquet"}:
        return daft.read_parquet(list(paths), file_path_column=FILE, io_config=storage())
    if forms == {"jsonl"}:
        schema = daft.read_json(list(paths), io_config=storage()).schema()
        texts = {field.name: DataType.string() for field in schema if _is_time(field.dtype)}
        return daft.read_json(list(paths), schema=texts, file_path_column=FILE, io_config=storage())
    hint = "leave out --engine daft for other files"
    raise CorpusError("Daft reads tables of one format: Parquet or JSON Lines", hint)


def storage() -> daft.io.IOConfig:
    """How object storage is reached; address and credentials come from the environment, as for any client of S3."""
    from daft.io import IOConfig, S3Config

    return IOConfig(s3=S3Config(num_tries=_TRIES))


def check_ids(frame: daft.DataFrame, name: str) -> None:
    """See that the column with the ids is there and that no id occurs twice."""
    from daft import col

    if name not in frame.column_names:
        hint = f"it has {', '.join(frame.column_names[:-1])}; name the one with --column id=NAME"
        raise CorpusError(f"the table has no column {name!r}", hint)
    places = frame.select(col(name), col(FILE)).groupby(name).agg(col(FILE).list_agg())
    files_of_id: Any = col(FILE).length()
    clashes = places.where(files_of_id > 1).limit(1).to_pylist()
    if clashes:
        files = " and ".join(sorted(clashes[0][FILE])[:2]).replace("file://", "")
        hint = "make the ids unique, or name another column with --column id=NAME"
        raise CorpusError(f"{files} both have the article id {clashes[0][name]!r}", hint)


def article_type(frame: daft.DataFrame, columns: Mapping[str, str]) -> daft.DataType:
    """What is carried along of an article: its plain columns; dates become text, as in every other format."""
    from daft import DataType

    ours = {theirs: name for name, theirs in columns.items()}
    carried: dict[str, DataType] = {"source": DataType.string()}
    for field in frame.schema():
        name = ours.get(field.name, field.name)
        if name in ("text", "id") or field.name == FILE:
            continue
        if _is_time(field.dtype) or field.dtype.is_string():
            carried[name] = DataType.string()
        elif field.dtype.is_numeric() or field.dtype.is_boolean():
            carried[name] = field.dtype
    return cast("daft.DataType", DataType.struct(carried))


def _is_time(kind: daft.DataType) -> bool:
    return bool(kind.is_date() or kind.is_timestamp() or kind.is_time())


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
