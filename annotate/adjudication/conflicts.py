"""The conflicts of a project, with what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from annotate.adjudication.case import Case
from annotate.adjudication.open_cases import open_cases
from annotate.adjudication.rulings import Ruling, read_rulings
from annotate.adjudication.standing import Standing, standing_of
from annotate.config import Adjudicator
from annotate.corpus import Sentence, read_sentences
from annotate.errors import WorkspaceError
from annotate.project import Project
from annotate.schema.model import Schema


@dataclass(frozen=True)
class Conflicts:
    """The sentences with open points, the costliest first, whether they are decided or not.

    Attributes:
        cases: the sentences.
        rulings: those of decisions.jsonl.
        sentences: all sentences of the workspace by their ids.
        schema: the schema of the annotators.
    """

    cases: tuple[Case, ...]
    rulings: tuple[Ruling, ...]
    sentences: Mapping[str, Sentence]
    schema: Schema

    @cached_property
    def standing(self) -> Standing:
        """What the rulings are worth today."""
        return standing_of(self.rulings, self.cases, self.schema)

    @cached_property
    def _by_id(self) -> dict[str, Case]:
        return {case.sentence_id: case for case in self.cases}

    def case(self, sentence: str) -> Case | None:
        """The case of a sentence; None if nothing is open in it."""
        return self._by_id.get(sentence)

    def text(self, sentence: str) -> str:
        """The text of a sentence that has a case."""
        return self.sentences[sentence].text

    def to_decide(self, adjudicator: Adjudicator) -> list[Case]:
        """The cases that wait for an adjudicator: not decided, and not their own unless they may decide those."""
        settled = self.standing.settled
        return [case for case in self.cases if case.sentence_id not in settled and may_decide(adjudicator, case)]


def may_decide(adjudicator: Adjudicator, case: Case) -> bool:
    """Whether a sentence may be decided by somebody: nobody decides their own, unless `own_sentences` allows it."""
    return adjudicator.own_sentences or adjudicator.id not in case.annotators


def read_conflicts(project: Project) -> Conflicts:
    """The conflicts of a project.

    Raises:
        WorkspaceError: nothing was pulled or split yet, or a file is broken, or a sentence has no text.
    """
    config, files = project.config, project.files
    records = [record for record in project.records() if record.annotator not in config.models]
    cases = open_cases(records, project.schema, config.gold, config.seed)
    kept = [file for file in (files.tasks, files.sentences) if file.exists()]
    sentences = {sentence.id: sentence for file in kept for sentence in read_sentences(file)}
    for case in cases:
        if case.sentence_id not in sentences:
            raise WorkspaceError(
                f"{files.sentences} has no sentence {case.sentence_id}, which annotators disagree on",
                "split the articles that were annotated, or pull again",
            )
    return Conflicts(tuple(cases), tuple(read_rulings(files.decisions)), sentences, project.schema)
