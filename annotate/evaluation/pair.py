"""One annotator beside gold: the sentences that both have, laid out as those of two annotators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.elements.units import Unit
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Ints
from annotate.evaluation.lines import GOLD, GoldLine
from annotate.evaluation.results import Comparison, Evaluated, OwnVote
from annotate.evaluation.scores import Basis
from annotate.records.aligned import AlignedRecords, align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record


@dataclass(frozen=True)
class Pair:
    """What is compared.

    Attributes:
        annotator: who is compared with gold.
        own_vote: whether gold rests on the annotator's own vote.
        aligned: the records of the annotator and of gold, of the sentences that both have.
        lines: what gold says, by sentence.
        resampling: resamples and seed.
    """

    annotator: str
    own_vote: OwnVote
    aligned: AlignedRecords
    lines: Mapping[str, GoldLine]
    resampling: Resampling

    @property
    def row(self) -> int:
        """The row of the annotator."""
        return self.aligned.annotators.index(self.annotator)

    @property
    def gold_row(self) -> int:
        """The row of gold."""
        return self.aligned.annotators.index(GOLD)

    @cached_property
    def gold_lines(self) -> tuple[GoldLine, ...]:
        """What gold says of each sentence, in order."""
        return tuple(self.lines[sentence] for sentence in self.aligned.sentences)

    def basis(self, articles: Ints) -> Basis:
        """What scores of some of its units are computed on."""
        own_vote = {} if self.own_vote == OwnVote.NONE else {"own-vote": self.own_vote.replace(" ", "-")}
        return Basis(articles, self.resampling, {"against": "gold", **own_vote})

    def evaluated(
        self, comparison: Comparison, measurements: Iterable[Measurement], is_left_out: NDArray[np.bool_]
    ) -> Evaluated:
        """Measures of an element as a row; `is_left_out` says of each of its units whether gold leaves it open."""
        return Evaluated(self.annotator, self.own_vote, comparison, tuple(measurements), int(is_left_out.sum()))

    def is_open(self, unit: Unit, element: str) -> bool:
        """Whether gold leaves an element open in a sentence, or in a claim that it has."""
        line = self.lines[unit.sentence]
        if not unit.claim:
            return line.leaves_question(element)
        return self._decided_with.get(element, element) in line.open_in_claim(self._number_in_gold(unit))

    @cached_property
    def _decided_with(self) -> dict[str, str]:
        """Actors are open where the spans are that they belong to."""
        return {role.actor_element: role.name for role in self.aligned.schema.roles}

    def _number_in_gold(self, unit: Unit) -> int:
        """The number in gold of the claim that a unit is, or is in."""
        column = self._columns[unit.sentence]
        claim = self.aligned.claims[column][unit.claim - 1][GOLD]
        claims = self.aligned.records[column][GOLD].claims
        return next(number for number, of_gold in enumerate(claims) if of_gold == claim)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {sentence: column for column, sentence in enumerate(self.aligned.sentences)}


def pair_with_gold(
    said: Mapping[str, Record],
    lines: Mapping[str, GoldLine],
    schema: Schema,
    resampling: Resampling,
    own_vote: OwnVote,
) -> Pair | None:
    """Lay one annotator's records, by sentence, out beside gold; None if they have no sentence in common."""
    common = {sentence: line for sentence, line in lines.items() if sentence in said}
    if not common:
        return None
    records = [record for sentence, line in common.items() for record in (line.record, said[sentence])]
    aligned = align_records(records, schema)
    return Pair(next(iter(said.values())).annotator, own_vote, aligned, common, resampling)
