"""What a record, claim or span says: its answers, spans, actors and frames."""

from __future__ import annotations

from typing import Any

from annotate.agreement.frames import Frame
from annotate.schema.model import Answerable, Schema


def answer_of(holder: Any, element: Answerable) -> Any:
    """The answer of a record, claim or span: a label, a set of them, or None where it was not given."""
    answer = getattr(holder, element.name)
    return frozenset(answer) if element.level == "set" else answer


def actors_of(claim: Any, role: str) -> frozenset[str]:
    """Who fills a role of a claim: actor ids, or the span's own words where it resolves to nobody."""
    return frozenset(span.actor or " ".join(span.text.casefold().split()) for span in spans_of(claim, role))


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


def marked_in(record: Any, role: str) -> list[tuple[int, int]]:
    """The places of a role in a sentence; a span that belongs to several claims was marked once."""
    linked = {(span.start, span.end) for claim in record.claims for span in spans_of(claim, role)}
    return sorted(linked | {(span.start, span.end) for span in record.unlinked if span.role == role})


def frames_in(record: Any, schema: Schema) -> tuple[Frame, ...]:
    """The claims of a record as frames."""
    return tuple(
        Frame(
            {
                role.name: frozenset((span.start, span.end) for span in spans)
                for role in schema.roles
                if (spans := spans_of(claim, role.name))
            },
            {
                attribute.name: answer
                for attribute in schema.claim_attributes
                if (answer := answer_of(claim, attribute)) is not None and answer != frozenset()
            },
        )
        for claim in record.claims
    )


def weights_of(schema: Schema) -> dict[str, float]:
    """Role or claim attribute → its share in the similarity of two claims."""
    weights = {role.name: role.weight for role in schema.roles}
    return weights | {attribute.name: attribute.weight for attribute in schema.claim_attributes}
