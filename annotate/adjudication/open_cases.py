"""Records → the sentences that an adjudicator decides, the costliest first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase

from annotate.adjudication.case import Agreed, AgreedClaim, Case, Version
from annotate.adjudication.points import points_of
from annotate.agreement.diagnosis.apart import sentence_costs
from annotate.config import GoldRules
from annotate.gold.claims import FilledClaim, answered
from annotate.gold.make import Merged, merge
from annotate.records.aligned import align_records
from annotate.schema.model import Schema
from annotate.schema.record import Record


def open_cases(records: Sequence[Record], schema: Schema, rules: GoldRules, seed: int) -> list[Case]:
    """The sentences that votes leave open, the costliest first and then by their ids.

    Args:
        records: annotations of one schema, without those of models.
        schema: the schema the records were made under.
        rules: what a person must decide.
        seed: shuffles the letters of each sentence.
    """
    cases = cases_of(merge(records, schema, rules), seed, sentence_costs(align_records(records, schema)))
    return sorted(cases, key=lambda case: (-case.cost, case.sentence_id))


def cases_of(merged: Iterable[Merged], seed: int, costs: Mapping[str, float] | None = None) -> list[Case]:
    """The sentences in which a point is open, in the order in which they come."""
    cases = [_case(one, seed, costs or {}) for one in merged if _is_open(one)]
    return [case for case in cases if case.points]


def letters_of(sentence: str, annotators: Iterable[str], seed: int) -> dict[str, str]:
    """Annotator → letter, in an order that is shuffled for each sentence: nobody is always A."""

    def drawn(name: str) -> str:
        return hashlib.sha256("\0".join((str(seed), sentence, name)).encode()).hexdigest()

    return {name: _letter(index) for index, name in enumerate(sorted(annotators, key=drawn))}


def _letter(index: int) -> str:
    """A to Z, then AA, AB and on."""
    first, last = divmod(index, len(ascii_uppercase))
    return (_letter(first - 1) if first else "") + ascii_uppercase[last]


def _is_open(merged: Merged) -> bool:
    decisions = [*merged.questions, *(head.decision for head in merged.heads)]
    decisions += [decision for claim in merged.claims.values() for decision in claim.decisions]
    return any(decision.is_open for decision in decisions)


def _case(merged: Merged, seed: int, costs: Mapping[str, float]) -> Case:
    judged = merged.judged
    first = next(iter(judged.records.values()))
    letters = letters_of(merged.sentence_id, judged.records, seed)
    versions = tuple(Version(letters[name], judged.records[name], _places(merged, name)) for name in letters)
    return Case(
        merged.sentence_id,
        first.article_id,
        versions,
        agreed_in(merged),
        points_of(merged, letters),
        tuple(head.place for head in merged.heads),
        costs.get(merged.sentence_id, 0.0),
    )


def _places(merged: Merged, annotator: str) -> tuple[str, ...]:
    """What each claim of an annotator's record is called."""
    if merged.judged.schema.head is None:
        return ()
    record = merged.judged.records[annotator]
    places = {id(head.claim[annotator]): head.place for head in merged.heads if annotator in head.claim}
    return tuple(places[id(claim)] for claim in getattr(record, "claims", ()))


def agreed_in(merged: Merged) -> Agreed:
    """What votes decide in a sentence."""
    head = merged.judged.schema.head
    claims = tuple(_agreed_claim(claim) for claim in merged.claims.values())
    return Agreed(answered(merged.questions), claims, head.name if head else "")


def _agreed_claim(claim: FilledClaim) -> AgreedClaim:
    head = claim.head.decision
    spans = {
        role: {
            filler.decision.id: filler.decision.value | answered(filler.attributes)
            for filler in fillers
            if filler.decision.is_there
        }
        for role, fillers in claim.fillers.items()
    }
    of_head = (head.id, head.value | answered(claim.of_head))
    return AgreedClaim(claim.head.place, of_head, spans, answered(claim.attributes))
