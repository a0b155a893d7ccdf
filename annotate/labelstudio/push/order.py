"""What a push was asked to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from annotate.allocation.allocate import CALIBRATION, Assignment, Plan
from annotate.corpus import Sentence
from annotate.labelstudio.push.choose import Choice, of_kinds
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import Page, page_of
from annotate.labelstudio.wire.tasks import to_task
from annotate.project import Project

Progress = Callable[[str], None]


class Order(NamedTuple):
    """What a push is to do.

    `sentences` are all of the workspace, which tell whether an article was edited; `chosen` are those to send, by id.
    """

    client: Client
    project: Project
    choice: Choice
    sentences: Sequence[Sentence]
    chosen: Mapping[str, Sentence]
    page: Page
    progress: Progress

    @property
    def annotators(self) -> list[str]:
        """The ids of the annotators."""
        return [annotator.id for annotator in self.project.config.annotators]

    def assignments(self, plan: Plan, assignee: str) -> list[Assignment]:
        """What of an assignee's plan this push is to send."""
        return [
            assignment
            for assignment in plan.assignments.get(assignee, ())
            if assignment.sentence in self.chosen
            and not (self.choice.calibration_only and plan.rounds[assignment.sentence] != CALIBRATION)
        ]

    def task(self, assignment: Assignment, plan: Plan) -> dict[str, Any]:
        """An assignment as a task of Label Studio's."""
        sentence, repeat = assignment
        return to_task(self.chosen[sentence], self.project.schema, plan.rounds[sentence], repeat)


def make_order(client: Client, project: Project, choice: Choice, progress: Progress) -> Order:
    """Read the sentences and choose.

    Raises:
        WorkspaceError: there are no sentences.
        CorpusError: no sentence is of the kinds asked for.
    """
    sentences = list(project.sentences())
    chosen = {sentence.id: sentence for sentence in of_kinds(sentences, choice.kinds)}
    return Order(client, project, choice, sentences, chosen, page_of(project.schema), progress)
