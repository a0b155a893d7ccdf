"""Spans to which an element gives a value each: whom a span names, or an answer about it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from annotate.agreement.results.sums import Ints
from annotate.records.aligned import AlignedRecords
from annotate.records.contents import actor_of, each_span
from annotate.records.no_answer import NO_ANSWER
from annotate.schema.model import Schema


class ValuedSpans(NamedTuple):
    """The spans of one role with the values that one element gives them.

    Attributes:
        element: what gives the values.
        spans: shape (spans, 4), int: annotator, sentence, start, end.
        values: shape (spans,), int; the number of each span's value.
        labels: what each number means.
    """

    element: str
    spans: Ints
    values: Ints
    labels: tuple[str, ...]


def valued_spans(aligned: AlignedRecords, element: str) -> ValuedSpans | None:
    """The spans with the values that an element gives them; None for an element that gives spans no value."""
    source = _source(aligned.schema, element)
    if source is None:
        return None
    role, value_of = source
    code: dict[str, int] = {}

    def spans_of(record: Any) -> list[tuple[int, int, int]]:
        said = {(span.start, span.end, value_of(span) or str(NO_ANSWER)) for span in each_span(record, role)}
        return [(start, end, code.setdefault(value, len(code))) for start, end, value in sorted(said)]

    table = aligned.table(spans_of, 3)
    labels = tuple(sorted(code))
    number = np.array([labels.index(value) for value in code], dtype=np.intp)
    return ValuedSpans(element, table[:, :4], number[table[:, 4]], labels)


def _source(schema: Schema, element: str) -> tuple[str, Callable[[Any], str | None]] | None:
    """The role whose spans an element gives values, and the value of a span."""
    for role in schema.roles:
        if role.actor and element == role.actor_element:
            return role.name, actor_of
        for attribute in schema.attributes_on(role.name):
            if attribute.name == element and attribute.level != "set":
                return role.name, attrgetter(element)
    return None
