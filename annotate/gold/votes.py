"""Votes: answers, and whether a span is there, decided by strict majority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from annotate.config import GoldRules
from annotate.gold.decision import Cause, Decision, DecisionKind, Reason, Status
from annotate.records.clusters import Marked, iou
from annotate.records.contents import span_row
from annotate.schema.model import Answerable, Schema

ONE_ANNOTATOR = Reason(Cause.TOO_FEW, "one annotator only")


class Ballot(NamedTuple):
    """What is answered with labels.

    Attributes:
        element: the question, attribute or variable.
        kind: "question" or "attribute".
        labels: the possible ones, in order.
        is_set: whether an answer is a set of labels.
        required: whether a label must be given.
    """

    element: str
    kind: DecisionKind
    labels: Sequence[str]
    is_set: bool = False
    required: bool = True


def ballot_of(schema: Schema, element: Answerable, kind: DecisionKind) -> Ballot:
    """What annotators were asked by a question or attribute."""
    return Ballot(element.name, kind, schema.labels_of(element), element.level == "set", element.required)


def vote(ballot: Ballot, answers: Mapping[str, Any], rules: GoldRules) -> Decision:
    """Decide by strict majority of those who were asked; not answering an optional element is an answer.

    A set is decided label by label, and is in the order of the labels.

    Args:
        ballot: what they were asked.
        answers: annotator → label, labels, or None.
        rules: what a person must decide.
    """
    decision = _vote_on_sets(ballot, answers) if ballot.is_set else _vote_on_labels(ballot, answers)
    if len(answers) < 2:
        if rules.one == "leave":
            return replace(decision, value=None, status=Status.UNRESOLVED, reason=ONE_ANNOTATOR)
        return replace(decision, status=Status.SINGLE)
    if rules.adjudicate == "all" and decision.status == Status.MAJORITY:
        reason = Reason(Cause.NOT_UNANIMOUS, counted(decision.votes))
        return replace(decision, value=None, status=Status.UNRESOLVED, reason=reason)
    return decision


def counted(votes: Mapping[str, int]) -> str:
    """The votes, for people to read."""
    return ", ".join(f"{label or 'no answer'} {times}" for label, times in votes.items())


def _vote_on_labels(ballot: Ballot, answers: Mapping[str, Any]) -> Decision:
    tally = Counter("" if answer is None else answer for answer in answers.values())
    votes = dict(sorted(tally.items()))
    top, times = tally.most_common(1)[0]
    if 2 * times > len(answers):
        status = Status.UNANIMOUS if len(tally) == 1 else Status.MAJORITY
        return Decision(ballot.element, ballot.element, ballot.kind, top or None, status, votes, dict(answers))
    tied = list(tally.values()).count(times) > 1
    reason = Reason(Cause.TIE if tied else Cause.NO_MAJORITY, counted(votes))
    return _open_decision(ballot, votes, dict(answers), reason)


def _vote_on_sets(ballot: Ballot, answers: Mapping[str, Any]) -> Decision:
    place = {label: index for index, label in enumerate(ballot.labels)}
    who = {name: sorted(answer, key=place.__getitem__) for name, answer in answers.items()}
    tally = Counter(label for answer in who.values() for label in answer)
    votes = dict(sorted(tally.items()))
    tied = [label for label in ballot.labels if tally[label] and 2 * tally[label] == len(who)]
    value = [label for label in ballot.labels if 2 * tally[label] > len(who)]
    if tied:
        return _open_decision(ballot, votes, who, Reason(Cause.TIE, tied=tuple(tied)))
    if ballot.required and not value:
        return _open_decision(ballot, votes, who, Reason(Cause.NO_MAJORITY, counted(votes)))
    same = all(answer == value for answer in who.values())
    status = Status.UNANIMOUS if same else Status.MAJORITY
    return Decision(ballot.element, ballot.element, ballot.kind, value, status, votes, who)


def _open_decision(ballot: Ballot, votes: dict[str, int], who: dict[str, Any], reason: Reason) -> Decision:
    return Decision(ballot.element, ballot.element, ballot.kind, None, Status.UNRESOLVED, votes, who, reason=reason)


def vote_span(
    role: str, kind: DecisionKind, spans: Mapping[str, Any], voters: Sequence[str], rules: GoldRules
) -> Decision:
    """Decide by strict majority of the voters whether a span is there; its boundary is that of the medoid.

    Args:
        role: the role of the span.
        kind: "claim" for the head, else "span".
        spans: annotator → the span that each marked.
        voters: the annotators who could have marked it.
        rules: what a person must decide.
    """
    who = {name: [spans[name].start, spans[name].end] if name in spans else None for name in voters}
    votes = {"marked": len(spans), "not marked": len(voters) - len(spans)}
    value = span_row(medoid(list(spans.values())))
    unresolved = Decision(role, role, kind, value, Status.UNRESOLVED, votes, who)
    marked = f"{len(spans)} of {len(voters)} marked it"
    if len(voters) < 2:
        if rules.one == "leave":
            return replace(unresolved, reason=ONE_ANNOTATOR)
        return replace(unresolved, status=Status.SINGLE)
    if 2 * len(spans) == len(voters):
        return replace(unresolved, reason=Reason(Cause.TIE, marked))
    if 2 * len(spans) < len(voters):
        if rules.adjudicate == "ties":
            return replace(unresolved, status=Status.MAJORITY, value=None)
        return replace(unresolved, reason=Reason(Cause.MINORITY, marked))
    if all(place == [value["start"], value["end"]] for place in who.values()):
        return replace(unresolved, status=Status.UNANIMOUS)
    if rules.adjudicate == "all":
        others = "" if len(spans) < len(voters) else ", with different boundaries"
        return replace(unresolved, reason=Reason(Cause.NOT_UNANIMOUS, f"{marked}{others}"))
    return replace(unresolved, status=Status.MAJORITY)


def medoid(spans: Sequence[Any]) -> Any:
    """The span with the highest IoU with all others; of equals, the first in the sentence."""
    places = [Marked("", span.start, span.end) for span in spans]
    if len(set(places)) == 1:
        return spans[0]
    closeness = [sum(iou(place, other) for other in places) for place in places]
    return min(zip(spans, closeness, strict=True), key=lambda pair: (-round(pair[1], 9), pair[0].start, pair[0].end))[0]
