"""What each sentence costs of agreement, who differs from whom, and which answers meet which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotate.agreement.diagnosis.apart import Apart, apart_by_element, elements_of_text, mean_costs
from annotate.agreement.diagnosis.diagnosis import shown
from annotate.agreement.elements.measure import element_names
from annotate.agreement.elements.units import Units
from annotate.records.aligned import AlignedRecords


class PairApart(NamedTuple):
    """How far two annotators are apart on an element: the mean distance, 0 to 1, over `units` units."""

    element: str
    one: str
    other: str
    distance: float
    units: int


class Meeting(NamedTuple):
    """Two answers to the same unit, perhaps equal ones: how many pairs of annotators gave them."""

    element: str
    one: str
    other: str
    times: int


@dataclass(frozen=True)
class Differences:
    """Where annotators differ.

    Attributes:
        by_element: element → sentence → its part of the element's disagreement; elements without any are left out.
        costs: sentence → the mean of these over the elements that are about the text.
        pairs: how far apart the annotators of each pair are.
        meetings: which answers were given to the same units.
    """

    by_element: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    costs: Mapping[str, float] = field(default_factory=dict)
    pairs: tuple[PairApart, ...] = ()
    meetings: tuple[Meeting, ...] = ()


def differences_of(aligned: AlignedRecords) -> Differences:
    """Find all differences in one pass over the elements."""
    of_text = elements_of_text(aligned.schema)
    by_element: dict[str, Mapping[str, float]] = {}
    pairs: list[PairApart] = []
    meetings: list[Meeting] = []
    for apart in apart_by_element(aligned, element_names(aligned.schema)):
        if shares := {sentence: share for sentence, share in apart.shares.items() if share}:
            by_element[apart.element] = shares
        pairs += _pairs(apart, aligned.annotators)
        if apart.units:
            meetings += _meetings(apart.units)
    costs = mean_costs([shares for element, shares in by_element.items() if element in of_text])
    return Differences(by_element, costs, tuple(pairs), tuple(meetings))


def _pairs(apart: Apart, names: tuple[str, ...]) -> Iterator[PairApart]:
    for one, other in combinations(range(len(names)), 2):
        distances = apart.distances[one, other]
        present = ~np.isnan(distances)
        if units := int(present.sum()):
            yield PairApart(apart.element, names[one], names[other], float(distances[present].mean()), units)


def _meetings(units: Units) -> Iterator[Meeting]:
    times: Counter[tuple[str, str]] = Counter()
    names = [shown(label) for label in units.labels]
    for column in units.codes.T:
        counts: dict[str, int] = defaultdict(int)
        for code in column:
            if code >= 0:
                counts[names[code]] += 1
        for one, number in counts.items():
            times[one, one] += number * (number - 1) // 2
        for one, other in combinations(sorted(counts), 2):
            times[one, other] += counts[one] * counts[other]
    yield from (Meeting(units.element, one, other, number) for (one, other), number in times.most_common() if number)
