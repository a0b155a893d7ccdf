"""Gold answers from a model of the annotators, where votes alone do not decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from annotate.agreement.coefficients.dawid_skene import dawid_skene
from annotate.gold.decision import Cause, Decision, Reason, Status
from annotate.gold.make import GoldRow
from annotate.schema.model import Schema

SURE = 0.8
"""The model settles what votes leave open if a label has this posterior or more."""
_NO_ANSWER = ""
SETTLED = Reason(Cause.NO_MAJORITY, "settled by Dawid and Skene's model", settled=True)


@dataclass(frozen=True)
class Confusions:
    """What Dawid and Skene's model says of the annotators on one question or attribute.

    Attributes:
        element: the question or attribute.
        labels: the labels in use; "" is no answer.
        prior: the probability that each is the true one.
        annotators: annotator → for each true label, the probability of each answer.
    """

    element: str
    labels: tuple[str, ...]
    prior: tuple[float, ...]
    annotators: dict[str, list[list[float]]]


def with_posteriors(rows: Sequence[GoldRow], schema: Schema) -> tuple[list[GoldRow], list[Confusions]]:
    """Add Dawid and Skene's posterior to each question and claim attribute that has one label.

    No answer to an element that may be left empty is a label of the model too, written "".

    A tie is settled, with the status "majority" and the reason, where the posterior of a label is 0.8 or more. What one
    annotator alone saw stays unresolved, and a majority is never overruled.

    Args:
        rows: what `make_gold` returned.
        schema: the schema of the records.

    Returns:
        the rows, and the confusions of the annotators on each question and attribute.
    """
    labels = {
        element.name: (*schema.labels_of(element), *(() if element.required else (_NO_ANSWER,)))
        for element in (*schema.sentence_questions, *schema.claim_attributes)
        if element.level != "set"
    }
    posteriors: list[dict[int, dict[str, float]]] = [{} for _ in rows]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, gold in enumerate(rows):
        for place, decision in enumerate(gold.decisions):
            if decision.kind in ("question", "attribute") and decision.element in labels:
                places[decision.element].append((row, place))
    confusions = []
    for element, where in places.items():
        decided = [rows[row].decisions[place] for row, place in where]
        answered = {_label(answer) for decision in decided for answer in decision.who.values()}
        used = [label for label in labels[element] if label in answered]
        names = sorted({name for decision in decided for name in decision.who})
        code = {label: index for index, label in enumerate(used)}
        codes = np.array(
            [
                [code.get(_label(decision.who[name]), -1) if name in decision.who else -1 for decision in decided]
                for name in names
            ],
            dtype=np.intp,
        )
        if len(used) > 1:
            fitted = dawid_skene(codes, len(used))
            tables = dict(zip(names, fitted.confusion.round(6).tolist(), strict=True))
            confusions.append(Confusions(element, tuple(used), tuple(fitted.prior.round(6).tolist()), tables))
            for (row, place), chances in zip(where, fitted.posterior, strict=True):
                posteriors[row][place] = {
                    label: round(float(chance), 6) for label, chance in zip(used, chances, strict=True)
                }
    return [_settled(gold, chances) for gold, chances in zip(rows, posteriors, strict=True)], confusions


def _label(answer: str | None) -> str:
    return _NO_ANSWER if answer is None else answer


def _settled(row: GoldRow, posteriors: dict[int, dict[str, float]]) -> GoldRow:
    decisions = list(row.decisions)
    answers, claims = dict(row.answers), [dict(claim) for claim in row.claims]
    for place, posterior in posteriors.items():
        decision = replace(decisions[place], posterior=posterior)
        likely = max(posterior, key=posterior.__getitem__)
        if decision.status == Status.UNRESOLVED and len(decision.who) > 1 and posterior[likely] >= SURE:
            decision = replace(decision, status=Status.MAJORITY, value=likely or None, reason=SETTLED)
            if likely:
                _place_of(decision, answers, claims)[decision.element] = likely
        decisions[place] = decision
    return replace(row, decisions=tuple(decisions), answers=answers, claims=tuple(claims))


def _place_of(decision: Decision, answers: dict[str, Any], claims: list[dict[str, Any]]) -> dict[str, Any]:
    return answers if decision.claim is None else claims[decision.claim]
