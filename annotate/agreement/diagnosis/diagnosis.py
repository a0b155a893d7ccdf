"""Where disagreement lies: which categories are confused, who differs, and which sentences cost the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from annotate.agreement.coefficients.patterns import find_patterns
from annotate.agreement.diagnosis.apart import Apart, apart_by_element
from annotate.agreement.elements.measure import element_names
from annotate.agreement.elements.units import Units
from annotate.agreement.results.sums import Floats
from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.contents import each_span
from annotate.schema.model import CLAIM, Schema
from annotate.schema.record import Record

COSTLY = 20


@dataclass(frozen=True)
class Confusion:
    """Two answers given to the same unit: how often, and their share of all disagreement, by their distance."""

    element: str
    answers: tuple[str, str]
    times: int
    share: float


@dataclass(frozen=True)
class Differing:
    """How far an annotator is from the others: mean distance, and that of all pairs, over `units` units.

    `pair` is the other annotator who is furthest away, and `pair_distance` how far.
    """

    element: str
    annotator: str
    distance: float
    overall: float
    units: int
    pair: str
    pair_distance: float

    @property
    def weight(self) -> float:
        """By how much the annotator is further away than all pairs are; a gap on few units weighs less."""
        return float((self.distance - self.overall) * np.sqrt(self.units))


@dataclass(frozen=True)
class Costly:
    """A unit on which annotators differ, and its share of all disagreement.

    `answers` is annotator → answer, `links` annotator → the task's page, where records have one.
    """

    element: str
    unit: str
    sentence_id: str
    share: float
    answers: dict[str, str]
    links: dict[str, str]


@dataclass(frozen=True)
class Diagnosis:
    """What to talk about at the next meeting, worst first."""

    confusions: tuple[Confusion, ...]
    differing: tuple[Differing, ...]
    costly: tuple[Costly, ...]

    def to_json(self) -> dict[str, Any]:
        """The diagnosis as agreement.json has it."""
        return {
            "confusions": [vars(each) for each in self.confusions],
            "differing": [vars(each) for each in self.differing],
            "costly": [vars(each) for each in self.costly],
        }


def diagnose(records: Iterable[Record], schema: Schema, *, elements: Iterable[str] | None = None) -> Diagnosis:
    """Find out where disagreement lies, element by element.

    Args:
        records: annotations of one schema.
        schema: the schema the records were made under.
        elements: only these questions, roles and attributes, and "claim" for whole claims.
    """
    return diagnose_aligned(align_records(records, schema), elements=elements)


def diagnose_aligned(aligned: AlignedRecords, *, elements: Iterable[str] | None = None) -> Diagnosis:
    """The same for records that are laid out already."""
    wanted = set(element_names(aligned.schema) if elements is None else elements)
    confusions: list[Confusion] = []
    differing: list[Differing] = []
    costly: list[Costly] = []
    for apart in apart_by_element(aligned, wanted):
        shown_at: Callable[[int], dict[str, str]]
        if apart.units:
            confusions += _confusions(apart.units)
            shown_at = partial(_answers, apart.units)
        elif apart.element == CLAIM:
            shown_at = partial(_claims_shown, aligned)
        else:
            shown_at = partial(_spans_shown, aligned, apart.element)
        if apart.lost.any():
            differing += _differing(apart.element, aligned.annotators, apart.distances)
            costly += _costly(aligned, apart, shown_at)
    return Diagnosis(
        tuple(sorted(confusions, key=lambda entry: (-entry.times, entry.element, entry.answers))),
        tuple(sorted(differing, key=lambda entry: -entry.weight)),
        tuple(costly),
    )


def _differing(element: str, names: Sequence[str], apart: Floats) -> list[Differing]:
    """Each annotator's distance from the others."""
    present = ~np.isnan(apart)
    overall = float(np.nanmean(apart))
    times = present.sum(axis=2)
    with np.errstate(invalid="ignore"):
        each = np.where(times > 0, np.nansum(apart, axis=2) / np.maximum(times, 1), -1.0)
    found = []
    for line, name in enumerate(names):
        if times[line].any():
            distance_of = float(np.nansum(apart[line]) / times[line].sum())
            other = int(each[line].argmax())
            units = int(present[line].any(axis=0).sum())
            found.append(Differing(element, name, distance_of, overall, units, names[other], float(each[line, other])))
    return found


def _confusions(units: Units) -> list[Confusion]:
    if len(units.annotators) < 2:
        return []
    between = units.level.distance(units.labels, units.times())
    times: Counter[tuple[str, str]] = Counter()
    cost: Counter[tuple[str, str]] = Counter()
    patterns = find_patterns(units.codes, len(units.labels))
    for column, often in zip(patterns.codes.T.tolist(), patterns.times.tolist(), strict=True):
        codes = [code for code in column if code >= 0]
        for one, two in combinations(codes, 2):
            if one != two:
                first, second = sorted((shown(units.labels[one]), shown(units.labels[two])))
                times[first, second] += often
                cost[first, second] += often * between[one, two] / (len(codes) - 1)
    total = sum(cost.values())
    return [Confusion(units.element, pair, count, float(cost[pair] / total)) for pair, count in times.most_common()]


def _costly(aligned: AlignedRecords, apart: Apart, shown_at: Callable[[int], dict[str, str]]) -> list[Costly]:
    costly = []
    lost = apart.lost
    for index in np.argsort(-lost, kind="stable")[:COSTLY]:
        if lost[index] > 0:
            unit = apart.places[index]
            share = float(lost[index] / lost.sum())
            links = _links(aligned, unit.sentence)
            costly.append(Costly(apart.element, str(unit), unit.sentence, share, shown_at(index), links))
    return costly


def _answers(units: Units, index: int) -> dict[str, str]:
    column = zip(units.annotators, units.codes[:, index], strict=True)
    return {name: shown(units.labels[code]) for name, code in column if code >= 0}


def _spans_shown(aligned: AlignedRecords, role: str, index: int) -> dict[str, str]:
    return {name: _words(record, role) for name, record in sorted(aligned.records[index].items())}


def _words(record: Any, role: str) -> str:
    """What was marked as a role in a sentence."""
    found = {(span.start, span.text) for span in each_span(record, role)}
    return "; ".join(text for _, text in sorted(found)) or f"no {role}"


def _claims_shown(aligned: AlignedRecords, index: int) -> dict[str, str]:
    return {name: _claims(record, aligned.schema) for name, record in sorted(aligned.records[index].items())}


def _claims(record: Any, schema: Schema) -> str:
    head = schema.head
    if head is None or not record.claims:
        return "no claim"
    parts = []
    attributes = [attribute for attribute in schema.claim_attributes if attribute.is_of_text]
    for claim in record.claims:
        answers = [shown(answer) for each in attributes if (answer := getattr(claim, each.name))]
        parts.append(f"{getattr(claim, head.name).text} ({', '.join(answers)})")
    return "; ".join(parts)


def shown(answer: Any) -> str:
    """An answer as people read it; a set in braces."""
    if isinstance(answer, frozenset | tuple):
        return f"{{{', '.join(sorted(map(str, answer)))}}}"
    return str(answer)


def _links(aligned: AlignedRecords, sentence: str) -> dict[str, str]:
    by = aligned.records[aligned.sentences.index(sentence)]
    return {name: record.origin.url for name, record in sorted(by.items()) if record.origin}
