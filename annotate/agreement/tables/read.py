"""Long tables from elsewhere: one judgement a line, `unit, annotator, value`, and perhaps `article` and `variable`."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Literal, NamedTuple, get_args

import numpy as np

from annotate.agreement.elements.levels import LEVELS, Level
from annotate.agreement.elements.measurements import Measurement, measure_answers
from annotate.agreement.elements.units import Unit, Units
from annotate.agreement.results.resampling import Resampling
from annotate.errors import InsufficientData, RecordError

TableLevel = Literal["nominal", "ordinal", "interval"]
TABLE_LEVELS: tuple[TableLevel, ...] = get_args(TableLevel)
TableLevels = TableLevel | Mapping[str, TableLevel]
"""One level for every variable, or variable → level; the others are nominal."""

REQUIRED = ("unit", "annotator", "value")


class Line(NamedTuple):
    """One judgement of a table; `number` is its line in the file."""

    number: int
    unit: str
    annotator: str
    value: str
    article: str | None


class Table(NamedTuple):
    """One variable of a table; `articles` has the names of its articles, in the order of their numbers."""

    variable: str
    units: Units
    articles: tuple[str, ...] = ()


def read_table(source: Path | IO[str], level: TableLevels = "nominal") -> list[Table]:
    """Read a long table and lay it out by variable.

    Any text is a nominal label, "nan", "None" and the empty one too; a judgement is missing when it has no line.

    Args:
        source: a CSV file with a heading, or an open one.
        level: how values differ; for all variables, or for each by its name.

    Raises:
        RecordError: no heading, a column is missing, a line names no unit, annotator or article, a judgement is there
            twice, a unit is in two articles, or a value is not a number under "ordinal" or "interval".
    """
    if isinstance(source, Path):
        try:
            with source.open(encoding="utf-8-sig", newline="") as file:
                return _read(file, level, source)
        except FileNotFoundError as error:
            raise RecordError(f"there is no file {source}", "check the path") from error
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise RecordError(f"cannot read the table: {reason}", "give a CSV file in UTF-8", file=source) from error
    return _read(source, level, Path(source.name) if hasattr(source, "name") else None)


def measure_table(tables: Sequence[Table], *, resampling: Resampling | None = None) -> list[Measurement]:
    """Measure each variable of a table; articles are resampled where the table has them, else units.

    Raises:
        InsufficientData: alpha is undefined for every variable.
    """
    how = resampling or Resampling()
    rows: list[Measurement] = []
    for table in tables:
        rows += measure_answers(table.units, how)
    if all(row.agreement.value is None for row in rows if row.agreement.measure == "alpha"):
        first = tables[0].units
        first.level.measures(first.codes, first.labels)["alpha"]()
    return rows


def _read(file: IO[str], level: TableLevels, path: Path | None) -> list[Table]:
    reader = csv.DictReader(file)
    columns = reader.fieldnames or []
    if missing := [name for name in REQUIRED if name not in columns]:
        has = f"it has {', '.join(columns)}" if columns else "it is empty"
        raise RecordError(
            f"the table has no column {' and no column '.join(missing)}: {has}",
            "its first line must be unit,annotator,value with commas; article and variable are optional",
            file=path,
        )
    lines: dict[str, list[Line]] = defaultdict(list)
    homeless: list[int] = []
    for row in reader:
        if None in row or None in row.values():
            raise RecordError(
                f"the line does not have {len(columns)} fields",
                "give every line as many fields as the first line has; put values with commas in double quotes",
                file=path,
                line=reader.line_num,
            )
        if nameless := [name for name in ("unit", "annotator") if not row[name]]:
            raise RecordError(
                f"the line has no {nameless[0]}",
                "only a value may be empty; leave out the line if the judgement is missing",
                file=path,
                line=reader.line_num,
            )
        if row.get("article") == "":
            homeless.append(reader.line_num)
        line = Line(reader.line_num, row["unit"], row["annotator"], row["value"], row.get("article"))
        lines[row.get("variable", "value")].append(line)
    if homeless:
        raise RecordError(
            f"{len(homeless)} of the {sum(map(len, lines.values()))} lines have no article",
            "give each unit its article, or a name of its own where it has none; or leave out the column",
            file=path,
            line=homeless[0],
        )
    if not lines:
        raise InsufficientData("the table has a heading but no judgements", "give one judgement on each line")
    return [_lay_out(variable, those, level, path) for variable, those in lines.items()]


def _lay_out(variable: str, lines: list[Line], levels: TableLevels, path: Path | None) -> Table:
    units = {unit: index for index, unit in enumerate(dict.fromkeys(line.unit for line in lines))}
    annotators = {name: index for index, name in enumerate(sorted({line.annotator for line in lines}))}
    level = LEVELS[levels if isinstance(levels, str) else levels.get(variable, "nominal")]
    code, labels = _scale(lines, level, path)
    codes = np.full((len(annotators), len(units)), -1, dtype=np.intp)
    articles: dict[str, str] = {}
    for line in lines:
        cell = annotators[line.annotator], units[line.unit]
        if codes[cell] >= 0:
            raise RecordError(
                f"{line.annotator} judged the unit {line.unit} twice",
                "keep one line for each unit and annotator; several questions need a column `variable`",
                file=path,
                line=line.number,
            )
        codes[cell] = code[line.value]
        if line.article is not None and articles.setdefault(line.unit, line.article) != line.article:
            raise RecordError(
                f"the unit {line.unit} is in the articles {articles[line.unit]} and {line.article}",
                "a unit belongs to one article: give each its own name",
                file=path,
                line=line.number,
            )
    number = {article: index for index, article in enumerate(dict.fromkeys(articles.values()))}
    article = np.array([number[articles[unit]] for unit in units], dtype=np.intp) if articles else None
    laid_out = Units(variable, "variable", level, tuple(map(Unit, units)), tuple(annotators), codes, labels, article)
    return Table(variable, laid_out, tuple(number))


def _scale(
    lines: list[Line], level: Level, path: Path | None
) -> tuple[dict[str, int], tuple[str, ...] | tuple[float, ...]]:
    """The code of each value, and what each code means, in the order of the scale."""
    numbers = {line.value: _number(line.value) for line in lines}
    if level.scale and None in numbers.values():
        line = next(line for line in lines if numbers[line.value] is None)
        raise RecordError(
            f"{line.value!r} is not a number, and the level is {level.name}",
            f"{level.scale}, use --level nominal, or leave out the line if the judgement is missing",
            file=path,
            line=line.number,
        )
    if not level.scale:
        labels = tuple(sorted(numbers))
        return {label: index for index, label in enumerate(labels)}, labels
    steps = tuple(sorted({number for number in numbers.values() if number is not None}))
    step = {number: index for index, number in enumerate(steps)}
    return {value: step[number] for value, number in numbers.items() if number is not None}, steps


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
