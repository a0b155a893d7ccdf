"""Gold claims of one sentence: heads first, then each role, then the attributes, each by its own vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from annotate.config import GoldRules
from annotate.gold.decision import Decision, Status
from annotate.gold.identity import called, places_of
from annotate.gold.votes import ballot_of, vote, vote_span
from annotate.records.aligned import align_claims, align_spans, content_of, mark, span_content_of
from annotate.records.clusters import iou
from annotate.records.contents import each_span, spans_of
from annotate.schema.model import CLAIM, Role, Schema


@dataclass(frozen=True)
class Judged:
    """A sentence with what its annotators said: annotator → record, the first to annotate first."""

    records: Mapping[str, Any]
    schema: Schema
    rules: GoldRules


class Head(NamedTuple):
    """A claim as its annotators marked it, what it is called, and whether it is there."""

    claim: Mapping[str, Any]
    place: str
    decision: Decision


class _Filled(NamedTuple):
    """Values of a claim or span, and the decisions about them."""

    values: dict[str, Any]
    decisions: list[Decision]


def vote_on_heads(judged: Judged) -> list[Head]:
    """Decide which claims are there: those whose head a strict majority of all who saw the sentence marked."""
    schema, head = judged.schema, judged.schema.head
    if head is None:
        return []
    groups = align_claims(judged.records, schema)
    name = head.name
    places = places_of(groups, judged.records, lambda claim: getattr(claim, name), lambda one: content_of(one, schema))
    voters = sorted(judged.records)
    heads = []
    for group, place in zip(groups, places, strict=True):
        spans = {annotator: getattr(claim, name) for annotator, claim in group.items()}
        decision = vote_span(name, "claim", spans, voters, judged.rules)
        heads.append(Head(group, place, replace(decision, id=called(place, name))))
    return heads


def fill_claims(judged: Judged, heads: list[Head]) -> tuple[list[dict[str, Any]], list[Decision]]:
    """Decide what is in the gold claims.

    Of a gold claim, a role's span is gold when a strict majority of those who saw the sentence marked it and a strict
    majority of the claim's annotators linked it there.

    Returns:
        the gold claims as annotations.jsonl has them, and every decision, those on the heads among them.
    """
    claims: list[dict[str, Any]] = []
    decisions: list[Decision] = []
    for head in heads:
        if not head.decision.is_there:
            decisions.append(head.decision)
            continue
        filled = _fill(judged, head)
        decisions += [replace(decision, claim=len(claims)) for decision in (head.decision, *filled.decisions)]
        claims.append(filled.values)
    return claims, decisions


def _fill(judged: Judged, head: Head) -> _Filled:
    schema, name = judged.schema, head.decision.element
    spans = {annotator: getattr(claim, name) for annotator, claim in head.claim.items()}
    of_head = _attributes(judged, name, spans, called(head.place, name))
    values: dict[str, Any] = {name: head.decision.value | of_head.values}
    decisions = of_head.decisions
    for role in schema.roles:
        if not role.head:
            values[role.name], about = _role(judged, role, head)
            decisions += about
    of_claim = _attributes(judged, CLAIM, head.claim, head.place)
    return _Filled(values | of_claim.values, decisions + of_claim.decisions)


def _role(judged: Judged, role: Role, head: Head) -> tuple[list[dict[str, Any]], list[Decision]]:
    """The gold spans of a role in a gold claim."""
    fillers: list[dict[str, Any]] = []
    decisions: list[Decision] = []
    groups = align_spans(head.claim, role.name, judged.schema)
    content = span_content_of(role.name, judged.schema)
    places = places_of(groups, judged.records, lambda span: span, content)
    for spans, place in zip(groups, places, strict=True):
        name = called(head.place, role.name, place)
        decision = replace(_vote_on_filler(judged, role.name, head.claim, spans), id=name)
        decisions.append(decision)
        if decision.is_there:
            about = _attributes(judged, role.name, spans, name)
            fillers.append(decision.value | about.values)
            decisions += about.decisions
    return fillers, decisions


def _vote_on_filler(judged: Judged, role: str, claim: Mapping[str, Any], spans: Mapping[str, Any]) -> Decision:
    """Whether a span fills a role: all who saw the sentence vote whether it is there, then the claim's annotators."""
    elsewhere = {
        name: span
        for name, record in judged.records.items()
        if name not in spans and (span := _same_elsewhere(record, claim.get(name), role, spans))
    }
    there = vote_span(role, "span", {**spans, **elsewhere}, sorted(judged.records), judged.rules)
    linked = vote_span(role, "span", spans, sorted(claim), judged.rules)
    if not there.is_there:
        return there
    if linked.is_there:
        return replace(there, status=max(there.status, linked.status, key=list(Status).index))
    return replace(linked, votes={"linked": len(spans), "not linked": len(claim) - len(spans)})


def _same_elsewhere(record: Any, claim: Any, role: str, spans: Mapping[str, Any]) -> Any:
    """A span of the role that an annotator marked at the same place, but not in this claim; None if there is none."""
    linked = {(span.start, span.end) for span in spans_of(claim, role)} if claim else set()
    for span in each_span(record, role):
        if (span.start, span.end) not in linked and all(
            iou(mark("", span), mark("", other)) > 0 for other in spans.values()
        ):
            return span
    return None


def _attributes(judged: Judged, target: str, holders: Mapping[str, Any], name: str) -> _Filled:
    """The attributes of a claim or span that are decided and were answered, and every decision about them."""
    decisions = []
    for attribute in judged.schema.attributes_on(target):
        if attribute.is_of_text:
            answers = {annotator: getattr(one, attribute.name) for annotator, one in sorted(holders.items())}
            decision = vote(ballot_of(judged.schema, attribute, "attribute"), answers, judged.rules)
            decisions.append(replace(decision, id=called(name, attribute.name)))
    return _Filled({each.element: each.value for each in decisions if each.value not in (None, [])}, decisions)
