"""Gold of records and rulings: above votes stands what adjudicators decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotate.adjudication.adjudicated import adjudicated_row
from annotate.adjudication.open_cases import cases_of
from annotate.adjudication.rulings import Ruling
from annotate.adjudication.standing import Standing, standing_of
from annotate.config import GoldRules
from annotate.gold.decision import Cause, Reason
from annotate.gold.make import GoldRow, gold_row, merge
from annotate.schema.model import Schema
from annotate.schema.record import Record


@dataclass(frozen=True)
class Adjudicated:
    """The gold of all sentences, and what the rulings are worth."""

    rows: list[GoldRow]
    standing: Standing


def adjudicate(records: Iterable[Record], rulings: Sequence[Ruling], schema: Schema, rules: GoldRules) -> Adjudicated:
    """Make gold by votes, and above them by what adjudicators decided.

    Sentences on which adjudicators differ stay open, and say so.

    Args:
        records: annotations of one schema, without those of models.
        rulings: those of decisions.jsonl.
        schema: the schema the records were made under.
        rules: what a person must decide.
    """
    merged = list(merge(records, schema, rules))
    # Rulings name options by what they are, so the seed, which only gives letters, does not matter.
    standing = standing_of(rulings, cases_of(merged, seed=0), schema)
    rows = []
    for one in merged:
        sentence = next(iter(one.judged.records.values())).sentence_id
        if settled := standing.settled.get(sentence):
            rows.append(adjudicated_row(one, settled.outcome, settled.ruled))
        elif differing := standing.differing.get(sentence):
            rows.append(_with_reason(gold_row(one), differing))
        else:
            rows.append(gold_row(one))
    return Adjudicated(rows, standing)


def _with_reason(row: GoldRow, differing: Sequence[Ruling]) -> GoldRow:
    reason = Reason(Cause.ADJUDICATORS, " and ".join(sorted(ruling.adjudicator for ruling in differing)))
    decisions = (replace(each, reason=reason) if each.is_open else each for each in row.decisions)
    return replace(row, decisions=tuple(decisions))
