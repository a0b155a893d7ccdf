"""What a workspace has to export: gold, or annotations, beside their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from annotate.corpus import Sentence, read_sentences
from annotate.errors import InsufficientData, WorkspaceError
from annotate.export.rows import Row, Rows, refuse_other_words, row_of
from annotate.export.texts import KeptTexts
from annotate.formats import read_numbered_jsonl
from annotate.gold.make import FORMAT
from annotate.json_files import JsonObject
from annotate.project import Project
from annotate.quiet import much_is_kept
from annotate.records.slim import read_slim, row_maker
from annotate.schema import Record, Schema
from annotate.workspace import Workspace, needed

_GOLD_AGAIN = "`annotate gold` writes it again"


@dataclass
class Survey:
    """What the rows of an export are.

    Attributes:
        rows: (annotator, article) → rows; the annotator of gold is "".
        undecided: (kind of decision, why it is undecided) → how many, which have no value in any export.
        skipped: annotations without answers, which have no row.
    """

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    undecided: Counter[tuple[str, str]] = field(default_factory=Counter)
    skipped: int = 0

    @property
    def articles(self) -> set[str]:
        """The articles that some row is from."""
        return {article for _, article in self.rows}

    @property
    def annotators(self) -> list[str]:
        """Who annotated, by name."""
        return sorted({annotator for annotator, _ in self.rows})


def read_rows(
    project: Project, *, of_annotators: bool = False, see: Callable[[JsonObject], None] = lambda line: None
) -> Rows:
    """The gold rows of a project, or its annotations; `see` is called with each line before it becomes a row.

    Raises:
        WorkspaceError: a file is missing; or, while rows are read, broken, about a sentence that is not there,
            or gold of one sentence twice.
        RecordError: an annotation does not keep to the schema.
    """
    files, schema = project.files, project.schema
    needed(files.annotations, "pull") if of_annotators else needed(files.gold, "gold")
    sentences = _sentences(files)
    read = partial(_annotation_rows if of_annotators else _gold_rows, project, sentences)
    rows = Rows(
        schema,
        read if of_annotators else partial(read, see),
        KeptTexts(files.articles, sentences.values()),
        of_annotators,
        config=project.config,
    )
    if of_annotators:
        return replace(rows, records=partial(_records, project))
    return replace(rows, votes=partial(_votes, project, sentences)) if files.annotations.exists() else rows


def _gold_rows(project: Project, sentences: Mapping[str, Sentence], see: Callable[[JsonObject], None]) -> Iterator[Row]:
    file = project.files.gold
    first: dict[str, int] = {}
    for number, line in read_numbered_jsonl(file, _GOLD_AGAIN, FORMAT):
        see(line)
        row = _row(_Line(file, number, line), sentences, project.schema)
        earlier = first.setdefault(row.sentence.id, number)
        if earlier != number:
            raise WorkspaceError(
                f"{file}:{number} has the sentence {row.sentence.id} again, first in line {earlier}",
                f"take one of the two out; or {_GOLD_AGAIN}",
            )
        yield row


def _annotation_rows(project: Project, sentences: Mapping[str, Sentence]) -> Iterator[Row]:
    return (_row(line, sentences, project.schema) for line in _annotations(project))


def _votes(project: Project, sentences: Mapping[str, Sentence]) -> Iterator[JsonObject]:
    for line in _annotations(project):
        text = _sentence_of(line, sentences).text
        try:
            refuse_other_words(line.content, text, project.schema)
        except ValueError as error:
            raise _other_words(line, error) from error
        yield line.content


def _annotations(project: Project) -> Iterator[_Line]:
    file, to_line = project.files.annotations, row_maker(project.schema)
    for number, record in enumerate(_records(project), 1):
        if record.status != "skipped":
            yield _Line(file, number, to_line(record))


def _records(project: Project) -> Iterator[Record]:
    return (record for record, _ in read_slim(needed(project.files.annotations, "pull"), project.schema))


class _Line(NamedTuple):
    """A line of a file."""

    file: Path
    number: int
    content: JsonObject

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"


def _row(line: _Line, sentences: Mapping[str, Sentence], schema: Schema) -> Row:
    sentence = _sentence_of(line, sentences)
    try:
        return row_of(line.content, sentence, schema)
    except ValueError as error:
        raise _other_words(line, error) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{line} is not made like the schema {schema.name}: {error!r}", _GOLD_AGAIN) from error


def _sentence_of(line: _Line, sentences: Mapping[str, Sentence]) -> Sentence:
    sentence = sentences.get(str(line.content.get("sentence_id")))
    if sentence is None:
        raise WorkspaceError(
            f"{line} is about a sentence that is in no file of the workspace: {line.content.get('sentence_id')}",
            "split the articles as they were when you pushed them; for annotations of `annotate pull --from`, "
            "run it again, which keeps the texts of the tasks",
        )
    return sentence


def _other_words(line: _Line, error: ValueError) -> WorkspaceError:
    return WorkspaceError(f"{line}: {error}", "split the articles as they were")


def survey_rows(project: Project, rows: Rows) -> Survey:
    """Read all rows once.

    Raises:
        InsufficientData: there are none.
    """
    survey = Survey()
    for row in rows:
        survey.rows[row.annotator, row.sentence.article_id] += 1
        survey.undecided.update((decision.kind, decision.cause) for decision in row.undecided)
    if rows.of_annotators:
        survey.skipped = sum(record.status == "skipped" for record in rows.records())
    if not survey.rows:
        file = project.files.annotations if rows.of_annotators else project.files.gold
        raise InsufficientData(f"{file} has nothing to export", "`annotate status` shows what is annotated")
    return survey


@much_is_kept()
def _sentences(files: Workspace) -> Mapping[str, Sentence]:
    """The sentences by their ids: what `split` made, and what the tasks of exports show beside."""
    there = [file for file in (files.tasks, files.sentences) if file.exists()]
    needed(there[0] if there else files.sentences, "split")
    return {sentence.id: sentence for file in there for sentence in read_sentences(file)}
