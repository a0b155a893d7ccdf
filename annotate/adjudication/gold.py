"""Gold of votes, with what adjudicators decided above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.adjudication.adjudicated import adjudicated_row
from annotate.adjudication.open_cases import cases_of
from annotate.adjudication.rulings import Ruling
from annotate.adjudication.standing import Standing, standing_of
from annotate.config import GoldRules
from annotate.gold.decision import Cause, Reason
from annotate.gold.make import GoldRow, Merged, merge
from annotate.schema.model import Schema
from annotate.schema.record import Record


@dataclass(frozen=True)
class Adjudicated:
    """The gold of all sentences, and what the rulings are worth."""

    rows: list[GoldRow]
    standing: Standing


@dataclass(frozen=True)
class Adjudication:
    """What rulings are worth, and the sentences that they are on with what votes say of them."""

    standing: Standing
    merged: Mapping[str, Merged]

    def above(self, row: GoldRow) -> GoldRow:
        """A row of gold with what adjudicators decided; as it is where they did not."""
        if settled := self.standing.settled.get(row.sentence_id):
            adjudicated = adjudicated_row(self.merged[row.sentence_id], settled.outcome, settled.ruled)
            return _with_posteriors_of(row, adjudicated)
        differing = self.standing.differing.get(row.sentence_id)
        return _with_reason(row, differing) if differing else row


def adjudication_of(
    records: Iterable[Record], rulings: Sequence[Ruling], schema: Schema, rules: GoldRules
) -> Adjudication:
    """Weigh rulings by what annotators say today; args as for `adjudicate`."""
    ruled = {ruling.sentence_id for ruling in rulings}
    about = (record for record in records if record.sentence_id in ruled)
    merged = {sentence.sentence_id: sentence for sentence in merge(about, schema, rules)}
    # Rulings name options by what they are, so the seed, which only gives letters, does not matter.
    return Adjudication(standing_of(rulings, cases_of(merged.values(), seed=0), schema), merged)


def adjudicate(
    rows: Sequence[GoldRow], records: Iterable[Record], rulings: Sequence[Ruling], schema: Schema, rules: GoldRules
) -> Adjudicated:
    """Put what adjudicators decided above what votes, or a model, decided.

    Sentences on which adjudicators differ stay as they are, and say so where they are open.

    Args:
        rows: what `make_gold` made of the records, perhaps with posteriors.
        records: annotations of one schema, without those of models.
        rulings: those of decisions.jsonl.
        schema: the schema the records were made under.
        rules: what a person must decide.
    """
    adjudication = adjudication_of(records, rulings, schema, rules)
    return Adjudicated([adjudication.above(row) for row in rows], adjudication.standing)


def _with_posteriors_of(row: GoldRow, adjudicated: GoldRow) -> GoldRow:
    posteriors = {decision.id: decision.posterior for decision in row.decisions}
    decisions = (decision._replace(posterior=posteriors.get(decision.id, {})) for decision in adjudicated.decisions)
    return replace(adjudicated, decisions=tuple(decisions))


def _with_reason(row: GoldRow, differing: Sequence[Ruling]) -> GoldRow:
    reason = Reason(Cause.ADJUDICATORS, " and ".join(sorted(ruling.adjudicator for ruling in differing)))
    decisions = (decision._replace(reason=reason) if decision.is_open else decision for decision in row.decisions)
    return replace(row, decisions=tuple(decisions))
