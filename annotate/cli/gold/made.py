"""Gold made of a project, of records from elsewhere, or of a table: what each writes and says."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from annotate.cli.adjudicate.worth import standing_counts, told_of
from annotate.cli.agreement.of_table import chosen_table, levels_of, tell_understood
from annotate.cli.boundary import tell
from annotate.cli.gold.tables import Tally, print_gold, write_competence
from annotate.cli.options import each_record_but_of, print_json, records_but_of
from annotate.cli.records_files import read_files, refuse_unknown_sentences
from annotate.counting import count
from annotate.errors import InsufficientData
from annotate.quiet import nothing_in_circles

if TYPE_CHECKING:
    from annotate.adjudication import Ruling, Standing
    from annotate.config import Config
    from annotate.gold import Confusions, GoldRow, Settled
    from annotate.project import Project
    from annotate.schema import Record

_SEPARATOR = "|"


class Method(NamedTuple):
    """Whether Dawid and Skene's model is fitted, from which probability on it settles, and where competence goes."""

    fitted: bool
    settle: float | None
    competence: Path | None


class TableChoice(NamedTuple):
    """A table from elsewhere, with what `--level` and `--column` say of it."""

    file: str
    levels: Sequence[str]
    columns: Sequence[str]


def make_from_project(project: Project, method: Method, *, as_json: bool) -> bool:
    """Write a project's gold.jsonl and conflicts.jsonl, and say what is in them; whether something is open."""
    from annotate.adjudication import read_rulings
    from annotate.files import remove

    files = project.files
    rulings = read_rulings(files.decisions)
    if method.fitted:
        made = _write_fitted(project, rulings, method)
    else:
        made = _write_voted(project, rulings)
        remove(files.confusions)
    tally, standing, left = made
    if as_json:
        sentences = tally.sentences.total()
        counts = {"sentences": sentences, **tally.sentences, "gold": str(files.gold), "conflicts": str(files.conflicts)}
        fitted: dict[str, Any] = {"not_settled": left, "confusions": str(files.confusions)}
        worth = {"decisions": standing_counts(standing)} if rulings else {}
        print_json(counts | worth | (fitted if method.fitted else {}))
        return bool(tally.left)
    print_gold(tally)
    if method.fitted:
        print(f"who confuses what: {files.confusions}")
    print(f"gold labels: {files.gold}")
    for line in told_of(standing):
        tell(line)
    _tell_left(left, tally, f"left for a person to decide: {files.conflicts}")
    return bool(tally.left)


class _Made(NamedTuple):
    """What was written, what rulings are worth, and what a model did not settle."""

    tally: Tally
    standing: Standing
    left: Mapping[str, str]


def _write_voted(project: Project, rulings: Sequence[Ruling]) -> _Made:
    """Write the gold of votes and rulings.

    Records are read sentence by sentence and not kept, unless they do not come so or some of them were ruled on.
    """
    from annotate.adjudication import adjudication_of
    from annotate.gold import each_gold
    from annotate.records.aligned import Scattered, each_sentence, first_records

    schema, rules, models = project.schema, project.config.gold, project.config.models

    def written(sentences: Iterable[Mapping[str, Any]], records: Sequence[Record]) -> _Made:
        adjudication = adjudication_of(records, rulings, schema, rules)
        rows = map(adjudication.above, each_gold(sentences, schema, rules))
        return _Made(_write(project, rows), adjudication.standing, {})

    if not rulings:
        with suppress(Scattered):
            return written(each_sentence(each_record_but_of(project, models)), ())
    records = records_but_of(project, models)
    return written(first_records(records).values(), records)


def _write_fitted(project: Project, rulings: Sequence[Ruling], method: Method) -> _Made:
    """The same with what Dawid and Skene's model says, which needs all rows at once."""
    from annotate.adjudication import adjudication_of
    from annotate.json_files import write_json

    schema = project.schema
    records = records_but_of(project, project.config.models)
    if not any(record.status == "submitted" for record in records):
        raise _nothing_submitted(project)
    settled, confusions = _fit(records, project, method)
    adjudication = adjudication_of(records, rulings, schema, project.config.gold)
    write_json(project.files.confusions, [vars(confusion) for confusion in confusions])
    return _Made(_write(project, map(adjudication.above, settled.rows)), adjudication.standing, settled.left)


