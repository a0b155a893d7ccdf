"""Records and gold in, a row for each annotator, element and measure out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.agreement.elements.measure import element_names, units_of
from annotate.agreement.results.resampling import Resampling
from annotate.errors import InsufficientData
from annotate.evaluation.answers import evaluate_answers
from annotate.evaluation.claims import evaluate_claims
from annotate.evaluation.own_vote import Reference, WithoutVote
from annotate.evaluation.pair import Pair, pair_with_gold
from annotate.evaluation.results import Evaluated, OwnVote
from annotate.evaluation.spans import evaluate_spans
from annotate.records.aligned import first_records
from annotate.schema.model import CLAIM
from annotate.schema.record import Record


@dataclass(frozen=True)
class Coverage:
    """Which sentences of an annotator were compared with gold.

    Attributes:
        sentences: how many the annotator and gold both have.
        without_gold: how many of the annotator's gold lacks.
        not_annotated: how many of gold's the annotator lacks.
        voted: in how many of them the annotator's own vote helped to make gold.
        without_vote: gold without that vote; None where there is none.
    """

    sentences: int
    without_gold: int
    not_annotated: int
    voted: int
    without_vote: WithoutVote | None = None


@dataclass(frozen=True)
class Evaluation:
    """Every annotator against gold: the rows, and annotator → what was compared."""

    rows: tuple[Evaluated, ...]
    compared: Mapping[str, Coverage]


def evaluate(
    records: Iterable[Record],
    reference: Reference,
    *,
    elements: Collection[str] | None = None,
    resampling: Resampling | None = None,
) -> Evaluation:
    """Compare every annotator, people and models, with gold.

    Where an annotator's own vote helped to make gold, there are rows for gold as it is, whose `own_vote` says
    "counted", and for gold made again without that vote, "left out", as far as the records of the others are here.

    Args:
        records: annotations of one schema, by people or models.
        reference: gold of the same schema.
        elements: as in `annotate.agreement.measure`.
        resampling: resamples and seed; articles are resampled.

    Raises:
        InsufficientData: the records and gold have no sentence in common, or gold has none of the elements.
    """
    how, wanted = resampling or Resampling(), set(elements or element_names(reference.schema))
    said: dict[str, dict[str, Any]] = {}
    for sentence, by in first_records(records).items():
        for annotator, record in by.items():
            said.setdefault(annotator, {})[sentence] = record
    rows: list[Evaluated] = []
    compared: dict[str, Coverage] = {}
    for annotator, theirs in sorted(said.items()):
        common = theirs.keys() & reference.lines.keys()
        voted = sum(annotator in reference.lines[sentence].voters for sentence in common)
        own_vote = OwnVote.COUNTED if voted else OwnVote.NONE
        pairs = [pair_with_gold(theirs, reference.lines, reference.schema, how, own_vote)]
        without = reference.without(annotator) if voted else None
        if without:
            pairs.append(pair_with_gold(theirs, without.lines, reference.schema, how, OwnVote.LEFT_OUT))
        rows += [row for pair in pairs if pair for row in _evaluate_pair(pair, wanted)]
        missing = len(theirs) - len(common), len(reference.lines) - len(common)
        compared[annotator] = Coverage(len(common), *missing, voted, without)
    if not any(one.sentences for one in compared.values()):
        raise InsufficientData("the records and the gold have no sentence in common")
    if not rows:
        raise InsufficientData(
            f"gold has no {', '.join(sorted(wanted))}: annotators say it of themselves", "choose other elements"
        )
    return Evaluation(tuple(rows), compared)


def _evaluate_pair(pair: Pair, elements: set[str]) -> list[Evaluated]:
    schema = pair.aligned.schema
    rows = [row for role in schema.roles if role.name in elements for row in evaluate_spans(pair, role.name)]
    of_annotators = {attribute.name for attribute in schema.answerables if not attribute.is_of_text}
    for units in units_of(pair.aligned, elements - of_annotators):
        rows += evaluate_answers(pair, units)
    return rows + (evaluate_claims(pair) if schema.head and CLAIM in elements else [])
