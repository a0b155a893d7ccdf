"""Gold claims of one sentence: heads first, then each role, then the attributes, each by its own vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotate.gold.decision import Cause, Decision, Reason, Status, vote, vote_span
from annotate.records.aligned import align_claims
from annotate.records.clusters import Marked, cluster
from annotate.records.contents import marked_in, spans_of
from annotate.schema.model import CLAIM, Role, Schema

SAME_SPAN = 0.5
"""Spans of different annotators are one span if their IoU is this or more."""

Claim = Mapping[str, Any]
Place = tuple[int, int]


def decide_claims(records: Mapping[str, Any], schema: Schema) -> tuple[list[dict[str, Any]], list[Decision]]:
    """Merge the claims that annotators marked in one sentence.

    A claim is gold when a strict majority of those who saw the sentence marked its head; its boundary is that of the
    annotation closest to all others. Of a gold claim, a role's span is gold when a strict majority of those who saw
    the sentence marked it and a strict majority of the claim's annotators linked it there.

    Args:
        records: annotator → submitted record of the sentence.
        schema: the schema of the records.

    Returns:
        the gold claims as annotations.jsonl has them, and every decision made.
    """
    head = schema.head
    if head is None:
        return [], []
    claims: list[dict[str, Any]] = []
    decisions: list[Decision] = []
    clusters = {role.name: _clusters(records, role.name) for role in schema.roles if not role.head}
    for group in align_claims(records, schema, SAME_SPAN):
        spans = {name: getattr(claim, head.name) for name, claim in group.items()}
        decision = vote_span(head.name, "claim", spans, sorted(records))
        if decision.status == Status.UNRESOLVED:
            decisions.append(decision)
            continue
        number = len(claims)
        fields, about = _attributes(schema, head.name, spans, number)
        gold: dict[str, Any] = {head.name: decision.value | fields}
        decisions += [replace(decision, claim=number), *about]
        for role in schema.roles:
            if not role.head:
                gold[role.name], about = _role(schema, role, group, clusters[role.name], len(records), number)
                decisions += about
        fields, about = _attributes(schema, CLAIM, group, number)
        claims.append(gold | fields)
        decisions += about
    return claims, decisions


def _clusters(records: Mapping[str, Any], role: str) -> list[set[tuple[str, Place]]]:
    """The spans of a role in a sentence that are one span, as (annotator, place)."""
    marked = [(name, place) for name, record in records.items() for place in marked_in(record, role)]
    groups = cluster([Marked(name, *place) for name, place in marked], SAME_SPAN)
    return [{marked[index] for index in group} for group in groups]


def _role(
    schema: Schema, role: Role, group: Claim, clusters: list[set[tuple[str, Place]]], saw: int, number: int
) -> tuple[list[dict[str, Any]], list[Decision]]:
    """The gold spans of a role in a gold claim, whose annotators vote on which spans belong to it."""
    fillers: list[dict[str, Any]] = []
    decisions: list[Decision] = []
    for members in clusters:
        linked = {
            name: span
            for name, claim in group.items()
            for span in spans_of(claim, role.name)
            if (name, (span.start, span.end)) in members
        }
        if not linked:
            continue
        decision = replace(vote_span(role.name, "span", linked, sorted(group)), claim=number)
        if decision.status != Status.UNRESOLVED and 2 * len(members) <= saw:
            reason = Reason(Cause.MINORITY, f"{len(members)} of the {saw} who saw the sentence marked it")
            decision = replace(decision, status=Status.UNRESOLVED, reason=reason)
        decisions.append(decision)
        if decision.status != Status.UNRESOLVED:
            fields, about = _attributes(schema, role.name, linked, number)
            fillers.append(decision.value | fields)
            decisions += about
    return fillers, decisions


def _attributes(
    schema: Schema, target: str, holders: Mapping[str, Any], number: int
) -> tuple[dict[str, Any], list[Decision]]:
    """The attributes of a claim or span that are decided and were answered, and every decision about them."""
    decisions = [
        vote(
            attribute,
            "attribute",
            {name: getattr(one, attribute.name) for name, one in sorted(holders.items())},
            number,
        )
        for attribute in schema.attributes_on(target)
        if attribute.is_of_text
    ]
    return {each.element: each.value for each in decisions if each.value not in (None, [])}, decisions
