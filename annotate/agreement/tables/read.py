"""Tables from elsewhere, read and measured: long or wide, of several variables, at any level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Literal, NamedTuple, get_args

from annotate.agreement.elements.levels import LEVELS
from annotate.agreement.elements.measurements import Measurement, measure_answers
from annotate.agreement.elements.units import Units
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.tables.answers import Answers
from annotate.agreement.tables.coded import collect_coded
from annotate.agreement.tables.columns import Columns, described, find_columns
from annotate.agreement.tables.grid import Grid, Row, open_grid
from annotate.agreement.tables.lookalikes import looking_alike, looking_headless
from annotate.corpus.reading.decode import GUESS
from annotate.errors import InsufficientData, RecordError

TableLevel = Literal["nominal", "ordinal", "interval", "set"]
TABLE_LEVELS: tuple[TableLevel, ...] = get_args(TableLevel)
TableLevels = TableLevel | Mapping[str, TableLevel]
"""One level for every variable, or variable → level; the others are nominal."""


class Table(NamedTuple):
    """One variable of a table; `articles` has the names of its articles, in the order of their numbers."""

    variable: str
    units: Units
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableReading:
    """How a table is to be read.

    Attributes:
        columns: field (unit, annotator, value, variable, article) → its columns, where names do not say it.
        missing: answers that mean a missing judgement.
        separator: what parts the members of a set.
        encoding: of a CSV file; `guess` takes UTF-8 and, failing that, the likeliest other one.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    missing: Sequence[str] = ()
    separator: str = "|"
    encoding: str = GUESS


@dataclass(frozen=True)
class TableFile:
    """A table with how it was understood.

    Attributes:
        variables: what was judged.
        layout: what the file is, and which column was taken for what.
        empty: how many empty cells are missing judgements.
        missing: how often each answer was given that means a missing judgement.
        notes: sentences about names that may not mean what they say.
    """

    variables: list[Table]
    layout: str
    empty: int
    missing: Mapping[str, int]
    notes: tuple[str, ...]


def read_table(
    source: Path | IO[str], level: TableLevels = "nominal", reading: TableReading | None = None
) -> list[Table]:
    """Read a table and lay it out by variable: as `open_table`, without how it was understood."""
    return open_table(source, level, reading).variables


def open_table(
    source: Path | IO[str], level: TableLevels = "nominal", reading: TableReading | None = None
) -> TableFile:
    """Read a table, and say how it was understood.

    An empty cell is a missing judgement; at level "set" it is the empty set, which is an answer. Any other text is a
    label, "nan" and "None" too.

    Args:
        source: a CSV or XLSX file with a heading, or an open CSV file.
        level: how values differ; for all variables, or for each by its name.
        reading: which column is what, and how cells are read.

    Raises:
        RecordError: no heading, a column is missing, a line names no unit, annotator or article, a judgement is there
            twice, a unit is in two articles, a value is not a number under "ordinal" or "interval", or
            the separator is empty.
        InsufficientData: there is no judgement.
    """
    how = reading or TableReading()
    if not how.separator:
        raise RecordError("the separator of a set's labels is empty", "leave it out for |, or give a sign, such as ,")
    grid = open_grid(source, how.encoding)

    def new(variable: str) -> Answers:
        name = level if isinstance(level, str) else level.get(variable, "nominal")
        return Answers(variable, LEVELS[name], how.separator, grid.path, missing=dict.fromkeys(how.missing, 0))

    with closing(grid.rows):
        # Only a wide table's columns are looked into, before it is read.
        head = list(grid.rows) if not _is_long(grid, how) else []
        columns = find_columns(grid.columns, head, how.columns, grid.path)
        variables = collect_coded(grid, columns, new) or _collect(grid, head or grid.rows, columns, new)
    answers = list(variables.values())
    missing = {word: sum(variable.missing[word] for variable in answers) for word in how.missing}
    notes = [note for variable in answers for note in variable.notes()]
    for what, names in (("annotators", "annotators"), ("units", "unit_names")):
        of_all = [getattr(variable, names) for variable in answers]
        notes.append(looking_alike(of_all[0] if len(of_all) == 1 else dict.fromkeys(chain(*of_all)), what))
    if columns.annotator is None:
        called = [grid.columns[column.place].strip() for column in columns.values]
        notes.append(looking_headless(called, {value.strip() for variable in answers for value in variable.values}))
    notes += [f"no answer is {word!r}, which --missing names" for word, times in missing.items() if not times]
    return TableFile(
        [Table(variable.variable, variable.laid_out(), tuple(variable.articles)) for variable in answers],
        f"{grid.form}; {described(grid.columns, columns)}",
        sum(variable.empty for variable in answers),
        missing,
        tuple(dict.fromkeys(note for note in notes if note)),
    )


def measure_table(tables: Sequence[Table], *, resampling: Resampling | None = None) -> list[Measurement]:
    """Measure each variable of a table; articles are resampled where the table has them, else units.

    Raises:
        InsufficientData: no measure of any variable is defined.
    """
    how = resampling or Resampling()
    rows = [row for table in tables for row in measure_answers(table.units, how)]
    if all(row.agreement.value is None for row in rows):
        first = tables[0].units
        run = next(iter(first.level.measures(first.codes, first.labels).values()))
        run()
    return rows


def _is_long(grid: Grid, how: TableReading) -> bool:
    """Whether names alone say that there is a column of annotators."""
    try:
        return find_columns(grid.columns, (), how.columns, grid.path).annotator is not None
    except RecordError:
        return False


def _collect(grid: Grid, rows: Iterable[Row], columns: Columns, new: Callable[[str], Answers]) -> dict[str, Answers]:
    """The answers by variable."""
    variables: dict[str, Answers] = {}
    homeless: list[int] = []
    lines = 0
    for number, cells in rows:
        lines += 1
        unit = str(lines) if columns.unit is None else _named(cells[columns.unit], "unit", number, grid)
        article = None if columns.article is None else cells[columns.article].strip()
        if article == "":
            homeless.append(number)
        who = None if columns.annotator is None else _named(cells[columns.annotator], "annotator", number, grid)
        for column in columns.values:
            variable = column.variable if who is None else column.name
            if columns.variable is not None:
                variable = _named(cells[columns.variable], "variable", number, grid)
            if variable not in variables:
                variables[variable] = new(variable)
            answers = variables[variable]
            answers.add(number, unit, column.name if who is None else who, cells[column.place])
            if article:
                answers.place(number, unit, article)
    if homeless:
        raise RecordError(
            f"{len(homeless)} of the {lines} lines have no article",
            "give each unit its article, or a name of its own where it has none; or leave out the column",
            file=grid.path,
            line=homeless[0],
        )
    if not any(answers.values for answers in variables.values()):
        raise InsufficientData("the table has a heading but no judgements", "write one judgement on each line")
    return variables


def _named(name: str, what: str, number: int, grid: Grid) -> str:
    if not name.strip():
        raise RecordError(
            f"the line has no {what}",
            "only a value may be empty; leave out the line if the judgement is missing",
            file=grid.path,
            line=number,
        )
    return name
