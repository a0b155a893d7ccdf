"""What to measure on records: every element of the schema, each by the measures of its level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, partial

import numpy as np

from annotate.agreement.elements.measurements import (
    Measurement,
    measure_answers,
    measure_claims,
    measure_spans,
    measure_values,
)
from annotate.agreement.elements.units import Units, actor_units, claim_units, question_units, span_units
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Ints
from annotate.errors import InsufficientData, RecordError
from annotate.records.aligned import AlignedRecords, align_records
from annotate.schema.model import CLAIM, Schema
from annotate.schema.record import Record
from annotate.sentence_id import SentenceId


def measure(
    records: Iterable[Record],
    schema: Schema,
    *,
    elements: Collection[str] | None = None,
    lengths: Mapping[str, int] | None = None,
    resampling: Resampling | None = None,
) -> list[Measurement]:
    """Measure every question, role, attribute and claim of a schema.

    Args:
        records: annotations of one schema, skipped ones included; skipped is missing.
        schema: the schema the records were made under.
        elements: measure only these questions, roles and attributes, and "claim" for whole claims.
        lengths: sentence id → its characters, for unitizing alpha; by default the offsets that end a sentence id.
        resampling: resamples and seed; articles are resampled.

    Returns:
        rows for roles, for questions and attributes, and for claims. A measure that is undefined here is a row with
        its reason.
    """
    return measure_aligned(align_records(records, schema), elements=elements, lengths=lengths, resampling=resampling)


def measure_aligned(
    aligned: AlignedRecords,
    *,
    elements: Collection[str] | None = None,
    lengths: Mapping[str, int] | None = None,
    resampling: Resampling | None = None,
) -> list[Measurement]:
    """The same for records that are laid out already."""
    schema, how = aligned.schema, resampling or Resampling()
    wanted = element_names(schema) if elements is None else elements
    sizes = cache(partial(lengths_of, aligned, lengths))
    rows: list[Measurement] = []
    for role in schema.roles:
        if role.name in wanted:
            rows += measure_spans(aligned, role.name, sizes, how)
    for units in units_of(aligned, wanted):
        rows += measure_answers(units, how)
        rows += measure_values(aligned, units.element, sizes, how)
    if schema.head and (CLAIM in wanted or any(role.name in wanted for role in schema.roles)):
        rows += measure_claims(aligned, wanted, how)
    return rows


def units_of(aligned: AlignedRecords, elements: Collection[str] | None = None) -> Iterator[Units]:
    """The units of every question and attribute, those of spans and actors too."""
    schema = aligned.schema
    wanted = element_names(schema) if elements is None else elements
    for question in schema.sentence_questions:
        if question.name in wanted:
            yield question_units(aligned, question)
    for role in schema.roles:
        if role.actor and role.actor_element in wanted:
            yield actor_units(aligned, role)
    for attribute in schema.claim_attributes:
        if attribute.name in wanted:
            yield claim_units(aligned, attribute)
    for role in schema.roles:
        for attribute in schema.attributes_on(role.name):
            if attribute.name in wanted:
                yield span_units(aligned, attribute)


def element_names(schema: Schema) -> tuple[str, ...]:
    """Every name that `measure` takes in `elements`."""
    return (
        *(question.name for question in schema.sentence_questions),
        *(role.name for role in schema.roles),
        *(role.actor_element for role in schema.roles if role.actor),
        *(attribute.name for attribute in schema.claim_attributes),
        *(attribute.name for role in schema.roles for attribute in schema.attributes_on(role.name)),
        *((CLAIM,) if schema.head else ()),
    )


def lengths_of(aligned: AlignedRecords, lengths: Mapping[str, int] | None = None) -> Ints:
    """The length of each sentence, in characters: as `lengths` says, or else by the offsets that end the sentence's id.

    Raises:
        InsufficientData: one is not known.
    """
    sizes = lengths or {}

    def length(sentence: str) -> int:
        try:
            return sizes[sentence] if sentence in sizes else len(SentenceId.parse(sentence))
        except RecordError as error:
            raise InsufficientData(f"the length of the sentence {sentence} is not known", error.hint) from error

    return np.array([length(sentence) for sentence in aligned.sentences], dtype=np.intp)
