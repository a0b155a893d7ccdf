"""What the calibration round says of the agreement to come: how much each article moved it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.agreement.elements.measure import measure_aligned
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.jackknife import spread
from annotate.allocation.plan import CALIBRATION
from annotate.allocation.precision import NORMAL_95, Assumptions, half_width, sentences_together
from annotate.records.aligned import align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

_MEASURES = ("alpha", "alpha_masi")
LEAST, LEAST_BEARING = 10, 5
"""Articles that a calibration must have, and of them those with a rarer label: see benchmarks/forecasts.py."""


class Calibrated(NamedTuple):
    """α of one question or attribute in the calibration round.

    Attributes:
        element: the question or attribute.
        value: α.
        error: its standard error.
        articles: how many bear on it.
        annotators: how many judged each sentence.
        sentences: how many the round has.
        together: how many of them the article of a sentence has, on average over sentences.
    """

    element: str
    value: float
    error: float
    articles: int
    annotators: int
    sentences: int
    together: float

    def half_width(self, sentences: int, overlap: int, assumed: Assumptions) -> float:
        """Half the 95 % interval of α with so many sentences.

        What is assumed only says what more sentences are worth, longer articles and another overlap.
        """
        there = half_width(self.sentences, self.annotators, assumed._replace(together=self.together))
        return NORMAL_95 * self.error * half_width(sentences, overlap, assumed) / there


def read_calibration(records: Iterable[Record], schema: Schema) -> list[Calibrated]:
    """The α of each question and claim attribute in the calibration round, where it says enough of what is to come."""
    of_round = [record for record in records if record.round == CALIBRATION]
    aligned = align_records(of_round, schema)
    article = {record.sentence_id: record.article_id for record in of_round}
    articles = list(article.values())
    elements = [element.name for element in (*schema.sentence_questions, *schema.claim_attributes)]
    rows = [row for row in measure_aligned(aligned, elements=elements) if row.agreement.measure in _MEASURES]
    found = (calibrated(row.element, row.agreement, articles) for row in rows)
    return [each for each in found if each]


def calibrated(element: str, agreement: Agreement, articles: Sequence[str]) -> Calibrated | None:
    """What the α of a round with these sentences says, `articles` being that of each; None if it says too little."""
    sums, value = agreement.sums, agreement.value
    if not agreement.interval or value is None or sums is None:
        return None
    if sums.listed < LEAST or sums.groups < LEAST_BEARING:
        return None
    together = sentences_together(articles)
    return Calibrated(element, value, spread(sums).error, sums.listed, agreement.annotators, len(articles), together)
