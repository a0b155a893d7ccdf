"""Which column of a table is what: long, one judgement per row, or wide, with a column for each annotator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotate.agreement.tables.grid import Row
from annotate.counting import some
from annotate.errors import RecordError

FIELDS = ("unit", "annotator", "value", "variable", "article")
"""What a column can be."""

_CALLED = {
    "unit": ("unit", "unit_id", "item", "item_id", "id"),
    "annotator": ("annotator", "annotator_id", "coder", "coder_id", "rater", "rater_id"),
    "value": ("value", "label", "rating", "code"),
    "variable": ("variable",),
    "article": ("article", "article_id"),
}
"""What a column is called by itself, in any case, the likeliest first."""

_NUMBERED = re.compile(r"(?P<name>.*?\w)(?:[\s_.-]*(?P<number>\d+)|[\s_.-]+(?P<letter>[A-Za-z]))")
_SHARED = 0.5  # of an annotator's answers, those that another one also gives


class Named(NamedTuple):
    """A column of answers by its place.

    `name` is its variable in a long table, its annotator in a wide one, where `variable` is what it answers.
    """

    place: int
    name: str
    variable: str = "value"


class Columns(NamedTuple):
    """Where in a row to look.

    Attributes:
        unit: the column of units; None if each row is one.
        annotator: the column that names the annotator; None in a wide table.
        values: the columns with answers: of a long table one for each variable, of a wide one one for each annotator.
        variable: the column that names the variable.
        article: the column of articles.
    """

    unit: int | None
    annotator: int | None
    values: tuple[Named, ...]
    variable: int | None
    article: int | None

    @property
    def used(self) -> set[int]:
        """The places of all of these."""
        single = {self.unit, self.annotator, self.variable, self.article} - {None}
        return {place for place in single if place is not None} | {column.place for column in self.values}


def find_columns(
    heading: Sequence[str], rows: Iterable[Row], told: Mapping[str, Sequence[str]], path: Path | None
) -> Columns:
    """Find out which column is what, by what was told, by names and, of a wide table, by what is in the columns.

    Args:
        heading: the names of the columns.
        rows: what is below; it is read only if the names of a wide table do not say who its annotators are.
        told: field → its columns, as `--column` has them; several of `value` are variables, several of `annotator` are
            the annotators of a wide table.
        path: for messages.

    Raises:
        RecordError: a column is missing, or it cannot be told what is what.
    """
    places = find_fields(heading, _CALLED, told, path)
    unit, variable, article = (_only(places.get(field), field, path) for field in ("unit", "variable", "article"))
    annotators, values = places.get("annotator", []), places.get("value", [])
    if len(annotators) == 1:
        if not values or unit is None:
            missing = [field for field in ("unit", "value") if field not in places]
            raise _missing(missing, heading, path)
        named = tuple(Named(place, _variable(heading[place])) for place in values)
        return Columns(unit, annotators[0], named, variable, article)
    if annotators:
        chosen = [Named(place, heading[place]) for place in annotators]
    else:
        free = [
            place
            for place, name in enumerate(heading)
            if name and place not in {place for field in FIELDS if field != "value" for place in places.get(field, ())}
        ]
        if values and "value" in told:
            raise _missing(["annotator"], heading, path)
        chosen = _numbered(heading, free, path) or _alike(heading, free, rows)
    if len(chosen) < 2:
        raise _missing([field for field in ("annotator", "value") if field not in places], heading, path)
    called = Counter((column.name, column.variable) for column in chosen)
    if several := [name for (name, _), times in called.items() if times > 1]:
        raise _twice(several[0], path)
    return Columns(unit, None, tuple(chosen), variable, article)


def find_fields(
    heading: Sequence[str], called: Mapping[str, Sequence[str]], told: Mapping[str, Sequence[str]], path: Path | None
) -> dict[str, list[int]]:
    """Field → its columns, as they were told or else as `called` says that columns are called by themselves."""
    places = {field: [_place(heading, name, path) for name in names] for field, names in told.items()}
    for field, names in called.items():
        taken = {place for known in places.values() for place in known}
        by_itself = _by_name(heading, names, taken, path)
        if field not in places and by_itself is not None:
            places[field] = [by_itself]
    return places


def described_fields(heading: Sequence[str], places: Mapping[str, int]) -> str:
    """Which column was taken for which field, in words, and which ones were not used."""
    unused = [name for place, name in enumerate(heading) if name and place not in places.values()]
    fields = ", ".join(f"{field} = {heading[place]}" for field, place in places.items())
    return fields + (f"; not used: {', '.join(unused)}" if unused else "")


def _place(heading: Sequence[str], name: str, path: Path | None) -> int:
    """The column with a name, exactly or else in another case."""
    for key in (str, _folded):
        fitting = [place for place, column in enumerate(heading) if key(column) == key(name)]
        if len(fitting) > 1:
            raise RecordError(f"several columns are called {name}", "rename all but one", file=path)
        if fitting:
            return fitting[0]
    raise RecordError(f"the table has no column {name}", f"it has {', '.join(heading)}", file=path)


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip()).casefold()


def _by_name(heading: Sequence[str], names: Sequence[str], taken: set[int], path: Path | None) -> int | None:
    for name in names:
        fitting = [place for place, column in enumerate(heading) if _folded(column) == name and place not in taken]
        if len(fitting) > 1:
            called = " and ".join(heading[place] for place in fitting)
            raise RecordError(f"two columns could be the {names[0]}: {called}", "rename one of them", file=path)
        if fitting:
            return fitting[0]
    return None


def _only(places: Sequence[int] | None, field: str, path: Path | None) -> int | None:
    if places and len(places) > 1:
        raise RecordError(f"a table has one column of {field}s", f"give --column {field}=NAME once", file=path)
    return places[0] if places else None


def _variable(column: str) -> str:
    """What a column's variable is called: as the column."""
    return "value" if _folded(column) == "value" else column.strip()


