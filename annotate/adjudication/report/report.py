"""What the decisions that hold today say: whom they overrule, what causes the work, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotate.adjudication.conflicts import Conflicts
from annotate.adjudication.report.sides import (
    Changed,
    Overruled,
    Siding,
    changed_in,
    judgements_in,
    overruled_in,
    sides_in,
)
from annotate.adjudication.report.work import RuleWork, Work, rules_work_of, work_of
from annotate.adjudication.rulings import Ruling
from annotate.gold.make import GoldRow


class AdjudicatorNote(NamedTuple):
    """A note of an adjudicator on a sentence in which an element was open."""

    element: str
    sentence_id: str
    adjudicator: str
    text: str


@dataclass(frozen=True)
class AdjudicationReport:
    """What decisions say of annotators and codebook.

    Attributes:
        conflicts: how many sentences votes leave open.
        decided: how many of them are decided.
        by_hand: how many of those were marked by hand by all who decided them.
        overruled: how often each annotator was overruled, on everything and on each element: at points that are
            decided, and by what marking by hand changed beside them.
        sides: by how much adjudicators side with each annotator more often than chance.
        changed: which answers of annotators became which others.
        work: the points about each element, decided or not.
        rules: how often notes name each rule of the codebook.
        notes: the notes, by element in the order of `work`.
    """

    conflicts: int
    decided: int
    by_hand: int
    overruled: tuple[Overruled, ...]
    sides: tuple[Siding, ...]
    changed: tuple[Changed, ...]
    work: tuple[Work, ...]
    rules: tuple[RuleWork, ...]
    notes: tuple[AdjudicatorNote, ...]

    def to_json(self) -> dict[str, Any]:
        """The report for scripts."""
        return {
            "conflicts": self.conflicts,
            "decided": self.decided,
            "by_hand": self.by_hand,
            "overruled": [
                {"annotator": overruled.annotator, "element": overruled.element or None, **overruled.share.to_json()}
                for overruled in self.overruled
            ],
            "sides": [
                {"annotator": siding.annotator, "adjudicator": siding.adjudicator or None, **siding.share.to_json()}
                for siding in self.sides
            ],
            "changed": [change._asdict() for change in self.changed],
            "work": [{"element": work.element, **work.share.to_json()} for work in self.work],
            "rules": [{"rule": work.rule, **work.share.to_json()} for work in self.rules],
            "notes": [note._asdict() for note in self.notes],
        }


def report_on(conflicts: Conflicts, rows: Iterable[GoldRow]) -> AdjudicationReport:
    """Report on decisions.

    Args:
        conflicts: the conflicts of a project, with what was decided.
        rows: the gold of the project, with what adjudicators decided above the votes.
    """
    settled = conflicts.standing.settled
    judgements = judgements_in(conflicts.cases, settled, rows)
    work = work_of(conflicts.cases)
    asked = [about.element for about in work]
    unasked = dict.fromkeys(judgement.element for judgement in judgements if judgement.element not in asked)
    decided = [case for case in conflicts.cases if case.sentence_id in settled]
    notes = _notes(conflicts, asked)
    return AdjudicationReport(
        len(conflicts.cases),
        len(settled),
        sum(all(ruling.by_hand is not None for ruling in sentence.rulings) for sentence in settled.values()),
        tuple(overruled_in(judgements, [*asked, *sorted(unasked)])),
        tuple(sides_in(judgements)),
        tuple(changed_in(judgements)),
        tuple(work),
        tuple(rules_work_of(conflicts.schema.rules, decided, _by_sentence(notes))),
        tuple(notes),
    )


def _notes(conflicts: Conflicts, elements: Sequence[str]) -> list[AdjudicatorNote]:
    standing = conflicts.standing
    rulings: list[Ruling] = [ruling for sentence in standing.settled.values() for ruling in sentence.rulings]
    rulings += [ruling for differing in standing.differing.values() for ruling in differing]
    rulings += standing.outvoted
    notes = []
    for ruling in rulings:
        case = conflicts.case(ruling.sentence_id)
        if ruling.note and case:
            asked = dict.fromkeys(point.element for point in case.points)
            notes += [
                AdjudicatorNote(element, ruling.sentence_id, ruling.adjudicator, ruling.note) for element in asked
            ]
    return sorted(notes, key=lambda note: (elements.index(note.element), *note[1:]))


def _by_sentence(notes: Iterable[AdjudicatorNote]) -> dict[str, str]:
    noted: dict[str, str] = {}
    for note in notes:
        noted[note.sentence_id] = f"{noted.get(note.sentence_id, '')}\n{note.text}"
    return noted
