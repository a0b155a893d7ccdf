"""A long table measured by parts: by category, pair, annotator left out, and article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np

from annotate.agreement.elements.measurements import Measurement, measure_answers
from annotate.agreement.elements.units import Units, part_of
from annotate.agreement.parts.categories import measure_categories
from annotate.agreement.parts.differences import differences
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.tables.read import Table
from annotate.errors import InsufficientData

PARTS = ("annotator", "article", "category", "pair", "without")


def measure_table_by(tables: Sequence[Table], by: str, *, resampling: Resampling | None = None) -> list[Measurement]:
    """Measure parts of each variable; each row's `group` says which.

    Args:
        tables: variables of a table.
        by: "category" measures each label against the rest, and its share; "pair" each pair of them; "without" all
            but one annotator, and the difference that this makes; "article" each article.
        resampling: resamples and seed.

    Raises:
        InsufficientData: the table cannot be divided so.
    """
    how = resampling or Resampling()
    rows: list[Measurement] = []
    for table in tables:
        if by == "category":
            rows += measure_categories(table.units, how)
            continue
        parts = _parts(table, by)
        for group, part in parts.items():
            rows += [replace(row, by=by, group=group) for row in measure_answers(part, how)]
        if by == "without":
            rows += _without(table.units, parts, how)
    return rows


def _parts(table: Table, by: str) -> dict[str, Units]:
    units, names = table.units, table.units.annotators
    if by == "pair":
        return {f"{one} {two}": part_of(units, annotators=(one, two)) for one, two in combinations(names, 2)}
    if by == "without":
        return {name: part_of(units, annotators=set(names) - {name}) for name in names if len(names) > 2}
    if by != "article":
        raise InsufficientData(f"a table is not divided by {by}", f"choose from {', '.join(PARTS)}, or give --records")
    if units.articles is None:
        raise InsufficientData(
            "the table has no column article", "add it, or choose from annotator, category, pair, without"
        )
    return {name: part_of(units, chosen=units.articles == number) for number, name in enumerate(table.articles)}


def _without(units: Units, parts: dict[str, Units], how: Resampling) -> list[Measurement]:
    """By how much each measure rises without an annotator; units are drawn where articles are not known."""
    known = np.arange(len(units.ids)) if units.articles is None else units.articles
    point = partial(measure_answers, resampling=Resampling(resamples=0))
    drawn = how._replace(unit="unit") if units.articles is None else how
    whole = point(replace(units, articles=known))
    rows = []
    for group, part in parts.items():
        rows += differences(point(replace(part, articles=known)), whole, "without", group, drawn)
    return rows
