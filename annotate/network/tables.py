"""Networks as CSV: the edges, the matrix as R reads it, and the statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, Any

from annotate.network.build import Network
from annotate.schema import Schema

EDGE_COLUMNS = ("source", "target", "weight", "low", "high", "distinct", "articles", "note")
MEASURE_COLUMNS = ("measure", "node", "value", "low", "high", "note")
STATEMENT_COLUMNS = ("actor", "concept", "weight", "article_id", "sentence_id", "date", "words")


def write_edges(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write one edge per line; no bounds where there is no interval."""
    rows = [
        [
            edge.source,
            edge.target,
            _number(edge.weight),
            *(map(_number, edge.certainty.bounds) if edge.certainty.bounds else ("", "")),
            "yes" if edge.certainty.is_distinct else "no",
            edge.certainty.articles,
            edge.certainty.note,
        ]
        for edge in network.edges
    ]
    _write(file, EDGE_COLUMNS, rows)


def write_matrix(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write the matrix with the names of rows and columns: `as.matrix(read.csv(FILE, row.names = 1))` in R."""
    rows = ([name, *map(_number, weights)] for name, weights in zip(network.rows, network.matrix, strict=True))
    _write(file, ("", *network.columns), rows)


def write_measures(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write one measure a line, of the whole network first; no value where it is undefined."""
    rows = [
        [
            measure.name,
            measure.node,
            "" if measure.value is None else _number(measure.value),
            *(map(_number, measure.bounds) if measure.bounds else ("", "")),
            measure.note,
        ]
        for measure in network.measures
    ]
    _write(file, MEASURE_COLUMNS, rows)


def write_statements(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write one statement per line, with all answers about its claim."""
    answers = [attribute.name for attribute in schema.claim_attributes if attribute.is_of_text]
    columns = [f"claim.{name}" if name in STATEMENT_COLUMNS else name for name in answers]
    rows = (
        [each.actor, each.concept, _number(each.weight), each.article, each.sentence, each.date, each.words]
        + [each.answers.get(name, "") for name in answers]
        for each in network.statements
    )
    _write(file, (*STATEMENT_COLUMNS, *columns), rows)


def _number(value: float) -> str:
    """Six digits, so that rounding in the last bit changes no file."""
    return f"{value + 0.0:.6g}"


def _write(file: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogatepass", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows(rows)
    text.detach()
