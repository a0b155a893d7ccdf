"""The gold of a sentence that adjudicators decided: their record, with the votes on everything that is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotate.adjudication.outcome import Outcome
from annotate.adjudication.overruling import Overruling
from annotate.adjudication.values import answer_value
from annotate.gold.decision import Ruled
from annotate.gold.make import GoldRow, Merged, gold_row
from annotate.records.groups import with_left_out

_HAND = ""  # no annotator is called so: the claims that are marked by hand, among those of the annotators


def adjudicated_row(merged: Merged, outcome: Outcome, ruled: Ruled) -> GoldRow:
    """The gold of a sentence as an outcome has it.

    What is as votes decided it keeps its status; everything else is `adjudicated`. Votes stay as they were counted, and
    nothing of the outcome is one of them.

    Args:
        merged: the sentence, with what votes say of it.
        outcome: what the adjudicators decided.
        ruled: who they are, and when they did.
    """
    schema, record = merged.judged.schema, outcome.record
    over = Overruling(merged.judged, ruled)
    asked = {question.name: question for question in schema.sentence_questions}
    questions = [
        over.settled(decision, answer_value(record, asked[decision.element], schema)) for decision in merged.questions
    ]
    decided = _by_place(merged, outcome)
    heads = []
    claims = {}
    for head in merged.heads:
        if head.place in decided:
            claims[head.place] = over.claim(head, merged.claims.get(head.place), decided[head.place])
            heads.append(claims[head.place].head)
        else:
            heads.append(head._replace(decision=over.settled(head.decision, None)))
    for place in (place for place in decided if place not in _places(merged)):
        claims[place] = over.new_claim(place, decided[place])
        heads.append(claims[place].head)
    row = gold_row(replace(merged, questions=tuple(questions), heads=tuple(heads), claims=claims))
    return replace(row, decided_at=max(filter(None, (row.decided_at, ruled.at))))


def _places(merged: Merged) -> set[str]:
    return {head.place for head in merged.heads}


def _by_place(merged: Merged, outcome: Outcome) -> dict[str, Any]:
    """Place → claim of the outcome; one that was marked by hand is that of the annotators which it overlaps most."""
    schema = merged.judged.schema
    if schema.head is None:
        return {}
    name = schema.head.name
    claims: Sequence[Any] = outcome.record.claims  # type: ignore[attr-defined]
    if any(outcome.places):
        return dict(zip(outcome.places, claims, strict=True))
    groups = [dict(head.claim) for head in merged.heads]
    joined = with_left_out(groups, _HAND, claims, lambda claim: getattr(claim, name))
    decided = {head.place: group[_HAND] for head, group in zip(merged.heads, joined, strict=False) if _HAND in group}
    for group in joined[len(groups) :]:
        span = getattr(group[_HAND], name)
        decided[_free(f"{span.start}-{span.end}", {*decided, *_places(merged)})] = group[_HAND]
    return decided


def _free(place: str, taken: set[str]) -> str:
    """A place that no other claim has, numbered as the claims of annotators are."""
    number = 2
    name = place
    while name in taken:
        name, number = f"{place}#{number}", number + 1
    return name
