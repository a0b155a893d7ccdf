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
    line = {name: index for index, name in enumerate(aligned.annotators)}
    rows = [
        (line[name], column, start, end, value)
        for column, by in enumerate(aligned.records)
        for name, record in by.items()
        for start, end, value in sorted(
            {(s.start, s.end, value_of(s) or str(NO_ANSWER)) for s in each_span(record, role)}
        )
    ]
    labels = tuple(sorted({value for *_, value in rows}))
    code = {label: index for index, label in enumerate(labels)}
    table = np.array([(*place, code[value]) for *place, value in rows], dtype=np.intp).reshape(-1, 5)
    return ValuedSpans(element, table[:, :4], table[:, 4], labels)


def _source(schema: Schema, element: str) -> tuple[str, Callable[[Any], str | None]] | None:
    """The role whose spans an element gives values, and the value of a span."""
    for role in schema.roles:
        if role.actor and element == f"{role.name}.actor":
            return role.name, actor_of
        for attribute in schema.attributes_on(role.name):
            if attribute.name == element and attribute.level != "set":
                return role.name, attrgetter(element)
    return None
