"""What a push was asked to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from annotate.allocation.plan import CALIBRATION, Assignment, Plan
from annotate.corpus import Sentence
from annotate.labelstudio.launch.model import PageKind
from annotate.labelstudio.push.around import Places, around, by_place, described, progress_in
from annotate.labelstudio.push.choose import SendChoice, of_kinds
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
    choice: SendChoice
    sentences: Sequence[Sentence]
    chosen: Mapping[str, Sentence]
    page: Page
    progress: Progress
    places: Places
    page_kind: PageKind = "numbered"

    def with_page(self, kind: PageKind) -> Order:
        """The order for annotators who see a page of this kind."""
        return self._replace(page_kind=kind, page=page_of(self.project.schema, linked=kind == "linked"))

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

    def tasks(self, assignments: Sequence[Assignment], plan: Plan, assignee: str) -> list[dict[str, Any]]:
        """Assignments as tasks of Label Studio's, each with the place that it has in the assignee's round."""
        schema, lines = self.project.schema, self.progress_lines(plan, assignee)
        tasks = []
        for assignment in assignments:
            sentence = self.chosen[assignment.sentence]
            shown = around(sentence, self.places, schema, lines[assignment])
            tasks.append(to_task(sentence, schema, plan.rounds[sentence.id], assignment.repeat, shown))
        return tasks

    def progress_lines(self, plan: Plan, assignee: str) -> dict[Assignment, str]:
        """What stands above each of an assignee's tasks: its place in the round, and its article."""
        known = {sentence.id: sentence for sentence in self.sentences}
        articles = {sentence.id: sentence.article_id for sentence in self.sentences}
        lines: dict[Assignment, str] = {}
        for assignment, place in progress_in(plan, assignee, articles, self.project.schema).items():
            article = described(known[assignment.sentence]) if assignment.sentence in known else ""
            lines[assignment] = " · ".join(filter(None, (place, article)))
        return lines


def make_order(client: Client, project: Project, choice: SendChoice, progress: Progress) -> Order:
    """Read the sentences and choose.

    Raises:
        WorkspaceError: there are no sentences.
        CorpusError: no sentence is of the kinds asked for.
    """
    sentences = list(project.sentences())
    chosen = {sentence.id: sentence for sentence in of_kinds(sentences, choice.kinds)}
    return Order(client, project, choice, sentences, chosen, page_of(project.schema), progress, by_place(sentences))
