"""`annotate agreement --spans`: which table of spans, and how it was understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.cli.agreement.of_table import named_columns
from annotate.cli.boundary import tell
from annotate.counting import count, some

if TYPE_CHECKING:
    from annotate.agreement.tables.spans import SpanTable

_GAMMA = (
    "γ is not computed: its chance is drawn at random and its distances have weights to choose, so it has no interval "
    "over articles; pygamma-agreement computes it"
)


def chosen_spans(file: str, columns: Sequence[str], encoding: str, *, trim: bool) -> SpanTable:
    """Read the table of spans that was asked for, and say in three lines how it was understood."""
    from annotate.agreement import read_spans
    from annotate.agreement.tables.read import TableReading
    from annotate.agreement.tables.spans import SPAN_FIELDS

    reading = TableReading(columns=named_columns(columns, SPAN_FIELDS), encoding=encoding)
    table = read_spans(Path(file), reading, trim=trim)
    tell(f"annotate: the table: {table.layout}")
    nothing = int(table.seen.sum()) - len({tuple(span[:2]) for span in table.spans.tolist()})
    tell(
        f"annotate: {count(len(table.annotators), 'annotator')}, {count(len(table.units), 'unit')}, "
        f"{count(len(table.spans), 'span')}; {count(nothing, 'time')} a unit was seen and nothing marked"
    )
    tell(f"annotate: {count(len(table.labels), 'label')}: {some(table.labels)}")
    for note in (*table.notes, _GAMMA):
        tell(f"annotate: {note}")
    return table


def spans_document(table: SpanTable) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "layout": table.layout,
        "annotators": list(table.annotators),
        "units": len(table.units),
        "spans": len(table.spans),
        "labels": list(table.labels),
        "notes": list(table.notes),
    }
