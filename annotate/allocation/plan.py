"""A plan: who annotates which sentences, in which order and in which round."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

CALIBRATION = 0


class Assignment(NamedTuple):
    """One sentence to be annotated by one annotator; `repeat` is 1 for the second time."""

    sentence: str
    repeat: int = 0


@dataclass
class Plan:
    """Each annotator's `assignments` in the order they are to be done, and each sentence's round: 0 is calibration."""

    assignments: dict[str, dict[Assignment, None]] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)

    def give(self, annotator: str, assignment: Assignment) -> None:
        """Add an assignment to the end of an annotator's, unless it is there."""
        self.assignments.setdefault(annotator, {})[assignment] = None

    def sentences(self, annotator: str) -> list[str]:
        """The sentences an annotator has, each once."""
        return [assignment.sentence for assignment in self.assignments.get(annotator, ()) if not assignment.repeat]

    def of(self, sentences: Container[str]) -> Plan:
        """What the plan says of these sentences."""
        assignments = {
            annotator: {assignment: None for assignment in those if assignment.sentence in sentences}
            for annotator, those in self.assignments.items()
        }
        return Plan(
            assignments, {sentence: number for sentence, number in self.rounds.items() if sentence in sentences}
        )


def assignees(plan: Plan) -> dict[str, list[str]]:
    """The annotators of each sentence of a plan."""
    annotators: dict[str, list[str]] = {}
    for annotator in plan.assignments:
        for sentence in plan.sentences(annotator):
            annotators.setdefault(sentence, []).append(annotator)
    return annotators
