"""What a decision is called in its sentence, so that it is known again after another pull.

A question is called by its name. A claim or span is called by the place where its first annotator marked it, so
annotators who come later, and the order of the records, change no name: `31-78/act` is the act of the claim whose head
was first marked at 31 to 78, and `31-78/claimant/0-5` a claimant of it. A second claim on the same words is `31-78#2`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from annotate.schema.record import Record


def by_first(records: Mapping[str, Record]) -> dict[str, Any]:
    """The records of a sentence, whoever annotated first coming first; by name where records have no dates."""
    turns = []
    for name, record in records.items():
        created = record.created_at
        turns.append((created is None, created.timestamp() if created else 0.0, name))
    return {name: records[name] for *_, name in sorted(turns)}


def called(*parts: str) -> str:
    """The name of a decision: the claim, then the role, the span and the attribute, as far as it has them."""
    return "/".join(parts)


def places_of(
    groups: Sequence[Mapping[str, Any]],
    annotators: Collection[str],
    span_of: Callable[[Any], Any],
    content: Callable[[Any], Any],
) -> list[str]:
    """What each group of claims or spans that are the same one is called.

    Args:
        groups: each as annotator → that annotator's claim or span.
        annotators: those of the sentence, the first one first.
        span_of: the span that a claim or span is at.
        content: what else is said of it, which sorts those of one annotator at one place.
    """
    firsts = [next(filter(group.__contains__, annotators)) for group in groups]
    spans = [span_of(group[first]) for group, first in zip(groups, firsts, strict=True)]
    places = [f"{span.start}-{span.end}" for span in spans]
    if len(set(places)) == len(places):
        return places
    turn = {name: index for index, name in enumerate(annotators)}
    taken: dict[str, int] = {}
    names = [""] * len(groups)
    for index in sorted(range(len(groups)), key=lambda at: (turn[firsts[at]], content(groups[at][firsts[at]]))):
        times = taken[places[index]] = taken.get(places[index], 0) + 1
        names[index] = places[index] if times == 1 else f"{places[index]}#{times}"
    return names
