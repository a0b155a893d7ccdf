"""What the calibration round says of the agreement to come: how much each article moved it there."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from annotate.agreement.elements.measure import measure_aligned
from annotate.agreement.results.jackknife import spread
from annotate.allocation.plan import CALIBRATION
from annotate.allocation.precision import NORMAL_95, sentence_variance
from annotate.records.aligned import align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

_MEASURES = ("alpha", "alpha_masi")
LEAST = 5
"""Articles that a calibration must have for its spread to say anything."""


class Calibrated(NamedTuple):
    """α of one question or attribute in the calibration round.

    `error` is its standard error; it rests on `articles`, whose sentences `annotators` judged.
    """

    element: str
    value: float
    error: float
    articles: int
    annotators: int

    def half_width(self, articles: float, overlap: int, shares: tuple[float, ...]) -> float:
        """Half the 95 % interval with so many articles; `shares` only say what another overlap is worth."""
        worth = sentence_variance(overlap, shares) / sentence_variance(self.annotators, shares)
        return NORMAL_95 * self.error * sqrt(worth * self.articles / articles)


def read_calibration(records: Iterable[Record], schema: Schema) -> list[Calibrated]:
    """The α of each question and claim attribute in the calibration round that has an interval and five articles."""
    aligned = align_records([record for record in records if record.round == CALIBRATION], schema)
    elements = [element.name for element in (*schema.sentence_questions, *schema.claim_attributes)]
    found = []
    for row in measure_aligned(aligned, elements=elements):
        agreement = row.agreement
        if agreement.measure in _MEASURES and agreement.interval and agreement.sums and agreement.value is not None:
            error, articles = spread(agreement.sums).error, agreement.sums.listed
            if articles >= LEAST:
                found.append(Calibrated(row.element, agreement.value, error, articles, agreement.annotators))
    return found
