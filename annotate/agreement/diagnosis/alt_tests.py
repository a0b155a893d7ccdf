"""May a model replace an annotator on records: what is compared, element by element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from annotate.agreement.coefficients.alt_test import AltTest, compare_with_humans
from annotate.agreement.coefficients.compare import compare_answers, compare_codes
from annotate.agreement.elements.measure import element_names, units_of
from annotate.agreement.results.sums import Floats
from annotate.errors import InsufficientData
from annotate.records import frames, matches
from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.contents import weights_of
from annotate.schema.model import CLAIM, Schema
from annotate.schema.record import Record


def alt_tests(
    records: Iterable[Record], schema: Schema, model: str, epsilon: float, *, elements: Iterable[str] | None = None
) -> dict[str, AltTest | str]:
    """The test for each element; where it is undefined, why.

    Answers are compared as their level says: sets by MASI, ordinal ones by Krippendorff's distance on the scale as
    humans use it, others by equality. Spans of a role are compared sentence by sentence by the characters in common
    (Dice), and whole claims by soft F1. Which claims are the same one is decided by the humans alone.

    Args:
        records: annotations of humans and of the model, whose annotator name is `model`.
        schema: the schema the records were made under.
        model: the annotator that is a model.
        epsilon: what a human costs more than the model; declared beforehand.
        elements: only these questions, roles and attributes, and "claim" for whole claims.

    Raises:
        InsufficientData: no record is by `model`.
    """
    aligned = align_records(records, schema, left_out=model)
    if model not in aligned.annotators:
        raise InsufficientData(f"there is no annotation by {model}", "write the model's name as in the records")
    humans = [name for name in aligned.annotators if name != model]
    tests: dict[str, AltTest | str] = {}
    for element, alike, articles in _alike(aligned, set(element_names(schema) if elements is None else elements)):
        try:
            test = compare_with_humans(alike, epsilon, articles)
            named = (replace(human, human=humans[int(human.human)]) for human in test.humans)
            tests[element] = replace(test, humans=tuple(named))
        except InsufficientData as error:
            tests[element] = error.message
    return tests


def _alike(aligned: AlignedRecords, elements: set[str]) -> Iterator[tuple[str, Floats, Any]]:
    """Each element, how alike two annotators are in each unit, the model being the last, and the units' articles."""
    schema = aligned.schema
    order = sorted(
        range(len(aligned.annotators)), key=lambda line: (aligned.annotators[line] == aligned.left_out, line)
    )
    for units in units_of(aligned, elements):
        # The steps of a scale are as far apart as the humans alone use it.
        similarity = 1 - units.level.distance(units.labels, units.times(order[:-1]))
        yield units.element, compare_codes(units.codes[order], similarity), units.articles
    columns = [column for column, by in enumerate(aligned.records) if aligned.left_out in by]
    articles = aligned.articles[columns]
    for role in schema.roles:
        if role.name in elements:
            everywhere = aligned.places(role.name)
            spans = [[everywhere[line][column] for column in columns] for line in order]
            yield role.name, compare_answers(spans, frames.dice), articles
    if schema.head and CLAIM in elements:
        everything, weights = aligned.frames, weights_of(schema)
        claims = [[everything[line][column] for column in columns] for line in order]
        yield CLAIM, compare_answers(claims, lambda one, two: 1 - matches.distance(one, two, weights)), articles
