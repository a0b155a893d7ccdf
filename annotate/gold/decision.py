"""One decision about gold: what was chosen, by whose votes, and whether a person must still decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

DecisionKind = Literal["question", "claim", "span", "attribute"]


class Status(StrEnum):
    """How a decision came about, the surest first."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"
    SINGLE = "single"
    MODEL = "model"
    UNRESOLVED = "unresolved"


CERTAINTY = {status: place for place, status in enumerate(Status)}
"""Status → its place, the surest first."""


class Cause(StrEnum):
    """Why votes alone do not decide."""

    TIE = "tie"
    NO_MAJORITY = "no majority"
    MINORITY = "minority"
    TOO_FEW = "too few"
    NOT_UNANIMOUS = "not unanimous"
    TOGETHER = "decided together"
    ADJUDICATORS = "adjudicators differ"


@dataclass(frozen=True)
class Reason:
    """Why votes alone do not decide.

    Attributes:
        cause: in a word.
        detail: what was counted, for people to read.
        tied: the labels that have equally many votes.
    """

    cause: Cause
    detail: str = ""
    tied: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.cause} on {', '.join(self.tied)}" if self.tied else f"{self.cause}: {self.detail}"


@dataclass(frozen=True)
class Ruled:
    """By which adjudicators something was decided, and when the last of them did, UTC."""

    by: tuple[str, ...]
    at: datetime


ONE_ANNOTATOR = Reason(Cause.TOO_FEW, "one annotator only")


class Decision(NamedTuple):
    """The gold value of one element of a sentence, or why it has none yet.

    Attributes:
        id: names the decision in its sentence; see `annotate.gold.identity`.
        element: the question, role or attribute, named as in the schema.
        kind: what it is; "claim" decides whether there is a claim with this head.
        value: the gold value; None if nothing is gold or an answer is unresolved; an unresolved span that is proposed.
        status: who or what decided.
        votes: answer → how many gave it; "", which no label can be, means no answer.
        who: annotator → what they answered; None for nothing.
        claim: the number of its gold claim in the sentence, from 0; None for a question or a claim that is not gold.
        reason: why votes do not decide.
        posterior: answer → its probability, where a model of the annotators was used; "" as in `votes`.
        ruled: who decided above the votes; None if votes decide.
    """

    id: str
    element: str
    kind: DecisionKind
    value: Any
    status: Status
    votes: Mapping[str, int]
    who: Mapping[str, Any]
    claim: int | None = None
    reason: Reason | None = None
    posterior: Mapping[str, float] = MappingProxyType({})
    ruled: Ruled | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person must decide."""
        return self.status == Status.UNRESOLVED

    @property
    def is_there(self) -> bool:
        """Of a claim or span: whether it is gold."""
        return self.value is not None and not self.is_open

    def named(self, name: str, claim: int | None = None) -> Decision:
        """The same decision called by this name, about what is in this claim."""
        # Far quicker than `_replace`, and done for every decision.
        return Decision(
            name,
            self.element,
            self.kind,
            self.value,
            self.status,
            self.votes,
            self.who,
            claim,
            self.reason,
            self.posterior,
            self.ruled,
        )

    def to_json(self) -> dict[str, Any]:
        """The decision as gold.jsonl has it."""
        row = {
            "id": self.id,
            "element": self.element,
            "kind": self.kind,
            "claim": self.claim,
            "value": self.value,
            "status": str(self.status),
            "votes": self.votes,
            "who": self.who,
        }
        if self.reason:
            row |= {"reason": str(self.reason), "cause": str(self.reason.cause)}
        if self.posterior:
            row["posterior"] = dict(self.posterior)
        if self.ruled:
            row |= {"adjudicators": list(self.ruled.by), "adjudicated_at": self.ruled.at.isoformat()}
        return row
