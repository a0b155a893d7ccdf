"""`annotate agreement --table`: which table, how it was understood, and what of it is measured."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.cli.agreement.choice import chosen_annotators
from annotate.cli.boundary import tell
from annotate.counting import count, some

if TYPE_CHECKING:
    from annotate.agreement.tables.read import TableFile, TableLevel, TableLevels


def chosen_table(file: str, levels: TableLevels, columns: Sequence[str], **reading: Any) -> TableFile:
    """Open the table that was asked for; `columns` are those of `--column FIELD=NAME`."""
    from annotate.agreement.tables.columns import FIELDS
    from annotate.agreement.tables.read import TableReading, open_table

    named = named_columns(columns, FIELDS)
    return open_table(Path(file), levels, TableReading(columns=named, **reading))


def named_columns(columns: Sequence[str], fields: Collection[str]) -> dict[str, list[str]]:
    """The columns of `--column FIELD=NAME`, by field."""
    from annotate.errors import ConfigError

    named: dict[str, list[str]] = {}
    for column in columns:
        field, is_there, name = column.partition("=")
        if field not in fields or not is_there:
            raise ConfigError(
                f"--column {column} does not say which field is in which column",
                f"write one of {', '.join(fields)} before the =, and the table's name for it after",
            )
        named.setdefault(field, []).append(name)
    return named


def some_of(table: TableFile, levels: TableLevels, elements: Sequence[str], pair: str) -> TableFile:
    """The variables and the annotators of a table that were asked for."""
    from annotate.agreement.elements.units import part_of
    from annotate.errors import ConfigError

    names = [variable.variable for variable in table.variables]
    for name in (*elements, *(() if isinstance(levels, str) else levels)):
        if name not in names:
            raise ConfigError(f"the table has no variable {name}", f"choose from {', '.join(names)}")
    wanted = chosen_annotators(pair, _annotators(table))
    kept = [
        variable._replace(units=part_of(variable.units, annotators=wanted))
        for variable in table.variables
        if variable.variable in elements or not elements
    ]
    return replace(table, variables=kept)


def levels_of(words: Sequence[str]) -> TableLevels:
    """One level for all variables, or a level for each of some, as `--level` says it."""
    from annotate.agreement.tables.read import TABLE_LEVELS
    from annotate.errors import ConfigError

    levels: dict[str, TableLevel] = {}
    for word in words:
        variable, _, name = word.rpartition("=")
        level = next((level for level in TABLE_LEVELS if level == name), None)
        if level is None or not (variable or len(words) == 1):
            raise ConfigError(
                f"--level {word} is not a level", f"give one of {', '.join(TABLE_LEVELS)}, or VARIABLE=LEVEL for each"
            )
        levels[variable] = level
    return levels.get("", levels)


def tell_understood(table: TableFile) -> None:
    """Say in three lines how the table was understood, and in more what is odd."""
    tell(f"annotate: the table: {table.layout}")
    several = len(table.variables) > 1
    units = {unit for one in table.variables for unit in one.units.ids} if several else table.variables[0].units.ids
    judgements = sum(int((variable.units.codes >= 0).sum()) for variable in table.variables)
    empty = f"; {count(table.empty, 'empty cell is a', 'empty cells are')} missing judgement{'s' * (table.empty > 1)}"
    missing = "".join(f"; {count(times, 'judgement')} {word!r}, missing" for word, times in table.missing.items())
    people, many = count(len(_annotators(table)), "annotator"), f"{len(units):,} units, {judgements:,} judgements"
    tell(f"annotate: {people}, {many}{empty if table.empty else ''}{missing}")
    shown = [
        f"{variable.variable} ({variable.units.level.name}, {_answers(variable.units.labels)})"
        for variable in table.variables
    ]
    tell(f"annotate: {'variables' if len(shown) > 1 else 'the variable'} {', '.join(shown)}")
    for note in table.notes:
        tell(f"annotate: {note}")


def understood_document(table: TableFile) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "layout": table.layout,
        "annotators": _annotators(table),
        "variables": {
            variable.variable: {
                "level": variable.units.level.name,
                "units": len(variable.units.ids),
                "judgements": int((variable.units.codes >= 0).sum()),
            }
            for variable in table.variables
        },
        "empty_cells": table.empty,
        "missing": dict(table.missing),
        "notes": list(table.notes),
    }


def _annotators(table: TableFile) -> list[str]:
    return sorted({name for variable in table.variables for name in variable.units.annotators})


def _answers(labels: Sequence[Any]) -> str:
    from annotate.agreement.parts.categories import label_name

    if any(isinstance(label, frozenset) for label in labels):
        return count(len(labels), "set")
    return f"{count(len(labels), 'label')}: {some(map(label_name, labels))}"
