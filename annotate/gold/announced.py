"""The question that announces claims and the claims, decided together.

Gold never says "yes, there is a claim" without one, and has no claim under another answer. Where votes would make it
do so, a person decides on all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotate.gold.claims import Head
from annotate.gold.decision import Cause, Decision, Reason, Status
from annotate.gold.votes import counted, medoid
from annotate.records.contents import span_row
from annotate.schema.sections import Condition


class Together(NamedTuple):
    """The answer to the announcing question, and the claims."""

    question: Decision
    heads: list[Head]


def decide_together(question: Decision, heads: Sequence[Head], condition: Condition) -> Together:
    """Leave the question and every claim open, unless they agree.

    Args:
        question: what was decided on the question that announces claims.
        heads: what was decided on the claims.
        condition: the answer under which claims are expected.
    """
    there = any(head.decision.is_there for head in heads)
    some_open = any(head.decision.is_open for head in heads)
    if question.is_open:
        agree = not heads
    elif _announces(question.value, condition.label):
        agree = there
    else:
        agree = not there and not some_open
    if agree:
        return Together(question, list(heads))
    return Together(_opened(question, there, some_open), [_opened_head(head, question) for head in heads])


def _announces(answer: Any, label: str) -> bool:
    return label in answer if isinstance(answer, list) else answer == label


def _opened(question: Decision, there: bool, some_open: bool) -> Decision:
    if question.is_open:
        return question
    claims = "a claim has a majority" if there else "a claim is open" if some_open else "no claim has a majority"
    reason = Reason(Cause.TOGETHER, f"{counted(question.votes)}, and {claims}")
    return question._replace(value=None, status=Status.UNRESOLVED, reason=reason)


def _opened_head(head: Head, question: Decision) -> Head:
    decision = head.decision
    if decision.is_open:
        return head
    spans = [getattr(claim, decision.element) for claim in head.claim.values()]
    value = span_row(medoid(spans))
    marked = f"{len(spans)} of {len(decision.who)} marked it"
    reason = Reason(Cause.TOGETHER, f"{marked}, and {question.element} is {question.value or 'open'}")
    return head._replace(decision=decision._replace(value=value, status=Status.UNRESOLVED, reason=reason))
