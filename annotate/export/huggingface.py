"""A data set as Hugging Face's `datasets` reads it: Parquet files with typed labels, and a card."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.export.card import Dataset, write_card
from annotate.export.parquet import LABELS, arrow_schema, parquet_row
from annotate.export.rows import Rows

if TYPE_CHECKING:
    import pyarrow

SPLITS = {"": "train", "train": "train", "dev": "validation", "test": "test"}
"""Our names of parts → those of Hugging Face."""

READS = ("in Python:", "  from datasets import load_dataset", '  load_dataset("{path}")')

_AT_ONCE = 10_000


def write_huggingface(dataset: Dataset, folder: Path) -> Counter[str]:
    """Write `data/SPLIT-00000-of-00001.parquet` for each part with rows, and the card; nothing is lost.

    Labels are numbers with names (`ClassLabel`), a missing answer is null, and votes are JSON in a text.
    """
    (folder / "data").mkdir()
    for part in dataset.parts:
        if part.count:
            _write_rows(part.rows, folder / "data" / f"{SPLITS[part.name]}-00000-of-00001.parquet")
    splits = {SPLITS[part.name]: part.count for part in dataset.parts if part.count}
    write_card(dataset, splits, folder / "README.md")
    return Counter()


def _write_rows(rows: Rows, path: Path) -> None:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    columns = arrow_schema(rows.schema, of_annotators=rows.of_annotators, coded=True)
    features = {field.name: _feature(field) for field in columns}
    info = json.dumps({"info": {"features": features}}, ensure_ascii=False)
    columns = columns.with_metadata({"huggingface": info})
    waiting = iter(rows)
    writes: Any = ParquetWriter  # which has no types
    with writes(path, columns, compression="zstd") as writer:
        while batch := list(islice(waiting, _AT_ONCE)):
            lines = [parquet_row(row, rows.schema) for row in batch]
            coded = [{field.name: _coded(line.get(field.name), field) for field in columns} for line in lines]
            writer.write_table(pyarrow.Table.from_pylist(coded, columns))


def _feature(field: pyarrow.Field) -> Any:
    """What `datasets` calls a column; a list with one entry is a list in all its versions."""
    import pyarrow as pa

    names = _names(field)
    if names:
        return {"names": names, "_type": "ClassLabel"}
    if pa.types.is_struct(field.type):
        return {inner.name: _feature(inner) for inner in field.type}
    if pa.types.is_list(field.type):
        return [_feature(field.type.value_field)]
    return {"dtype": str(field.type), "_type": "Value"}


def _coded(value: Any, field: pyarrow.Field) -> Any:
    """A value with the numbers of labels in place of their names."""
    import pyarrow as pa

    if value is None:
        return None
    names = _names(field)
    if names:
        return names.index(value)
    if pa.types.is_struct(field.type):
        return {inner.name: _coded(value.get(inner.name), inner) for inner in field.type}
    if pa.types.is_list(field.type):
        return [_coded(each, field.type.value_field) for each in value]
    return value


def _names(field: pyarrow.Field) -> list[str]:
    return json.loads((field.metadata or {}).get(LABELS, b"[]"))  # type: ignore[no-any-return]
