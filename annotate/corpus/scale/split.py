"""One function of one article, mapped over tables of them by Daft."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from annotate.corpus.articles import Article
from annotate.corpus.reading.formats import row_article
from annotate.corpus.reading.read import problem_with
from annotate.corpus.scale.failures import daft_errors
from annotate.corpus.scale.folder import whole_folder
from annotate.corpus.scale.tables import FILE, article_type, check_ids, read_tables, sentence_type, storage
from annotate.corpus.selection import EVERYTHING, Selection, SelectionReport, select
from annotate.corpus.sentences import Sentence, sentence_line, split_article
from annotate.errors import CorpusError

if TYPE_CHECKING:
    import daft

Split = Callable[[Article], list[Sentence]]

_LINE = "annotate_line"


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
    with daft_errors(paths, columns):
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
) -> SelectionReport:
    """Split tables of articles into a folder of files, local or in object storage.

    They are split twice, once to be written and once to be counted: Daft cannot do both without holding all rows.

    Args:
        folder: where the files go, new or empty; a local one appears complete or not at all.
        paths: as for `scaled_sentences`.
        split: likewise.
        selection: what to keep; a sample cannot be drawn here.
        columns: as for `scaled_sentences`.
        ray: likewise.
        form: parquet or jsonl.

    Returns:
        How many sentences were read, kept and left out.

    Raises:
        CorpusError: as for `scaled_sentences`, or the selection asks for a sample.
    """
    if selection.sample is not None:
        hint = "leave out --sample, or write to one .jsonl file"
        raise CorpusError("a sample cannot be drawn into a folder", hint)
    with daft_errors(paths, columns), whole_folder(folder) as target:
        from daft import DataType

        frame = _table(_lines(paths, split, selection, columns, ray), article_type(read_tables(paths), columns or {}))
        if form == "parquet":
            frame.write_parquet(target, io_config=storage())
        else:
            frame.write_json(target, ignore_null_fields=True, io_config=storage())
        report = SelectionReport()
        for row in _mapped(_counts_of, DataType.string(), paths, split, selection, columns).iter_rows():
            report.add(SelectionReport(**json.loads(row[_LINE])))
    return report


def _lines(
    paths: Sequence[str], split: Split, selection: Selection, columns: Mapping[str, str] | None, ray: str
) -> daft.DataFrame:
    """One row a sentence, as a line of sentences.jsonl, not yet computed."""
    import daft
    from daft import DataType, col

    if ray:
        daft.set_runner_ray(None if ray == "local" else ray)
    check_ids(read_tables(paths), _names(columns)["id"])
    lines = _mapped(_lines_of, DataType.list(DataType.string()), paths, split, selection, columns).explode(_LINE)
    return lines.where(col(_LINE).not_null())


def _mapped(
    of_row: Callable[..., Any],
    kind: daft.DataType,
    paths: Sequence[str],
    split: Split,
    selection: Selection,
    columns: Mapping[str, str] | None,
) -> daft.DataFrame:
    """One row an article, with what `of_row` makes of it, not yet computed."""
    import daft
    from daft import col
    from daft.functions import to_struct

    frame = read_tables(paths)
    function = daft.func(partial(of_row, split, selection, _names(columns)), return_dtype=kind, use_process=True)
    row: Any = to_struct(*map(col, frame.column_names))
    return frame.select(cast("daft.Expression", function(row)).alias(_LINE))


def _names(columns: Mapping[str, str] | None) -> dict[str, str]:
    return {"text": "text", "id": "id", **(columns or {})}


def _table(lines: daft.DataFrame, article: daft.DataType) -> daft.DataFrame:
    """The fields of every sentence as columns."""
    from daft import col
    from daft.functions import unnest

    sentence = col(_LINE).deserialize("json", sentence_type(article))
    return lines.select(sentence.alias(_LINE)).select(unnest(col(_LINE)))


def _lines_of(split: Split, selection: Selection, columns: Mapping[str, str], row: dict[str, Any]) -> list[str]:
    return [
        sentence_line(one).decode() for one in select(_split_row(split, columns, row), selection, SelectionReport())
    ]


def _counts_of(split: Split, selection: Selection, columns: Mapping[str, str], row: dict[str, Any]) -> str:
    report = SelectionReport()
    for _ in select(_split_row(split, columns, row), selection, report):
        pass
    return json.dumps({field.name: getattr(report, field.name) for field in fields(report)})


def _split_row(split: Split, columns: Mapping[str, str], row: dict[str, Any]) -> list[Sentence]:
    where = row.pop(FILE)
    try:
        article = row_article(row, columns, where.rsplit("/", 1)[-1], "", where)
        problem = problem_with(article, f"{where}, id {article.id}")
    except CorpusError as error:
        problem = error
    if problem:
        raise ValueError(f"CorpusError: {problem.message}")
    return split(article)
