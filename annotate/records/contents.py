"""What a record, claim or span says: its answers, spans, actors and frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.records.frames import Frame
from annotate.schema.model import Answerable, Schema


def answer_of(holder: Any, element: Answerable) -> Any:
    """The answer of a record, claim or span: a label, a set of them, or None where it was not given."""
    answer = getattr(holder, element.name)
    return frozenset(answer) if element.level == "set" else answer


def actors_of(claim: Any, role: str) -> frozenset[str]:
    """Who fills a role of a claim: actor ids, or the span's own words where it resolves to nobody."""
    return frozenset(map(actor_of, spans_of(claim, role)))


def actor_of(span: Any) -> str:
    """Whom a span names: an actor id, or its own words where it resolves to nobody."""
    return span.actor or " ".join(span.text.casefold().split())


def scale(element: Answerable) -> tuple[str, ...]:
    """The labels of an element in the order of their values; none for sets, whose labels are the sets given."""
    return () if element.level == "set" else tuple(sorted(element.values, key=element.values.__getitem__))


def ranks(holder: Any, element: Answerable) -> tuple[tuple[float, str], ...]:
    """The labels of an answer with their values, sorted as the scale is: renaming labels does not change the order."""
    answer = getattr(holder, element.name)
    labels = answer if isinstance(answer, tuple) else () if answer is None else (answer,)
    return tuple(sorted((element.values.get(label, 0.0), label) for label in labels))


def spans_of(claim: Any, role: str) -> tuple[Any, ...]:
    """The spans of a role in a claim, whether the role holds one or many."""
    found = getattr(claim, role)
    return found if isinstance(found, tuple) else (found,)


def span_row(span: Any) -> dict[str, Any]:
    """A span as gold.jsonl has it: its place, its words, and whom they mean if the register knows it."""
    actor = getattr(span, "actor", None)
    place = {"start": span.start, "end": span.end, "text": span.text}
    return place if actor is None else place | {"actor": actor}


def marked_in(record: Any, role: str) -> list[tuple[int, int]]:
    """The places of a role in a sentence; a span that belongs to several claims was marked once."""
    if not (record.claims or record.unlinked):  # as in most sentences
        return []
    return sorted({(span.start, span.end) for span in each_span(record, role)})


def each_span(record: Any, role: str) -> Iterator[Any]:
    """Every span of a role in a sentence, linked or not; one that belongs to several claims comes with each."""
    for claim in record.claims:
        yield from spans_of(claim, role)
    yield from (span for span in record.unlinked if span.role == role)


def frames_in(record: Any, schema: Schema) -> tuple[Frame, ...]:
    """The claims of a record as frames."""
    return tuple(frame_of(claim, schema) for claim in record.claims)


def frame_of(claim: Any, schema: Schema) -> Frame:
    """A claim as a frame, without what annotators say of themselves."""
    return Frame(
        {
            role.name: frozenset((span.start, span.end) for span in spans)
            for role in schema.roles
            if (spans := spans_of(claim, role.name))
        },
        {
            attribute.name: answer
            for attribute in schema.claim_attributes
            if attribute.is_of_text and (answer := answer_of(claim, attribute)) is not None and answer != frozenset()
        },
    )


def weights_of(schema: Schema) -> dict[str, float]:
    """Role or claim attribute → its share in the similarity of two claims."""
    weights = {role.name: role.weight for role in schema.roles}
    return weights | {attribute.name: attribute.weight for attribute in schema.claim_attributes if attribute.is_of_text}
