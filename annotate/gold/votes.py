"""Votes: answers, and whether a span is there, decided by strict majority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from annotate.config import GoldRules
from annotate.gold.decision import Cause, Decision, DecisionKind, Reason, Status
from annotate.records.clusters import iou
from annotate.records.contents import span_row
from annotate.schema.described import Answerable
from annotate.schema.model import CLAIM, Schema

_PATTERNS = 10_000
"""How many patterns of answers to an element are kept with what was decided on them."""
ONE_ANNOTATOR = Reason(Cause.TOO_FEW, "one annotator only")


class Ballots:
    """The ballots of a schema. Few patterns of answers occur in many sentences, so each is voted on once."""

    def __init__(self, schema: Schema, rules: GoldRules) -> None:
        targets = (CLAIM, *(role.name for role in schema.roles))
        self._questions = _voters(_ballots(schema, schema.sentence_questions, "question"), rules)
        self._about = {
            target: _voters(_ballots(schema, schema.attributes_on(target), "attribute"), rules) for target in targets
        }

    def vote_on_questions(self, records: Mapping[str, Any]) -> list[Decision]:
        """What is decided on each question about the text; `records` is annotator → record."""
        return _voted(self._questions, records)

    def vote_about(self, target: str, holders: Mapping[str, Any]) -> list[Decision]:
        """The same of each attribute of a claim, or of the spans of a role; `holders` is annotator → claim or span."""
        return _voted(self._about[target], holders)


_Voter = Callable[[tuple[str, ...], tuple[Any, ...]], Decision]
"""What decides on an element, given who was asked and what each of them answered."""


def _voters(ballots: Iterable[Ballot], rules: GoldRules) -> list[tuple[str, _Voter]]:
    def voter(ballot: Ballot) -> _Voter:
        return lru_cache(_PATTERNS)(lambda names, answers: vote(ballot, dict(zip(names, answers, strict=True)), rules))

    return [(ballot.element, voter(ballot)) for ballot in ballots]


def _voted(voters: Sequence[tuple[str, _Voter]], holders: Mapping[str, Any]) -> list[Decision]:
    names = tuple(sorted(holders))
    asked = [holders[name] for name in names]
    return [voter(names, tuple([getattr(holder, element) for holder in asked])) for element, voter in voters]


def _ballots(schema: Schema, elements: Iterable[Answerable], kind: DecisionKind) -> tuple[Ballot, ...]:
    return tuple(
        Ballot(element.name, kind, schema.labels_of(element), element.level == "set", element.required)
        for element in elements
        if element.is_of_text
    )


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
            return decision._replace(value=None, status=Status.UNRESOLVED, reason=ONE_ANNOTATOR)
        return decision._replace(status=Status.SINGLE)
    if rules.adjudicate == "all" and decision.status == Status.MAJORITY:
        reason = Reason(Cause.NOT_UNANIMOUS, counted(decision.votes))
        return decision._replace(value=None, status=Status.UNRESOLVED, reason=reason)
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


class Subject(NamedTuple):
    """What is voted on where spans are: the decision's id, the role, whether it is the head, and the claim's number."""

    id: str
    role: str
    kind: DecisionKind
    claim: int | None = None


def vote_span(subject: Subject, spans: Mapping[str, Any], voters: Sequence[str], rules: GoldRules) -> Decision:
    """Decide by strict majority of the voters whether a span is there; its boundary is that of the medoid.

    Args:
        subject: what the decision is about.
        spans: annotator → the span that each marked.
        voters: the annotators who could have marked it.
        rules: what a person must decide.
    """
    who: dict[str, Any] = dict.fromkeys(voters)
    for name, span in spans.items():
        who[name] = [span.start, span.end]
    times, asked = len(spans), len(voters)
    votes = {"marked": times, "not marked": asked - times}
    first, *others = spans.values()
    are_alike = not others or len({(span.start, span.end) for span in spans.values()}) == 1
    status, cause = _count_marks(times, asked, rules, are_equal=are_alike and times == asked)
    value = None
    if 2 * times >= asked or status != Status.MAJORITY:
        value = span_row(first if are_alike else medoid([first, *others]))
    reason = None
    if cause == Cause.TOO_FEW:
        reason = ONE_ANNOTATOR
    elif cause:
        how = ", with different boundaries" if cause == Cause.NOT_UNANIMOUS and times == asked else ""
        reason = Reason(cause, f"{times} of {asked} marked it{how}")
    name, role, kind, claim = subject
    return Decision(name, role, kind, value, status, votes, who, claim, reason)


def _count_marks(times: int, voters: int, rules: GoldRules, *, are_equal: bool) -> tuple[Status, Cause | None]:
    """What the number of voters who marked a span decides; `are_equal` says that all did, and alike."""
    if voters < 2:
        return (Status.UNRESOLVED, Cause.TOO_FEW) if rules.one == "leave" else (Status.SINGLE, None)
    if 2 * times == voters:
        return Status.UNRESOLVED, Cause.TIE
    if 2 * times < voters:
        return (Status.MAJORITY, None) if rules.adjudicate == "ties" else (Status.UNRESOLVED, Cause.MINORITY)
    if are_equal:
        return Status.UNANIMOUS, None
    if rules.adjudicate == "all":
        return Status.UNRESOLVED, Cause.NOT_UNANIMOUS
    return Status.MAJORITY, None


def medoid(spans: Sequence[Any]) -> Any:
    """The span with the highest IoU with all others; of equals, the first in the sentence."""
    closeness = [sum([iou(span, other) for other in spans]) for span in spans]
    return min(zip(spans, closeness, strict=True), key=lambda pair: (-round(pair[1], 9), pair[0].start, pair[0].end))[0]
