"""One function of one article, mapped over tables of them by Daft."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from annotate.corpus.articles import Article
from annotate.corpus.scale.failures import daft_errors, reach, telling
from annotate.corpus.scale.folder import whole_folder
from annotate.corpus.scale.tables import article_type, read_tables, sentence_type, storage, to_article
from annotate.corpus.selecting.select import select
from annotate.corpus.selecting.selection import EVERYTHING, Selection, SelectionReport, require_kept
from annotate.corpus.sentences import Sentence, Split, row_line, split_article
from annotate.errors import CorpusError

if TYPE_CHECKING:
    import daft

_MADE = "annotate_made"

T = TypeVar("T")


class ArticleTables(NamedTuple):
    """Tables of articles, and how Daft reads them.

    Attributes:
        paths: Parquet or JSON Lines files or patterns, local or such as `s3://bucket/news/*.parquet`.
        columns: what the columns are called, by our name, as for `read_articles`; there must be one for the id.
        ray: address of a Ray cluster, `local` to start one; without it, this machine's own processors.
    """

    paths: Sequence[str]
    columns: Mapping[str, str] = MappingProxyType({})
    ray: str = ""


def scaled_sentences(tables: ArticleTables, split: Split = split_article) -> Iterator[Sentence]:
    """Yield the sentences of tables of articles, split by Daft, in no promised order of articles.

    Args:
        tables: the articles.
        split: `split_article`, or a `functools.partial` of it with other arguments.

    Raises:
        CorpusError: Daft is missing, a table cannot be read, an id occurs twice, or an article is empty.
    """
    with daft_errors(tables.paths):
        _check_ids(tables)
        for row in _lines(tables, split, EVERYTHING).iter_rows():
            values = json.loads(row[_MADE])
            yield Sentence(**{**values, "before": tuple(values["before"]), "after": tuple(values["after"])})


def on_daft(tables: ArticleTables, make: Callable[[Article], T]) -> Iterator[T]:
    """Yield what `make` makes of each article of these tables, in no promised order.

    Args:
        tables: the articles.
        make: is sent to the processes, and so must be one that can be pickled.

    Raises:
        CorpusError: as for `scaled_sentences`.
    """
    from daft import DataType

    with daft_errors(tables.paths):
        _check_ids(tables)
        for row in _mapped(partial(_pickled, make), DataType.binary(), tables).iter_rows():
            yield pickle.loads(row[_MADE])


def write_scaled(
    folder: str,
    tables: ArticleTables,
    split: Split = split_article,
    selection: Selection = EVERYTHING,
    form: str = "parquet",
) -> SelectionReport:
    """Split tables of articles into a folder of files, local or in object storage.

    They are split twice, once to be counted and once to be written: Daft cannot do both without holding all rows.

    Args:
        folder: where the files go, new or empty; a local one appears complete or not at all.
        tables: the articles.
        split: as for `scaled_sentences`.
        selection: what to keep; a sample cannot be drawn here.
        form: parquet or jsonl.

    Returns:
        How many sentences were read, kept and left out.

    Raises:
        CorpusError: as for `scaled_sentences`, or the selection asks for a sample.
    """
    if selection.sample is not None:
        raise CorpusError("a sample cannot be drawn into a folder", "leave out --sample, or leave out --output")
    with daft_errors(tables.paths), whole_folder(folder) as target:
        _check_ids(tables)
        report, types = _count(tables, split, selection)
        require_kept(selection, report)
        frame = _table(_lines(tables, split, selection), article_type(types))
        if form == "parquet":
            frame.write_parquet(target, io_config=storage())
        else:
            frame.write_json(target, ignore_null_fields=True, io_config=storage())
    return report


def _check_ids(tables: ArticleTables) -> None:
    import daft
    from daft import DataType, col

    if tables.ray:
        reach(tables.ray)
        daft.set_runner_ray(None if tables.ray == "local" else tables.ray)
    kind = DataType.struct({"id": DataType.string(), "file": DataType.string()})
    made: Any = col(_MADE)
    ids = _mapped(_id_of, kind, tables).select(made["id"], made["file"])
    files: Any = col("file")
    clashes = ids.groupby("id").agg(files.list_agg()).where(files.length() > 1).limit(1).to_pylist()
    if clashes:
        both = " and ".join(sorted(clashes[0]["file"])[:2])
        hint = "make the ids unique, or name another column with --column id=NAME"
        raise CorpusError(f"{both} both have the article id {clashes[0]['id']!r}", hint)
    if not ids.limit(1).count_rows():
        raise CorpusError(f"{', '.join(tables.paths)} has no articles", "add articles to it, or leave it out")


def _count(tables: ArticleTables, split: Split, selection: Selection) -> tuple[SelectionReport, dict[str, set[type]]]:
    """What is kept and left out, and of which types the values are that articles carry along, by field."""
    from daft import DataType

    report = SelectionReport()
    types: dict[str, set[type]] = {}
    for row in _mapped(partial(_counts_of, split, selection), DataType.string(), tables).iter_rows():
        counts, article = json.loads(row[_MADE])
        report.add(SelectionReport(**counts))
        for name, value in article.items():
            types.setdefault(name, set()).add(type(value))
    return report, types


def _lines(tables: ArticleTables, split: Split, selection: Selection) -> daft.DataFrame:
    """One row per sentence, as a line of sentences.jsonl, not yet computed."""
    from daft import DataType, col

    lines = _mapped(partial(_lines_of, split, selection), DataType.list(DataType.string()), tables)
    return lines.explode(_MADE).where(col(_MADE).not_null())


def _table(lines: daft.DataFrame, article: daft.DataType) -> daft.DataFrame:
    """The fields of every sentence as columns."""
    from daft import col
    from daft.functions import unnest

    sentence = col(_MADE).deserialize("json", sentence_type(article))
    return lines.select(sentence.alias(_MADE)).select(unnest(col(_MADE)))


def _mapped(
    make: Callable[[str, Article], Any],
    kind: daft.DataType,
    tables: ArticleTables,
) -> daft.DataFrame:
    """One row per article, with what `make` makes of it, not yet computed."""
    import daft
    from daft import col
    from daft.functions import to_struct

    names = {"text": "text", "id": "id", **tables.columns}
    frame = read_tables(tables.paths)
    function = daft.func(partial(_made, make, names), return_dtype=kind, use_process=True)
    row: Any = to_struct(*map(col, frame.column_names))
    return frame.select(cast("daft.Expression", function(row)).alias(_MADE))


def _made(make: Callable[[str, Article], Any], columns: Mapping[str, str], row: dict[str, Any]) -> Any:
    with telling():
        return make(*to_article(row, columns))


def _pickled(make: Callable[[Article], Any], file: str, article: Article) -> bytes:
    return pickle.dumps(make(article))


def _id_of(file: str, article: Article) -> dict[str, str]:
    return {"id": article.id, "file": file}


def _lines_of(split: Split, selection: Selection, file: str, article: Article) -> list[str]:
    kept = select(split(article), selection, SelectionReport())
    return [row_line(sentence.to_row()).decode() for sentence in kept]


def _counts_of(split: Split, selection: Selection, file: str, article: Article) -> str:
    report = SelectionReport()
    for _ in select(split(article), selection, report):
        pass
    return json.dumps([{field.name: getattr(report, field.name) for field in fields(report)}, article.metadata])
