"""A data set as Hugging Face's `datasets` reads it: Parquet files with typed labels, and a card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.export.card import Dataset, write_card
from annotate.export.parquet import AT_ONCE, LABELS, arrow_schema, arrow_table, parquet_row
from annotate.export.rows import Rows
from annotate.json_files import JsonObject

if TYPE_CHECKING:
    import pyarrow

SPLITS = {"": "train", "train": "train", "dev": "validation", "test": "test"}
"""Our names of parts → those of Hugging Face."""

READS = ("in Python:", "  from datasets import load_dataset", '  load_dataset("{path}")')


def write_huggingface(dataset: Dataset, folder: Path) -> Counter[str]:
    """Write `data/SPLIT-00000-of-00001.parquet` for each part with rows, and the card; what is lost is as in Parquet.

    Labels are numbers with names (`ClassLabel`), a missing answer is null, and votes are JSON in a text.
    """
    losses: Counter[str] = Counter()
    (folder / "data").mkdir()
    for part in dataset.parts:
        if part.count:
            _write_rows(part.rows, losses, folder / "data" / f"{SPLITS[part.name]}-00000-of-00001.parquet")
    splits = {SPLITS[part.name]: part.count for part in dataset.parts if part.count}
    write_card(dataset, splits, folder / "README.md")
    return losses


def _write_rows(rows: Rows, losses: Counter[str], path: Path) -> None:
    from pyarrow.parquet import ParquetWriter

    columns = arrow_schema(rows.schema, of_annotators=rows.of_annotators, coded=True)
    features = {field.name: _feature(field) for field in columns}
    info = json.dumps({"info": {"features": features}}, ensure_ascii=False)
    columns = columns.with_metadata({"huggingface": info})
    coders = {field.name: coder for field in columns if (coder := _coder(field))}
    waiting = iter(rows)
    writes: Any = ParquetWriter  # which has no types
    with writes(path, columns, compression="zstd") as writer:
        while batch := list(islice(waiting, AT_ONCE)):
            lines = [_coded(parquet_row(row, rows.schema), coders) for row in batch]
            writer.write_table(arrow_table(lines, columns, losses))


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


def _coder(field: pyarrow.Field) -> Callable[[Any], Any] | None:
    """What puts the numbers of labels in the place of their names in a value that is not None; None if it has none."""
    import pyarrow as pa

    names = _names(field)
    if names:
        return {name: number for number, name in enumerate(names)}.__getitem__
    if pa.types.is_struct(field.type):
        inner = {part.name: coder for part in field.type if (coder := _coder(part))}
        return partial(_coded, coders=inner) if inner else None
    if pa.types.is_list(field.type) and (of_one := _coder(field.type.value_field)):
        return lambda values: [of_one(value) for value in values]
    return None


def _coded(values: JsonObject, coders: Mapping[str, Callable[[Any], Any]]) -> JsonObject:
    return values | {name: code(values[name]) for name, code in coders.items() if values.get(name) is not None}


def _names(field: pyarrow.Field) -> list[str]:
    return json.loads((field.metadata or {}).get(LABELS, b"[]"))  # type: ignore[no-any-return]