def _numbered(heading: Sequence[str], free: Sequence[int], path: Path | None) -> list[Named]:
    """The annotators of columns such as coder_1, coder_2; of tone_1, tone_2, topic_1 and topic_2 two variables."""
    families: dict[str, dict[str, int]] = {}
    for place in free:
        if match := _NUMBERED.fullmatch(heading[place].strip()):
            members = families.setdefault(_folded(match["name"]), {})
            if members.setdefault(match["number"] or match["letter"], place) != place:
                raise _twice(heading[place], path)
    families = {name: members for name, members in families.items() if len(members) > 1}
    if len(families) < 2:
        return [Named(place, heading[place].strip()) for members in families.values() for place in members.values()]
    if len({frozenset(members) for members in families.values()}) > 1:
        raise RecordError(
            f"several groups of columns could be the annotators: {', '.join(families)}",
            "name each annotator's column with --column annotator=NAME",
            file=path,
        )
    return [Named(place, who, variable) for variable, members in families.items() for who, place in members.items()]


def _alike(heading: Sequence[str], free: Sequence[int], rows: Iterable[Row]) -> list[Named]:
    """The columns whose answers are mostly those of other columns too."""
    counts = {place: Counter[str]() for place in free}
    for row in rows:
        for place in free:
            if row.cells[place].strip():
                counts[place][row.cells[place]] += 1
    having = Counter(answer for answers in counts.values() for answer in answers)
    return [
        Named(place, heading[place].strip())
        for place, answers in counts.items()
        if sum(times for answer, times in answers.items() if having[answer] > 1) >= _SHARED * max(1, answers.total())
    ]


def _twice(name: str, path: Path | None) -> RecordError:
    return RecordError(
        f"several columns are called {name}",
        "give each annotator's column a name of its own; the first line must name the columns",
        file=path,
    )


def _missing(fields: Sequence[str], heading: Sequence[str], path: Path | None) -> RecordError:
    lacks = " and no column ".join(fields)
    ours = " ".join(f"--column {field}=NAME" for field in fields)
    return RecordError(
        f"the table has no column {lacks}: it has {', '.join(heading)}",
        f"name it with {ours}; if each annotator has a column, name each of these with --column annotator=NAME; "
        "the first line must name the columns",
        file=path,
    )


def described(heading: Sequence[str], columns: Columns) -> str:
    """What was taken for what, in words."""
    if columns.annotator is None:
        parts = [f"wide, one column per annotator ({some(heading[column.place] for column in columns.values)})"]
        parts.append("one unit per row" if columns.unit is None else f"unit = {heading[columns.unit]}")
    else:
        parts = [f"long, one judgement per row; unit = {heading[columns.unit or 0]}"]
        parts.append(f"annotator = {heading[columns.annotator]}")
        parts += [f"value = {heading[column.place]}" for column in columns.values]
    parts += [
        f"{field} = {heading[place]}"
        for field, place in (("variable", columns.variable), ("article", columns.article))
        if place is not None
    ]
    unused = [name for place, name in enumerate(heading) if name and place not in columns.used]
    return ", ".join(parts) + (f"; not used: {', '.join(unused)}" if unused else "")
