"""Decisions of votes, with what adjudicators made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotate.adjudication.values import answer_value
from annotate.gold.claims import FilledClaim, Filler, Head, Judged, fill_claim, vote_on_attributes
from annotate.gold.decision import Decision, DecisionKind, Ruled, Status
from annotate.gold.identity import called
from annotate.records.clusters import iou
from annotate.records.contents import span_row, spans_of
from annotate.schema.model import CLAIM

_MARKED = ("marked", "not marked")


@dataclass(frozen=True)
class Overruling:
    """A sentence with its votes, and who decides above them."""

    judged: Judged
    ruled: Ruled

    def settled(self, decision: Decision, value: Any) -> Decision:
        """The decision with the value that adjudicators want; as it is if votes decided so."""
        if not decision.is_open and decision.value == value:
            return decision
        return decision._replace(value=value, status=Status.ADJUDICATED, ruled=self.ruled)

    def claim(self, head: Head, filled: FilledClaim | None, claim: Any) -> FilledClaim:
        """A claim that annotators marked, as adjudicators want it.

        Args:
            head: the claim as its annotators marked it.
            filled: what votes say is in it; None if votes do not say that it is there.
            claim: the claim that adjudicators want.
        """
        name = head.decision.element
        span = getattr(claim, name)
        head = head._replace(decision=self.settled(head.decision, span_row(span)))
        voted = filled or fill_claim(self.judged, head)
        return FilledClaim(
            head,
            self._answers(voted.of_head, span, name, head.decision.id),
            {
                role: self._fillers(head.place, role, fillers, spans_of(claim, role))
                for role, fillers in voted.fillers.items()
            },
            self._answers(voted.attributes, claim, CLAIM, head.place),
        )

    def new_claim(self, place: str, claim: Any) -> FilledClaim:
        """A claim that no annotator marked."""
        role = next(role for role in self.judged.schema.roles if role.head)
        span = getattr(claim, role.name)
        head = Head({}, place, self._new(called(place, role.name), role.name, "claim", span_row(span)))
        fillers = {
            other.name: self._fillers(place, other.name, (), spans_of(claim, other.name))
            for other in self.judged.schema.roles
            if not other.head
        }
        of_head = self._answers((), span, role.name, head.decision.id)
        return FilledClaim(head, of_head, fillers, self._answers((), claim, CLAIM, place))

    def _new(self, name: str, element: str, kind: DecisionKind, value: Any) -> Decision:
        """A decision on what nobody voted on; on a span, everybody who saw the sentence did not mark it."""
        votes = {} if kind == "attribute" else dict(zip(_MARKED, (0, len(self.judged.records)), strict=True))
        who = {} if kind == "attribute" else dict.fromkeys(sorted(self.judged.records))
        return Decision(name, element, kind, value, Status.ADJUDICATED, votes, who, ruled=self.ruled)

    def _answers(self, voted: Sequence[Decision], holder: Any, target: str, name: str) -> tuple[Decision, ...]:
        """The attributes of a claim or span, which is called `name`."""
        schema = self.judged.schema
        by_element = {decision.element: decision for decision in voted}
        answers = []
        for attribute in schema.attributes_on(target):
            if attribute.is_of_text:
                value = answer_value(holder, attribute, schema)
                decision = by_element.get(attribute.name) or self._new(
                    called(name, attribute.name), attribute.name, "attribute", value
                )
                answers.append(self.settled(decision, value))
        return tuple(answers)

    def _fillers(self, claim: str, role: str, voted: Sequence[Filler], spans: Sequence[Any]) -> tuple[Filler, ...]:
        """The spans of a role in a claim; `claim` is its place."""
        partner = _paired(voted, spans)
        fillers = []
        for index, filler in enumerate(voted):
            if index not in partner:
                fillers.append(Filler(filler.spans, self.settled(filler.decision, None), ()))
                continue
            span = spans[partner[index]]
            decision = self.settled(filler.decision, span_row(span))
            about = filler.attributes or vote_on_attributes(self.judged, role, filler.spans, decision.id)
            fillers.append(Filler(filler.spans, decision, self._answers(about, span, role, decision.id)))
        for index, span in enumerate(spans):
            if index not in partner.values():
                decision = self._new(called(claim, role, f"{span.start}-{span.end}"), role, "span", span_row(span))
                fillers.append(Filler({}, decision, self._answers((), span, role, decision.id)))
        return tuple(sorted(fillers, key=_in_the_sentence))


def _in_the_sentence(filler: Filler) -> tuple[int, int]:
    value = filler.decision.value
    if value is not None:
        return value["start"], value["end"]
    return min((span.start, span.end) for span in filler.spans.values())


def _paired(voted: Sequence[Filler], spans: Sequence[Any]) -> dict[int, int]:
    """Which span each group of annotators' spans became: the one that votes chose, or else the closest to theirs."""
    near = []
    for index, filler in enumerate(voted):
        for other, span in enumerate(spans):
            overlaps = [iou(one, span) for one in filler.spans.values()]
            chosen = filler.decision.is_there and filler.decision.value == span_row(span)
            near.append((not chosen, -max(overlaps), index, other))
    partner: dict[int, int] = {}
    for _, closeness, index, other in sorted(near):
        if closeness < 0 and index not in partner and other not in partner.values():
            partner[index] = other
    return partner
