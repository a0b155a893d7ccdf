"""What a project has so far, read once for all parts of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.adjudication.rulings import Ruling, read_rulings
from annotate.corpus import Sentence, read_sentences
from annotate.project import Project
from annotate.quiet import much_is_kept
from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.slim import read_slim, shared
from annotate.report.choice import ReportChoice
from annotate.report.differences import Differences, differences_of
from annotate.report.gold_lines import GoldLines, read_gold_lines
from annotate.report.names import shown_names


@dataclass(frozen=True)
class Material:
    """What there is to report.

    Attributes:
        project: the project.
        choice: what is shown of it.
        records: all records; none if nothing was pulled.
        aligned: those of people side by side; None if there are none.
        differences: where people differ.
        gold: the lines of gold.jsonl.
        rulings: what adjudicators decided.
        sentences: id → sentence, as far as texts are kept.
        names: person or model → what the report calls them.
    """

    project: Project
    choice: ReportChoice
    records: Sequence[Any]
    aligned: AlignedRecords | None
    differences: Differences
    gold: GoldLines
    rulings: tuple[Ruling, ...]
    sentences: Mapping[str, Sentence]
    names: Mapping[str, str]

    @property
    def of_people(self) -> list[Any]:
        """The records of people, without those of models."""
        return [record for record in self.records if record.annotator not in self.project.config.models]


def read_material(project: Project, choice: ReportChoice) -> Material:
    """Read what a project has, at any stage.

    Raises:
        WorkspaceError, RecordError: a file is broken.
    """
    files, config = project.files, project.config
    with much_is_kept():
        is_pulled = files.annotations.exists()
        read = shared(read_slim(files.annotations, project.schema), project.schema) if is_pulled else ()
        records = [record for record, _ in read]
    gold = read_gold_lines(files.gold, project.schema)
    rulings = tuple(read_rulings(files.decisions))
    of_people = [record for record in records if record.annotator not in config.models]
    aligned = align_records(of_people, project.schema) if of_people else None
    kept = [file for file in (files.tasks, files.sentences) if file.exists()]
    people = _people(project, records, gold, rulings) - set(config.models)
    # The records are what only those know who know the names anyway.
    secret = f"{config.seed} {project.records_digest() if is_pulled else ''}" if choice.is_anonymous else None
    return Material(
        project,
        choice,
        records,
        aligned,
        differences_of(aligned) if aligned else Differences(),
        gold,
        rulings,
        {sentence.id: sentence for file in kept for sentence in read_sentences(file)},
        shown_names(people, secret) | {model: model for model in config.models},
    )


def _people(project: Project, records: Sequence[Any], gold: GoldLines, rulings: Sequence[Ruling]) -> set[str]:
    """Everybody whose name may be in something that the report shows."""
    people = {person.id for person in (*project.config.annotators, *project.config.adjudicators)}
    people |= {record.annotator for record in records} | {ruling.adjudicator for ruling in rulings}
    for row in gold:
        people.update(row["annotators"])
        for decision in row["decisions"]:
            people.update(decision["who"], decision.get("adjudicators", ()))
    if project.files.launch.exists():
        people.update(*(launched.annotators for launched in project.launch().projects))
    return people
