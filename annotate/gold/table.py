"""Gold of a table from elsewhere: each variable of each unit decided by votes, with no schema and no claims."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, NamedTuple

import numpy as np

from annotate.agreement.coefficients.dawid_skene import dawid_skene
from annotate.agreement.elements.units import Units
from annotate.agreement.tables.read import Table
from annotate.config import GoldRules
from annotate.errors import InsufficientData
from annotate.gold.decision import Decision, Status
from annotate.gold.posteriors import SMOOTHING
from annotate.gold.votes import Ballot, vote

COLUMNS = ("unit", "variable", "value", "status", "votes", "posterior")
_DIGITS = 6


class UnitDecision(NamedTuple):
    """What was decided on one variable of one unit."""

    unit: str
    decision: Decision


def decide_table(tables: Sequence[Table], rules: GoldRules, *, posteriors: bool = False) -> list[UnitDecision]:
    """Decide each variable of each unit by strict majority of those who judged it.

    Args:
        tables: the variables of a table.
        rules: what a person must decide.
        posteriors: whether Dawid and Skene's model adds how likely each label is; sets have no posterior.

    Raises:
        InsufficientData: each unit has one annotator and `rules` does not take their answers, or posteriors are asked
            for and no variable has two labels.
    """
    if rules.one == "leave" and not any((table.units.codes >= 0).sum(axis=0).max(initial=0) > 1 for table in tables):
        raise InsufficientData(
            "one annotator judged each unit, so there are no votes to count",
            "write `gold: {one: take}` into config.yaml to take these answers, with the status single",
        )
    decided = [_decide(table.units, rules) for table in tables]
    if posteriors:
        fitted = [_with_posteriors(decisions, table.units) for decisions, table in zip(decided, tables, strict=True)]
        if not any(fitted):
            raise InsufficientData(
                "no variable has two labels, so Dawid and Skene's model has nothing to tell apart",
                "leave out --method dawid-skene",
            )
        decided = [model or votes for model, votes in zip(fitted, decided, strict=True)]
    return [
        UnitDecision(str(unit), decision)
        for table, decisions in zip(tables, decided, strict=True)
        for unit, decision in zip(table.units.ids, decisions, strict=True)
    ]


def write_decisions(rows: Iterable[UnitDecision], file: IO[bytes], separator: str) -> None:
    """Write one line a decision; votes and posterior are JSON, and `separator` is between the labels of a set."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for unit, decision in rows:
        value = separator.join(decision.value) if isinstance(decision.value, list) else decision.value or ""
        votes, posterior = (json.dumps(counts, ensure_ascii=False) if counts else "" for counts in _counts(decision))
        lines.writerow([unit, decision.element, value, decision.status, votes, posterior])
    text.detach()


def _counts(decision: Decision) -> Iterator[dict[str, Any]]:
    yield dict(decision.votes)
    yield dict(decision.posterior)


def _decide(units: Units, rules: GoldRules) -> list[Decision]:
    is_set = not units.level.has_one_label
    answers: list[Any] = [sorted(label) if is_set else _written(label) for label in units.labels]
    labels = sorted({label for answer in answers for label in answer}) if is_set else answers
    ballot = Ballot(units.element, "question", labels, is_set, required=not is_set)
    nobody = Decision(units.element, units.element, "question", None, Status.UNRESOLVED, {}, {})
    # Few patterns of answers occur in many units, so each is voted on once.
    voted: dict[bytes, Decision] = {}
    decisions = []
    for column in np.ascontiguousarray(units.codes.T):
        pattern = column.tobytes()
        if pattern not in voted:
            said = {name: answers[code] for name, code in zip(units.annotators, column, strict=True) if code >= 0}
            voted[pattern] = vote(ballot, said, rules) if said else nobody
        decisions.append(voted[pattern])
    return decisions


def _with_posteriors(decisions: Sequence[Decision], units: Units) -> list[Decision]:
    """The decisions with what the model says; none where it has nothing to tell apart."""
    used = np.unique(units.codes[units.codes >= 0])
    if len(used) < 2 or not units.level.has_one_label:
        return []
    codes = np.where(units.codes >= 0, np.searchsorted(used, units.codes), -1)
    labels = [_written(units.labels[code]) for code in used]
    chances = dawid_skene(codes, len(used), smoothing=SMOOTHING).posterior.round(_DIGITS).tolist()
    return [
        decision._replace(posterior=dict(zip(labels, row, strict=True)))
        for decision, row in zip(decisions, chances, strict=True)
    ]


def _written(label: Any) -> str:
    return f"{label:g}" if isinstance(label, float) else str(label)
