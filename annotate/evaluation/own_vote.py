"""Gold made again without the annotator whose own vote helped to make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from annotate.config import GoldRules
from annotate.evaluation.lines import GoldLine, gold_line
from annotate.gold.decision import Status
from annotate.gold.make import make_gold
from annotate.records.aligned import first_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

_BEYOND_VOTES = {Status.ADJUDICATED, Status.MODEL}


class WithoutVote(NamedTuple):
    """Gold without the vote of one annotator.

    Attributes:
        lines: by sentence; as it is where the annotator has no vote, or an adjudicator decided.
        adjudicated: sentences in which the annotator voted and an adjudicator decided.
        without_records: sentences that cannot be made again: records of other voters are not here.
        alone: sentences in which nobody else voted.
    """

    lines: dict[str, GoldLine]
    adjudicated: int
    without_records: int
    alone: int

    def counts(self) -> dict[str, int]:
        """Why some of the sentences are not made again, and how many they are, as `--json` has it."""
        return {name: number for name, number in self._asdict().items() if name != "lines"}


@dataclass(frozen=True)
class Reference:
    """Gold, with what it takes to make it again.

    Attributes:
        lines: by sentence.
        schema: of gold and of all records.
        records: those that gold was made from, as far as they are here.
        rules: as gold was made.
    """

    lines: Mapping[str, GoldLine]
    schema: Schema
    records: Iterable[Record] = ()
    rules: GoldRules = field(default_factory=GoldRules)

    @cached_property
    def _votes(self) -> dict[str, dict[str, Any]]:
        """Sentence → voter → the record that was counted, of all voters whose records are here."""
        return {
            sentence: {name: record for name, record in by.items() if name in self.lines[sentence].voters}
            for sentence, by in first_records(self.records).items()
            if sentence in self.lines
        }

    def without(self, annotator: str) -> WithoutVote:
        """Gold without the vote of one annotator."""
        kept: dict[str, GoldLine] = {}
        others: list[Record] = []
        adjudicated = without_records = alone = 0
        for sentence, line in self.lines.items():
            rest = line.voters - {annotator}
            votes = self._votes.get(sentence, {})
            if annotator not in line.voters:
                kept[sentence] = line
            elif Status.ADJUDICATED in line.statuses:
                kept[sentence] = line
                adjudicated += 1
            elif not rest:
                alone += 1
            elif not rest <= votes.keys():
                without_records += 1
            else:
                others += [votes[name] for name in rest]
        return WithoutVote(kept | self._made(others), adjudicated, without_records, alone)

    def changed(self) -> list[str]:
        """The sentences of which these records give other gold today, where votes alone made it and all are here."""
        whole = {
            sentence: votes
            for sentence, votes in self._votes.items()
            if votes
            and votes.keys() == self.lines[sentence].voters
            and not self.lines[sentence].statuses & _BEYOND_VOTES
        }
        today = self._made(record for votes in whole.values() for record in votes.values())
        return [sentence for sentence in whole if today[sentence] != self.lines[sentence]]

    def _made(self, records: Iterable[Record]) -> dict[str, GoldLine]:
        rows = make_gold(records, self.schema, self.rules)
        return {row.sentence_id: gold_line(row.to_json(self.schema), self.schema) for row in rows}
