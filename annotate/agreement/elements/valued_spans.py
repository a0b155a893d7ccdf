"""Spans that have a value of their own, one layer for each kind of span: whom it names, or an answer about it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from annotate.agreement.results.intervals import Ints
from annotate.records.contents import actor_of, each_span
from annotate.records.sheet import Sheet
from annotate.schema.model import Schema

UNANSWERED = "(no answer)"


class Layer(NamedTuple):
    """The spans of one role with the values that one element gives them.

    Attributes:
        spans: shape (spans, 4), int: annotator, sentence, start, end.
        values: shape (spans,), int; the number of each span's value.
        labels: what each number stands for.
    """

    spans: Ints
    values: Ints
    labels: tuple[str, ...]


def layer_of(sheet: Sheet, element: str) -> Layer | None:
    """The layer of an element that gives each span one value; None for an element of another kind."""
    source = _source(sheet.schema, element)
    if source is None:
        return None
    role, value_of = source
    line = {name: index for index, name in enumerate(sheet.annotators)}
    rows = [
        (line[name], column, start, end, value)
        for column, by in enumerate(sheet.records)
        for name, record in by.items()
        for start, end, value in sorted({(s.start, s.end, value_of(s) or UNANSWERED) for s in each_span(record, role)})
    ]
    labels = tuple(sorted({value for *_, value in rows}))
    code = {label: index for index, label in enumerate(labels)}
    table = np.array([(*place, code[value]) for *place, value in rows], dtype=np.intp).reshape(-1, 5)
    return Layer(table[:, :4], table[:, 4], labels)


def _source(schema: Schema, element: str) -> tuple[str, Callable[[Any], str | None]] | None:
    """The role whose spans an element gives values, and the value of a span."""
    for role in schema.roles:
        if role.actor and element == f"{role.name}.actor":
            return role.name, actor_of
        for attribute in schema.attributes_on(role.name):
            if attribute.name == element and attribute.level != "set":
                return role.name, attrgetter(element)
    return None
