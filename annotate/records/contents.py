"""What a record, claim or span says: its answers, spans, actors and frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.records.frames import Frame, Place
from annotate.schema.described import Answerable
from annotate.schema.model import Schema


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


class ClaimFrames:
    """Makes frames of claims, without what annotators say of themselves."""

    def __init__(self, schema: Schema) -> None:
        self._head = schema.head.name if schema.head else ""
        self._others = [role.name for role in schema.roles if not role.head]
        self._attributes = [
            (attribute.name, attribute.level == "set") for attribute in schema.claim_attributes if attribute.is_of_text
        ]

    def frame(self, claim: Any) -> Frame:
        """A claim as a frame."""
        roles = {self._head: self.places(claim, self._head)}
        for role in self._others:
            if spans := getattr(claim, role):
                roles[role] = frozenset([(span.start, span.end) for span in spans])
        attributes = {}
        for name, is_set in self._attributes:
            answer = getattr(claim, name)
            if answer is not None and answer != ():
                attributes[name] = frozenset(answer) if is_set else answer
        return Frame(roles, attributes)

    def places(self, claim: Any, role: str) -> frozenset[Place]:
        """Where the spans of a role are."""
        return frozenset([(span.start, span.end) for span in spans_of(claim, role)])


def weights_of(schema: Schema) -> dict[str, float]:
    """Role or claim attribute → its share in the similarity of two claims."""
    weights = {role.name: role.weight for role in schema.roles}
    return weights | {attribute.name: attribute.weight for attribute in schema.claim_attributes if attribute.is_of_text}
