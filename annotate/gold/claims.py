"""Gold claims of one sentence: heads first, then each role, then the attributes, each by its own vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from annotate.config import GoldRules
from annotate.gold.decision import CERTAINTY, Decision
from annotate.gold.identity import called, places_of
from annotate.gold.votes import Ballots, Subject, vote_span
from annotate.records.clusters import overlap
from annotate.records.contents import each_span, spans_of
from annotate.records.groups import align_claims, align_spans, content_of, span_content_of
from annotate.schema.described import Role
from annotate.schema.model import CLAIM, Schema


@dataclass(frozen=True)
class Judged:
    """A sentence with what its annotators said: annotator → record, the first to annotate first."""

    records: Mapping[str, Any]
    schema: Schema
    rules: GoldRules
    ballots: Ballots

    @cached_property
    def voters(self) -> list[str]:
        """Those who saw the sentence, by name."""
        return sorted(self.records)


class Head(NamedTuple):
    """A claim as its annotators marked it, what it is called, and whether it is there."""

    claim: Mapping[str, Any]
    place: str
    decision: Decision


class Filler(NamedTuple):
    """A span in a role of a claim: annotator → the span, whether it is gold, and its attributes if it is."""

    spans: Mapping[str, Any]
    decision: Decision
    attributes: tuple[Decision, ...]


class FilledClaim(NamedTuple):
    """A claim that is there: its head with its attributes, the spans in its other roles, and its own attributes."""

    head: Head
    of_head: tuple[Decision, ...]
    fillers: Mapping[str, tuple[Filler, ...]]
    attributes: tuple[Decision, ...]

    @property
    def decisions(self) -> list[Decision]:
        """Every decision about it, in the order of gold.jsonl."""
        of_roles = [
            decision
            for fillers in self.fillers.values()
            for filler in fillers
            for decision in (filler.decision, *filler.attributes)
        ]
        return [self.head.decision, *self.of_head, *of_roles, *self.attributes]

    @property
    def values(self) -> dict[str, Any]:
        """The gold claim as annotations.jsonl has it."""
        head = self.head.decision
        values: dict[str, Any] = {head.element: head.value | answered(self.of_head)}
        for role, fillers in self.fillers.items():
            values[role] = [
                each.decision.value | answered(each.attributes) for each in fillers if each.decision.is_there
            ]
        return values | answered(self.attributes)


def answered(decisions: Iterable[Decision]) -> dict[str, Any]:
    """Element → its gold answer, where there is one."""
    return {each.element: each.value for each in decisions if each.value not in (None, [])}


def vote_on_heads(judged: Judged) -> list[Head]:
    """Decide which claims are there: those whose head a strict majority of all who saw the sentence marked."""
    schema, head = judged.schema, judged.schema.head
    if head is None:
        return []
    groups = align_claims(judged.records, schema)
    name = head.name
    places = places_of(groups, judged.records, lambda claim: getattr(claim, name), lambda one: content_of(one, schema))
    heads = []
    for group, place in zip(groups, places, strict=True):
        spans = {annotator: getattr(claim, name) for annotator, claim in group.items()}
        subject = Subject(called(place, name), name, "claim")
        heads.append(Head(group, place, vote_span(subject, spans, judged.voters, judged.rules)))
    return heads


def fill_claim(judged: Judged, head: Head, number: int = 0) -> FilledClaim:
    """Decide what is in a gold claim; `number` is its number among those of the sentence.

    A role's span is gold when a strict majority of those who saw the sentence marked it and a strict majority of the
    claim's annotators linked it there.
    """
    schema, name = judged.schema, head.decision.element
    spans = {annotator: getattr(claim, name) for annotator, claim in head.claim.items()}
    return FilledClaim(
        head,
        vote_on_attributes(judged, name, spans, called(head.place, name), number),
        {role.name: _fillers(judged, role, head, number) for role in schema.roles if not role.head},
        vote_on_attributes(judged, CLAIM, head.claim, head.place, number),
    )


def _fillers(judged: Judged, role: Role, head: Head, number: int) -> tuple[Filler, ...]:
    """The spans of a role in a claim."""
    groups = align_spans(head.claim, role.name, judged.schema)
    if not groups:
        return ()
    fillers = []
    places = places_of(
        groups, judged.records, lambda span: span, lambda span: span_content_of(span, role.name, judged.schema)
    )
    for spans, place in zip(groups, places, strict=True):
        subject = Subject(called(head.place, role.name, place), role.name, "span", number)
        decision = _vote_on_filler(judged, subject, head.claim, spans)
        is_there = decision.is_there
        about = vote_on_attributes(judged, role.name, spans, subject.id, number) if is_there else ()
        fillers.append(Filler(spans, decision, about))
    return tuple(fillers)


def _vote_on_filler(judged: Judged, subject: Subject, claim: Mapping[str, Any], spans: Mapping[str, Any]) -> Decision:
    """Whether a span fills a role: all who saw the sentence vote whether it is there, then the claim's annotators."""
    elsewhere = {
        name: span
        for name, record in judged.records.items()
        if name not in spans and (span := _same_elsewhere(record, claim.get(name), subject.role, spans))
    }
    there = vote_span(subject, {**spans, **elsewhere} if elsewhere else spans, judged.voters, judged.rules)
    if not there.is_there or (not elsewhere and len(claim) == len(judged.voters)):
        return there
    linked = vote_span(subject, spans, sorted(claim), judged.rules)
    if linked.is_there:
        return there._replace(status=max(there.status, linked.status, key=CERTAINTY.__getitem__))
    return linked._replace(votes={"linked": len(spans), "not linked": len(claim) - len(spans)})


def _same_elsewhere(record: Any, claim: Any, role: str, spans: Mapping[str, Any]) -> Any:
    """A span of the role that an annotator marked at the same place, but not in this claim; None if there is none."""
    linked: set[tuple[int, int]] | None = None
    for span in each_span(record, role):
        if all(overlap(span, other) for other in spans.values()):
            if linked is None:
                linked = {(own.start, own.end) for own in spans_of(claim, role)} if claim else set()
            if (span.start, span.end) not in linked:
                return span
    return None


def vote_on_attributes(
    judged: Judged, target: str, holders: Mapping[str, Any], name: str, number: int = 0
) -> tuple[Decision, ...]:
    """Decide on the attributes of a claim, whose number this is, or of a span in it.

    The claim or span is called `name`; `holders` is annotator → what that annotator marked.
    """
    decisions = judged.ballots.vote_about(target, holders)
    return tuple([decision.named(called(name, decision.element), number) for decision in decisions])
