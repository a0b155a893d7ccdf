"""Dawid and Skene's model beside the votes: how likely each answer is, which decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.dawid_skene import dawid_skene
from annotate.gold.decision import Decision, DecisionKind
from annotate.gold.make import GoldRow
from annotate.schema.described import Answerable
from annotate.schema.model import Schema

SMOOTHING = 1.0
"""With less, the model is far too sure of ties; see benchmarks/posteriors.py."""

NO_ANSWER = ""
_DIGITS = 6


class OneLabelElement(NamedTuple):
    """A question or attribute with one label, as decisions name it."""

    kind: DecisionKind
    element: str


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

    Statuses and values stay what votes made them. No answer to an element that may be left empty is a label of the
    model too, written "".

    Args:
        rows: what `make_gold` returned.
        schema: the schema of the records.

    Returns:
        the rows, and the confusions of the annotators on each question and attribute.
    """
    decisions = [list(row.decisions) for row in rows]
    confusions = []
    labels = labels_of_model(schema)
    for asked, places in places_of(rows, labels).items():
        decided = [rows[row].decisions[place] for row, place in places]
        answered = {label_of(answer) for decision in decided for answer in decision.who.values()}
        used = tuple(label for label in labels[asked] if label in answered)
        if len(used) < 2:
            continue
        names = sorted({name for decision in decided for name in decision.who})
        fitted = dawid_skene(_codes(decided, names, used), len(used), smoothing=SMOOTHING)
        tables = dict(zip(names, fitted.confusion.round(_DIGITS).tolist(), strict=True))
        confusions.append(Confusions(asked.element, used, tuple(fitted.prior.round(_DIGITS).tolist()), tables))
        for (row, place), chances in zip(places, fitted.posterior.round(_DIGITS).tolist(), strict=True):
            decisions[row][place] = decisions[row][place]._replace(posterior=dict(zip(used, chances, strict=True)))
    return [replace(row, decisions=tuple(of_row)) for row, of_row in zip(rows, decisions, strict=True)], confusions


def labels_of_model(schema: Schema) -> dict[OneLabelElement, tuple[str, ...]]:
    """What the model may find: the labels of each question and claim attribute that has one, and no answer."""
    kinds: tuple[tuple[DecisionKind, Sequence[Answerable]], ...] = (
        ("question", schema.sentence_questions),
        ("attribute", schema.claim_attributes),
    )
    return {
        OneLabelElement(kind, element.name): (*schema.labels_of(element), *(() if element.required else (NO_ANSWER,)))
        for kind, elements in kinds
        for element in elements
        if element.level != "set"
    }


def places_of(
    rows: Sequence[GoldRow], labels: Mapping[OneLabelElement, Sequence[str]]
) -> dict[OneLabelElement, list[tuple[int, int]]]:
    """Where each element is decided: the number of the row and of the decision in it."""
    places: dict[OneLabelElement, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, decision in enumerate(row.decisions):
            asked = OneLabelElement(decision.kind, decision.element)
            if asked in labels:
                places[asked].append((number, place))
    return places


def label_of(answer: str | None) -> str:
    """How the model and `votes` write an answer."""
    return NO_ANSWER if answer is None else answer


def _codes(decided: Sequence[Decision], names: Sequence[str], used: Sequence[str]) -> NDArray[np.intp]:
    """Codes of shape (annotators, decisions); -1 where an annotator was not asked."""
    code = {label: index for index, label in enumerate(used)}
    return np.array(
        [
            [code.get(label_of(decision.who[name]), -1) if name in decision.who else -1 for decision in decided]
            for name in names
        ],
        dtype=np.intp,
    )
