"""Where disagreement lies: which categories are confused, who differs, and which sentences cost the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from annotate.agreement import distance
from annotate.agreement.frames import distance as frame_distance
from annotate.agreement.plan import each_units
from annotate.agreement.resample import Floats
from annotate.agreement.sheet import Sheet, Units, frames_of, read_sheet, weights_of
from annotate.schema.model import CLAIM, Schema
from annotate.schema.record import Record

COSTLY = 20


@dataclass(frozen=True)
class Confusion:
    """Two answers given to the same unit: how often, and as a share of all disagreement."""

    element: str
    answers: tuple[str, str]
    times: int
    share: float


@dataclass(frozen=True)
class Differing:
    """How far an annotator is from the others: mean distance, and that of all pairs, over `units` units."""

    element: str
    annotator: str
    distance: float
    overall: float
    units: int


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
        elements: only these questions and attributes, and "claim" for whole claims.
    """
    sheet = read_sheet(records, schema)
    wanted = None if elements is None else set(elements)
    confusions: list[Confusion] = []
    differing: list[Differing] = []
    costly: list[Costly] = []
    for _, level, units in each_units(sheet, wanted):
        found, lost = _disagreement(units, level)
        if lost.any():
            confusions += _confusions(units)
            differing += found
            costly += _costly_answers(sheet, units, lost)
    if schema.head and (wanted is None or CLAIM in wanted):
        costly += _costly_claims(sheet)
    return Diagnosis(
        tuple(sorted(confusions, key=lambda each: (-each.times, each.element, each.answers))),
        tuple(sorted(differing, key=lambda each: each.overall - each.distance)),
        tuple(costly),
    )


def _disagreement(units: Units, level: str) -> tuple[list[Differing], Floats]:
    """Each annotator's distance from the others, and the disagreement of each unit, shape (units,)."""
    between = _between(units, level)
    present = units.codes >= 0
    judges = present.sum(axis=0)
    apart = np.zeros((len(units.annotators), len(units.ids)))
    for one, two in combinations(range(len(units.annotators)), 2):
        both = present[one] & present[two]
        gap = np.where(both, between[units.codes[one], units.codes[two]], 0.0)
        apart[one] += gap
        apart[two] += gap
    pairs = np.where(present, judges - 1, 0)
    lost = np.where(judges > 1, apart.sum(axis=0) / np.maximum(judges - 1, 1), 0.0)
    overall = float(apart.sum() / max(pairs.sum(), 1))
    found = [
        Differing(
            units.element, name, float(apart[line].sum() / pairs[line].sum()), overall, int((pairs[line] > 0).sum())
        )
        for line, name in enumerate(units.annotators)
        if pairs[line].sum()
    ]
    return found, lost


def _between(units: Units, level: str) -> Floats:
    """The distance of each two answers; ordinal ones are scaled so that the ends of the scale are 1 apart."""
    if level == "set":
        return distance.matrix(units.labels, distance.masi)
    if level == "ordinal":
        totals = np.bincount(units.codes[units.codes >= 0], minlength=len(units.labels)).astype(float)
        found = distance.ordinal(totals)
        return np.asarray(found / max(float(found.max()), 1.0))
    return 1 - np.eye(max(1, len(units.labels)))


def _confusions(units: Units) -> list[Confusion]:
    times: Counter[tuple[str, str]] = Counter()
    for column in units.codes.T:
        for one, two in combinations([code for code in column if code >= 0], 2):
            if one != two:
                first, second = sorted((shown(units.labels[one]), shown(units.labels[two])))
                times[first, second] += 1
    return [Confusion(units.element, answers, count, count / times.total()) for answers, count in times.most_common()]


def _costly_answers(sheet: Sheet, units: Units, lost: Floats) -> list[Costly]:
    worst = [index for index in np.argsort(-lost, kind="stable")[:COSTLY] if lost[index] > 0]
    found = []
    for index in worst:
        answers = {
            name: shown(units.labels[code])
            for name, code in zip(units.annotators, units.codes[:, index], strict=True)
            if code >= 0
        }
        sentence = units.ids[index].partition("#")[0]
        share = float(lost[index] / lost.sum())
        found.append(Costly(units.element, units.ids[index], sentence, share, answers, _links(sheet, sentence)))
    return found


def _costly_claims(sheet: Sheet) -> list[Costly]:
    frames, schema = frames_of(sheet), sheet.schema
    weights = weights_of(schema)
    lost = []
    for column in range(len(sheet.sentences)):
        seen = [line[column] or () for line in frames if line[column] is not None]
        apart = [frame_distance(one, two, weights) for one, two in combinations(seen, 2)]
        lost.append(2 * sum(apart) / max(1, len(seen) - 1))
    total = sum(lost)
    found = []
    for index in sorted(range(len(lost)), key=lambda column: -lost[column])[:COSTLY]:
        if lost[index] > 0:
            answers = {name: _claims_shown(record, schema) for name, record in sorted(sheet.records[index].items())}
            sentence = sheet.sentences[index]
            found.append(Costly(CLAIM, sentence, sentence, lost[index] / total, answers, _links(sheet, sentence)))
    return found


def _claims_shown(record: Any, schema: Schema) -> str:
    head = schema.head
    if head is None or not record.claims:
        return "no claim"
    parts = []
    for claim in record.claims:
        answers = [shown(answer) for each in schema.claim_attributes if (answer := getattr(claim, each.name))]
        parts.append(f"{getattr(claim, head.name).text} ({', '.join(answers)})")
    return "; ".join(parts)


def shown(answer: Any) -> str:
    """An answer as people read it; a set in braces."""
    if isinstance(answer, frozenset | tuple):
        return f"{{{', '.join(sorted(map(str, answer)))}}}"
    return str(answer)


def _links(sheet: Sheet, sentence: str) -> dict[str, str]:
    by = sheet.records[sheet.sentences.index(sentence)]
    return {name: record.origin.url for name, record in sorted(by.items()) if record.origin}
