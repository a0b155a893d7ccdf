"""How far annotators are apart, unit by unit, and what each sentence costs of agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotate.agreement.coefficients.compare import compare_answers, compare_codes
from annotate.agreement.coefficients.frame_f1 import layout
from annotate.agreement.elements.measure import element_names, units_of
from annotate.agreement.elements.units import NamedUnits, Unit, Units
from annotate.agreement.results.sums import Floats
from annotate.records.aligned import AlignedRecords
from annotate.records.frames import dice
from annotate.schema.model import CLAIM, Schema


class Apart(NamedTuple):
    """How far apart the annotators of each pair are on an element.

    Attributes:
        element: a question, role or attribute, or "claim".
        places: what was compared, unit by unit.
        distances: 0 to 1, shape (annotators, annotators, units); NaN where one of the two has no answer.
        units: the answers; None for roles and claims.
    """

    element: str
    places: Sequence[Unit]
    distances: Floats
    units: Units | None = None

    @property
    def lost(self) -> Floats:
        """The disagreement of each unit, shape (units,)."""
        present = ~np.isnan(self.distances)
        others = present.any(axis=0).sum(axis=0) - 1
        return np.asarray(np.nansum(self.distances, axis=(0, 1)) / np.maximum(others, 1))

    @property
    def shares(self) -> dict[str, float]:
        """The part of the element's disagreement that lies in each sentence; empty if nobody differs."""
        lost = self.lost
        shares: dict[str, float] = defaultdict(float)
        if lost.any():
            for place, share in zip(self.places, lost / lost.sum(), strict=True):
                shares[place.sentence] += float(share)
        return dict(shares)


def apart_by_element(aligned: AlignedRecords, wanted: Collection[str]) -> Iterator[Apart]:
    """How far annotators are apart on each of the wanted elements."""
    schema = aligned.schema
    sentences = NamedUnits(aligned.sentences)
    for units in units_of(aligned, set(wanted)):
        between = units.level.distance(units.labels, units.times())
        yield Apart(units.element, units.ids, _of_others(compare_codes(units.codes, between)), units)
    for role in schema.roles:
        if role.name in wanted:
            distances = compare_answers(aligned.places(role.name), lambda one, two: 1 - dice(one, two))
            yield Apart(role.name, sentences, _of_others(distances))
    if schema.head and CLAIM in wanted:
        yield Apart(CLAIM, sentences, _of_others(_claims_apart(aligned)))


def sentence_costs(aligned: AlignedRecords) -> dict[str, float]:
    """The part of all disagreement that lies in each sentence: the mean over elements on which annotators differ.

    What annotators say of themselves is left out. The costs of all sentences add up to 1, if anybody differs.
    """
    by_element = (apart.shares for apart in apart_by_element(aligned, elements_of_text(aligned.schema)))
    return mean_costs([shares for shares in by_element if shares])


def elements_of_text(schema: Schema) -> set[str]:
    """The elements about which annotators can be right or wrong together."""
    return set(element_names(schema)) - {each.name for each in schema.answerables if not each.is_of_text}


def mean_costs(by_element: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean over elements of the part of disagreement that lies in each sentence."""
    costs: dict[str, float] = defaultdict(float)
    for shares in by_element:
        for sentence, share in shares.items():
            costs[sentence] += share
    return {sentence: cost / len(by_element) for sentence, cost in costs.items()}


def _of_others(distances: Floats) -> Floats:
    distances[np.diag_indices(len(distances))] = np.nan
    return distances


def _claims_apart(aligned: AlignedRecords) -> Floats:
    """1 minus the soft F1 of what each two annotators claim in each sentence."""
    seen, sizes = layout(aligned.frames)
    apart = np.where(seen[:, None] & seen, 1.0, np.nan)
    apart[(sizes[:, None] + sizes) == 0] *= 0.0
    matched = aligned.matched
    for meeting in matched.meetings:
        first, second, (_, where, which) = meeting
        credit = np.array([matching.credit for matching in matched.matchings(meeting)], dtype=float)[which]
        size = sizes[first, where] + sizes[second, where]
        apart[first, second, where] = apart[second, first, where] = 1 - 2 * credit / size
    return apart
