"""A table of spans as tasks with annotations, so that it becomes records and gold like an export."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotate.agreement.tables.grid import open_grid
from annotate.agreement.tables.read import TableReading
from annotate.agreement.tables.spans import SPAN_FIELDS, collect_spans
from annotate.corpus import digest
from annotate.corpus.reading.decode import COMPRESSED
from annotate.errors import RecordError
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.controls import TEXT
from annotate.labelstudio.wire.tasks import ARTICLE, DIGEST, KEY
from annotate.sentence_id import SentenceId

_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
CONTROL = "label"
"""What the control would be called that marked these spans."""


def is_table(file: Path) -> bool:
    """Whether a file is called like a table, compressed or not."""
    *_, before, last = ["", "", *(suffix.lower() for suffix in file.suffixes)]
    return last in _SUFFIXES or (last in COMPRESSED and before in _SUFFIXES)


def has_spans(file: Path, reading: TableReading | None = None) -> bool:
    """Whether a table has columns that say where spans begin.

    Raises:
        RecordError: it is not a table.
    """
    how = reading or TableReading()
    grid = open_grid(file, how.encoding)
    grid.rows.close()
    heading = {name.strip().casefold() for name in grid.columns}
    return "start" in how.columns or not heading.isdisjoint(SPAN_FIELDS["start"])


def tasks_of_spans(file: Path, reading: TableReading | None = None) -> list[JsonObject]:
    """One task a unit, with an annotation by each annotator who has a row there.

    A unit is an article of its own, or a sentence of the article that the table names: its units follow one another.

    Raises:
        RecordError: as `read_spans`; or a unit has no text, or two annotators differ only in case.
        InsufficientData: there is no row.
    """
    rows, _, _ = collect_spans(file, reading)
    if without := [unit for unit in rows.units if unit not in rows.texts]:
        raise RecordError(
            f"the unit {without[0]} has no text, and spans in records have their words",
            "add a column `text` with the whole text of each unit; `annotate agreement --spans` needs none",
            file=file,
        )
    people = sorted({annotator for _, annotator in rows.seen})
    if len({name.casefold() for name in people}) < len(people):
        alike = next(name for name in people if sum(one.casefold() == name.casefold() for one in people) > 1)
        raise RecordError(f"two annotators are called {alike}, in large and small letters", "rename one", file=file)
    marked: dict[tuple[str, str], dict[tuple[str, int, int], None]] = {}
    for unit, annotator, label, start, end in rows.spans:
        marked.setdefault((unit, annotator), {})[label, start, end] = None
    tasks = []
    ends: Counter[str] = Counter()
    for unit, number in rows.units.items():
        text, article = rows.texts[unit], rows.articles.get(unit, unit)
        place = SentenceId(article, ends[article], ends[article] + len(text))
        ends[article] = place.end + 1
        data = {TEXT: text, KEY: str(place), ARTICLE: article, DIGEST: digest(text)}
        annotations = [
            {
                "id": number * len(people) + index + 1,
                "completed_by": {"email": annotator},
                "result": [
                    _span(f"s{at}", label, text, (start, end))
                    for at, (label, start, end) in enumerate(marked.get((unit, annotator), ()))
                ],
            }
            for index, annotator in enumerate(people)
            if (unit, annotator) in rows.seen
        ]
        tasks.append({"id": number + 1, "data": data, "annotations": annotations})
    return tasks


def _span(number: str, label: str, text: str, place: tuple[int, int]) -> JsonObject:
    start, end = place
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {"id": number, "type": "labels", "from_name": CONTROL, "to_name": TEXT, "value": value}
