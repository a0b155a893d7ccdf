"""Which claims and spans of different annotators in a sentence are the same one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from annotate.records.clusters import cluster, iou
from annotate.records.contents import ClaimFrames, ranks, spans_of, weights_of
from annotate.records.frames import similarity
from annotate.schema.described import Attribute
from annotate.schema.model import Schema


def align_claims(by_annotator: Mapping[str, Any], schema: Schema) -> tuple[dict[str, Any], ...]:
    """The claims of one sentence that are the same one: their heads overlap, one an annotator at most.

    Where an annotator has several claims on a head, those most alike are the same one.
    """
    if schema.head is None:
        return ()
    pool = [(name, claim) for name, record in by_annotator.items() for claim in record.claims]
    if not pool:
        return ()
    head = schema.head.name
    frame = cache(lambda index: ClaimFrames(schema).frame(pool[index][1]))
    groups = cluster(
        [(name, getattr(claim, head)) for name, claim in pool],
        alike=lambda one, two: similarity(frame(one), frame(two), weights_of(schema)),
        content=lambda index: content_of(pool[index][1], schema),
    )
    return tuple({pool[index][0]: pool[index][1] for index in group} for group in groups)


def align_claims_without(by: Mapping[str, Any], schema: Schema, left_out: str) -> tuple[dict[str, Any], ...]:
    """The same; the annotator left out, if there is one, has no say in which claims of the others are the same."""
    claims = align_claims({name: record for name, record in by.items() if name != left_out}, schema)
    head = schema.head
    if head is None or left_out not in by:
        return claims
    return with_left_out(claims, left_out, by[left_out].claims, lambda claim: getattr(claim, head.name))


def align_spans(claim: Mapping[str, Any], role: str, schema: Schema) -> list[dict[str, Any]]:
    """The spans in a role of a claim that are the same one: they overlap, one an annotator at most.

    Args:
        claim: annotator → the claim as each marked it.
        role: the name of the role.
        schema: the schema of the records.
    """
    spans = [(name, span) for name, one in claim.items() for span in spans_of(one, role)]
    if len(spans) < 2:
        return [dict([one]) for one in spans]
    groups = cluster(spans, content=lambda index: span_content_of(spans[index][1], role, schema))
    return [dict(spans[index] for index in group) for group in groups]


def with_left_out(
    groups: Iterable[dict[str, Any]], left_out: str, objects: Sequence[Any], span_of: Callable[[Any], Any]
) -> tuple[dict[str, Any], ...]:
    """Each object of the annotator left out, in the closest group in which it overlaps all, or else in a new group."""
    joined = [dict(group) for group in groups]
    marks = [[span_of(item) for item in group.values()] for group in joined]
    near = sorted(
        (-sum(overlaps) / len(overlaps), place, index)
        for index, item in enumerate(objects)
        for place, group in enumerate(marks)
        if min(overlaps := [iou(span_of(item), other) for other in group]) > 0
    )
    placed: set[int] = set()
    for _, place, index in near:
        if index not in placed and left_out not in joined[place]:
            joined[place][left_out] = objects[index]
            placed.add(index)
    return (*joined, *({left_out: item} for index, item in enumerate(objects) if index not in placed))


def span_content_of(span: Any, role: str, schema: Schema) -> Hashable:
    """All that is said of a span of the role, in an order that is the schema's."""
    return _ranks(span, schema.attributes_on(role))


def content_of(claim: Any, schema: Schema) -> Hashable:
    """All that is said in a claim, in an order that is the schema's: renaming labels does not change it."""
    places = []
    for role in schema.roles:
        attributes = schema.attributes_on(role.name)
        spans = [(span.start, span.end, _ranks(span, attributes)) for span in spans_of(claim, role.name)]
        places.append(tuple(sorted(spans)))
    return tuple(places), _ranks(claim, schema.claim_attributes)


def _ranks(holder: Any, attributes: Sequence[Attribute]) -> tuple[Hashable, ...]:
    return tuple([ranks(holder, attribute) for attribute in attributes])
