"""One decision about gold: what was chosen, by whose votes, and whether a person must still decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from annotate.records.clusters import Marked, iou
from annotate.schema.model import Answerable

DecisionKind = Literal["question", "claim", "span", "attribute"]


class Status(StrEnum):
    """How a decision came about, the surest first."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"
    MODEL = "model"
    UNRESOLVED = "unresolved"


class Cause(StrEnum):
    """Why votes alone do not decide."""

    TIE = "tie"
    NO_MAJORITY = "no majority"
    MINORITY = "minority"
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Reason:
    """Why votes alone do not decide.

    Attributes:
        cause: in a word.
        detail: what was counted, for people to read.
    """

    cause: Cause
    detail: str

    def __str__(self) -> str:
        return f"{self.cause}{'' if self.detail.startswith('on ') else ':'} {self.detail}"


ONE_ANNOTATOR = Reason(Cause.TOO_FEW, "one annotator only")


@dataclass(frozen=True)
class Decision:
    """The gold value of one element of a sentence, or why it has none yet.

    Attributes:
        element: the question, role or attribute, named as in the schema.
        kind: what it is; "claim" decides whether there is a claim with this head.
        value: the gold value; where it is unresolved, None, or the span that was proposed.
        status: unanimous, majority, adjudicated, model or unresolved.
        votes: answer → how many gave it; "", which no label can be, means no answer.
        who: annotator → what they answered; None for nothing.
        claim: which of the sentence's gold claims it belongs to, from 0; None for a question or an open claim.
        reason: why votes do not decide.
        posterior: answer → its probability, where a model of the annotators was used; "" as in `votes`.
    """

    element: str
    kind: DecisionKind
    value: Any
    status: Status
    votes: Mapping[str, int]
    who: Mapping[str, Any]
    claim: int | None = None
    reason: Reason | None = None
    posterior: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The decision as gold.jsonl has it."""
        row = {"element": self.element, "kind": self.kind, "claim": self.claim, "value": self.value}
        row |= {"status": self.status, "votes": dict(self.votes), "who": dict(self.who)}
        if self.reason:
            row["reason"] = str(self.reason)
        if self.posterior:
            row["posterior"] = dict(self.posterior)
        return row


def vote(element: Answerable, kind: DecisionKind, answers: Mapping[str, Any], claim: int | None = None) -> Decision:
    """Decide by strict majority of those who were asked; not answering an optional element is an answer.

    A set is decided label by label.

    Args:
        element: the question or attribute.
        kind: "question" or "attribute".
        answers: annotator → label, tuple of labels, or None.
        claim: which gold claim the element belongs to.
    """
    if element.level == "set":
        sets = {name: tuple(sorted(answer)) for name, answer in answers.items()}
        tally = Counter(label for answer in sets.values() for label in answer)
        value: Any = [label for label, times in sorted(tally.items()) if 2 * times > len(sets)]
        unanimous = len(set(sets.values())) == 1
        open_labels = [label for label, times in sorted(tally.items()) if 2 * times == len(sets)]
        reason = Reason(Cause.TIE, f"on {', '.join(open_labels)}") if open_labels else None
        who: dict[str, Any] = {name: list(answer) for name, answer in sets.items()}
    else:
        tally = Counter("" if answer is None else answer for answer in answers.values())
        top, times = tally.most_common(1)[0]
        value = top or None
        unanimous = len(tally) == 1
        tied = list(tally.values()).count(times) > 1
        counted = ", ".join(f"{label or 'no answer'} {times}" for label, times in sorted(tally.items()))
        reason = None if 2 * times > len(answers) else Reason(Cause.TIE if tied else Cause.NO_MAJORITY, counted)
        who = dict(answers)
    if len(answers) < 2:
        reason = ONE_ANNOTATOR
    votes = dict(sorted(tally.items()))
    if reason:
        return Decision(element.name, kind, None, Status.UNRESOLVED, votes, who, claim, reason)
    status = Status.UNANIMOUS if unanimous else Status.MAJORITY
    return Decision(element.name, kind, value, status, votes, who, claim)


def vote_span(element: str, kind: DecisionKind, spans: Mapping[str, Any], voters: Sequence[str]) -> Decision:
    """Decide whether a span is gold: a strict majority of the voters marked it.

    Args:
        element: the role.
        kind: "claim" for the head, else "span".
        spans: annotator → the span that each marked.
        voters: the annotators who could have marked it.
    """
    who = {name: [spans[name].start, spans[name].end] if name in spans else None for name in voters}
    votes = {"marked": len(spans), "not marked": len(voters) - len(spans)}
    value = medoid(list(spans.values())).model_dump(exclude_none=True, include={"start", "end", "text", "actor"})
    if len(voters) < 2:
        reason = ONE_ANNOTATOR
    elif 2 * len(spans) > len(voters):
        same = all(place == [value["start"], value["end"]] for place in who.values())
        status = Status.UNANIMOUS if same else Status.MAJORITY
        return Decision(element, kind, value, status, votes, who)
    else:
        cause = Cause.TIE if 2 * len(spans) == len(voters) else Cause.MINORITY
        reason = Reason(cause, f"{len(spans)} of {len(voters)} marked it")
    return Decision(element, kind, value, Status.UNRESOLVED, votes, who, reason=reason)


def medoid(spans: Sequence[Any]) -> Any:
    """The span with the highest IoU with all others; of equals, the first in the sentence."""
    places = [Marked("", span.start, span.end) for span in spans]
    closeness = [sum(iou(place, other) for other in places) for place in places]
    return min(zip(spans, closeness, strict=True), key=lambda pair: (-round(pair[1], 9), pair[0].start, pair[0].end))[0]