def _write(project: Project, rows: Iterable[GoldRow]) -> Tally:
    """Write gold.jsonl and conflicts.jsonl; no row is kept."""
    from annotate.files import write_together
    from annotate.gold import conflict_row, line_maker
    from annotate.json_files import json_line

    tally, line_of = Tally(), line_maker(project.schema)
    with write_together(project.files.gold, project.files.conflicts) as (gold, conflicts), nothing_in_circles():
        for row in rows:
            tally.add(row)
            gold.write(line_of(row))
            if row.conflicts:
                conflicts.write(json_line(conflict_row(row)))
        if not tally.sentences:
            raise _nothing_submitted(project)
    return tally


def _nothing_submitted(project: Project) -> InsufficientData:
    return InsufficientData(
        f"{project.files.annotations} has no submitted annotation",
        "`annotate status` shows the progress; run `annotate pull` again later",
    )


def make_from_records(files: Sequence[Path], project: Project, method: Method, output: Path | None) -> bool:
    """Write the gold of records from elsewhere, as gold.jsonl has it; the workspace stays as it is."""
    from annotate.gold import each_gold, gold_lines
    from annotate.records.aligned import first_records

    everything = read_files(files, project, ())
    records = [record for record in everything if record.annotator not in project.config.models]
    refuse_unknown_sentences(records, project)
    if everything and not records:
        raise InsufficientData(
            f"all {count(len(everything), 'record')} are by models, which have no vote",
            "give records of people; `annotate agreement --gold` compares those of models with gold",
        )
    if not any(record.status == "submitted" for record in records):
        raise InsufficientData(
            "there is no submitted annotation in these records", "give records with annotations of two or more people"
        )
    schema = project.schema
    rows: Iterable[GoldRow] = each_gold(first_records(records).values(), schema, project.config.gold)
    left: Mapping[str, str] = {}
    if method.fitted:
        (rows, left), _ = _fit(records, project, method)
    tally = Tally()
    with _opened(output) as file:
        file.writelines(gold_lines(tally.counted(rows), schema))
    if output:
        print_gold(tally)
        print(f"gold labels: {output}")
    _tell_left(left, tally, "without gold for all of it: see `decisions`")
    return bool(tally.left)


def make_from_table(table: TableChoice, settings: Config, method: Method, output: Path | None) -> bool:
    """Write what was decided on each variable of each unit of a table, as CSV."""
    from annotate.agreement.parts.annotators import rate_annotators
    from annotate.agreement.results.resampling import Resampling
    from annotate.gold.table import decide_table, write_decisions

    read = chosen_table(table.file, levels_of(table.levels), table.columns, separator=_SEPARATOR)
    tell_understood(read)
    decided = decide_table(read.variables, settings.gold, posteriors=method.fitted)
    with _opened(output) as file:
        write_decisions(decided, file, _SEPARATOR)
    labelled = [variable.units for variable in read.variables if variable.units.level.has_one_label]
    if method.competence:
        rated = [row for units in labelled for row in rate_annotators(units, Resampling(seed=settings.seed))]
        with _opened(method.competence) as file:
            write_competence(rated, file)
    unresolved = sum(row.decision.is_open for row in decided)
    if unresolved:
        tell(f"annotate: {count(unresolved, 'decision')} of {len(decided)} unresolved")
    return bool(unresolved)


def _fit(records: Sequence[Record], project: Project, method: Method) -> tuple[Settled, list[Confusions]]:
    """The gold of records with what the model says, and settles if it is asked."""
    from annotate.agreement import Resampling, measure_competence
    from annotate.gold import Settled, make_gold, settle_ties, with_posteriors

    schema, settings = project.schema, project.config
    rows, confusions = with_posteriors(make_gold(records, schema, settings.gold), schema)
    if not confusions:
        raise InsufficientData(
            "no question or attribute has two labels in use, so Dawid and Skene's model has nothing to tell apart",
            "leave out --method dawid-skene",
        )
    if method.competence:
        with _opened(method.competence) as file:
            write_competence(measure_competence(records, schema, resampling=Resampling(seed=settings.seed)), file)
    return Settled(rows, {}) if method.settle is None else settle_ties(rows, schema, method.settle), confusions


def _tell_left(left: Mapping[str, str], tally: Tally, what: str) -> None:
    for element, reason in left.items():
        tell(f"annotate: --settle leaves {element} open: {reason}")
    if tally.left:
        tell(f"annotate: {count(tally.left, 'sentence')} {what}")
    if tally.left and tally.left == tally.left_by_one:
        tell("hint: each has one annotator; `gold: {one: take}` in config.yaml takes what they said")


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[bytes]]:
    """The file to write, whole or not at all; stdout where none is named."""
    from annotate.files import write_whole

    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        return
    with write_whole(output, shared=True) as file:
        yield file
