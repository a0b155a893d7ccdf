"""Gold made of a project, of records from elsewhere, or of a table: what each writes and says."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from annotate.cli.adjudicate.worth import standing_counts, told_of
from annotate.cli.agreement.of_table import chosen_table, levels_of, tell_understood
from annotate.cli.boundary import tell
from annotate.cli.gold.tables import print_gold, write_competence
from annotate.cli.options import print_json, records_but_of
from annotate.cli.records_files import read_files, refuse_unknown_sentences
from annotate.counting import count

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.gold import Confusions, Settled
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
    from annotate.adjudication import adjudicate, read_rulings
    from annotate.errors import InsufficientData
    from annotate.files import remove, write_json, write_jsonl, write_whole
    from annotate.gold import conflict_rows, gold_lines

    files = project.files
    records = records_but_of(project, project.config.models)
    if not any(record.status == "submitted" for record in records):
        raise InsufficientData(
            f"{files.annotations} has no submitted annotation",
            "`annotate status` shows the progress; run `annotate pull` again later",
        )
    settled, confusions = _make(records, project, method)
    rulings = read_rulings(files.decisions)
    adjudicated = adjudicate(settled.rows, records, rulings, project.schema, project.config.gold)
    settled = settled._replace(rows=adjudicated.rows)
    conflicts = list(conflict_rows(settled.rows))
    if method.fitted:
        write_json(files.confusions, [vars(confusion) for confusion in confusions])
    else:
        remove(files.confusions)
    with write_whole(files.gold) as file:
        file.writelines(gold_lines(settled.rows, project.schema))
    write_jsonl(files.conflicts, conflicts)
    if as_json:
        statuses: Counter[str] = Counter(row.status for row in settled.rows)
        made = {"sentences": len(settled.rows), **statuses, "gold": str(files.gold), "conflicts": str(files.conflicts)}
        fitted: dict[str, Any] = {"not_settled": settled.left, "confusions": str(files.confusions)}
        worth = {"decisions": standing_counts(adjudicated.standing)} if rulings else {}
        print_json(made | worth | (fitted if method.fitted else {}))
        return bool(conflicts)
    print_gold(settled.rows)
    if method.fitted:
        print(f"who confuses what: {files.confusions}")
    print(f"gold labels: {files.gold}")
    for line in told_of(adjudicated.standing):
        tell(line)
    _tell_left(settled, f"left for a person to decide: {files.conflicts}")
    return bool(conflicts)


def make_from_records(files: Sequence[Path], project: Project, method: Method, output: Path | None) -> bool:
    """Write the gold of records from elsewhere, as gold.jsonl has it; the workspace stays as it is."""
    from annotate.errors import InsufficientData
    from annotate.gold import gold_lines

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
            "there is no submitted annotation in these records", "give records of two or more people"
        )
    settled, _ = _make(records, project, method)
    with _opened(output) as file:
        file.writelines(gold_lines(settled.rows, project.schema))
    if output:
        print_gold(settled.rows)
        print(f"gold labels: {output}")
    _tell_left(settled, "without gold for all of it: see `decisions`")
    return any(row.conflicts for row in settled.rows)


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


def _make(records: Sequence[Record], project: Project, method: Method) -> tuple[Settled, list[Confusions]]:
    """The gold of records, with what the model says and settles if it is asked."""
    from annotate.agreement import Resampling, measure_competence
    from annotate.errors import InsufficientData
    from annotate.gold import Settled, make_gold, settle_ties, with_posteriors

    schema, settings = project.schema, project.config
    rows = make_gold(records, schema, settings.gold)
    if not method.fitted:
        return Settled(rows, {}), []
    rows, confusions = with_posteriors(rows, schema)
    if not confusions:
        raise InsufficientData(
            "no question or attribute has two labels in use, so Dawid and Skene's model has nothing to tell apart",
            "leave out --method dawid-skene",
        )
    if method.competence:
        with _opened(method.competence) as file:
            write_competence(measure_competence(records, schema, resampling=Resampling(seed=settings.seed)), file)
    return Settled(rows, {}) if method.settle is None else settle_ties(rows, schema, method.settle), confusions


def _tell_left(settled: Settled, what: str) -> None:
    for element, reason in settled.left.items():
        tell(f"annotate: --settle leaves {element} open: {reason}")
    left = [row for row in settled.rows if row.conflicts]
    if left:
        tell(f"annotate: {count(len(left), 'sentence')} {what}")
    if left and all(len(row.annotators) == 1 for row in left):
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
