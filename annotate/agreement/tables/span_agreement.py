"""Agreement on a table of spans: F1 and unitizing alpha, of all labels together and of each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import numpy as np

from annotate.agreement.coefficients.continuum import Continuum
from annotate.agreement.coefficients.span_f1 import span_f1
from annotate.agreement.coefficients.unitizing import UnitizingForm, unitizing_alpha
from annotate.agreement.elements.measurements import (
    Measurement,
    SpanLayer,
    attempt,
    count_articles,
    count_spans,
    measure_layer,
)
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Ints
from annotate.agreement.tables.spans import SpanTable
from annotate.errors import ConfigError, InsufficientData

ALL = "all labels"


def measure_span_table(
    table: SpanTable,
    *,
    labels: Collection[str] = (),
    annotators: Collection[str] = (),
    resampling: Resampling | None = None,
) -> list[Measurement]:
    """Measure the spans of each label and, if there are several, of all together: then a label must be the same too.

    Args:
        table: the spans.
        labels: the labels that were asked for; by default all.
        annotators: the annotators that were asked for; by default all.
        resampling: as in `measure`; articles are resampled if the table has them, else units.

    Raises:
        ConfigError: there is no such label.
        InsufficientData: no measure is defined.
    """
    how = resampling or Resampling()
    if unknown := [label for label in labels if label not in table.labels]:
        raise ConfigError(f"the table has no label {unknown[0]}", f"choose from {', '.join(table.labels)}")
    lines = [index for index, name in enumerate(table.annotators) if name in annotators or not annotators]
    spans, seen = table.spans[np.isin(table.spans[:, 0], lines)], table.seen[lines]
    spans = np.column_stack([np.searchsorted(lines, spans[:, 0]), spans[:, 1:]])
    rows: list[Measurement] = []
    if len(table.labels) > 1 and not labels:
        rows += _of_all(table, spans, SpanLayer(ALL, spans[:, :4], seen, table.articles), how)
    for number, label in enumerate(table.labels):
        if label in labels or not labels:
            layer = SpanLayer(label, spans[spans[:, 4] == number, :4], seen, table.articles)
            rows += measure_layer(layer, partial(_lengths, table), how)
    if all(row.agreement.value is None for row in rows):
        raise InsufficientData(rows[0].agreement.reason, "give rows of two annotators for the same units")
    return rows


def _of_all(table: SpanTable, spans: Ints, layer: SpanLayer, how: Resampling) -> list[Measurement]:
    """All labels together: spans of different labels are far from each other, or have different values."""
    width = int(spans[:, 3].max(initial=0)) + 1
    apart = layer.spans.copy()
    apart[:, 2:] += spans[:, 4:] * width

    def alpha(form: UnitizingForm) -> Agreement:
        continuum = Continuum(layer.spans, layer.seen, _lengths(table), spans[:, 4])
        return unitizing_alpha(continuum, form=form, articles=layer.articles, resampling=how)

    measures: dict[str, Callable[[], Agreement]] = {
        "span_f1": partial(span_f1, apart, layer.seen, articles=layer.articles, resampling=how),
        "relaxed_span_f1": partial(span_f1, apart, layer.seen, relaxed=True, articles=layer.articles, resampling=how),
        "unitizing_alpha": partial(alpha, "u"),
        "value_alpha": partial(alpha, "cu"),
    }
    counts = count_spans(layer)
    articles = count_articles(layer.articles, layer.seen)
    return [Measurement(ALL, "role", attempt(name, run, counts), articles=articles) for name, run in measures.items()]


def _lengths(table: SpanTable) -> Ints:
    if table.lengths is None:
        raise InsufficientData(
            f"the length of the unit {table.unknown} is not known", "add a column `length`, or `text`"
        )
    return table.lengths
