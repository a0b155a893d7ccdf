"""When annotations came, and how long a sentence took each annotator over their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from annotate.report.figure import Figure, Section
from annotate.report.material import Material

_PARTS = 20
"""Into how many parts the sentences of an annotator are divided at most."""
_LEAST = 5
"""How many sentences a part has at least."""


def progress_section(material: Material) -> Section:
    """Progress over time, and seconds for a sentence."""
    by_person: dict[str, list[Any]] = defaultdict(list)
    for record in material.of_people:
        if record.created_at:
            by_person[material.names[record.annotator]].append(record)
    for records in by_person.values():
        records.sort(key=lambda record: record.created_at)
    some = bool(material.records)
    dated = [*_by_day(by_person)]
    figures = (
        Figure(
            "progress",
            "Annotations so far, by day",
            ("day", "annotator", "annotations"),
            dated,
            "lines",
            {"x": "day", "y": "annotations", "fill": "annotator"},
            "All annotations are of one day." if len({day for day, *_ in dated}) == 1 else "",
            "The annotations have no dates." if some else "Nothing is annotated yet.",
        ),
        Figure(
            "seconds",
            "Seconds for a sentence, over the order in which an annotator worked",
            ("sentence", "annotator", "median seconds", "sentences"),
            [*_seconds(by_person)],
            "lines",
            {"x": "sentence", "y": "median seconds", "fill": "annotator"},
            "A falling line is learning, a rising one may be tiredness. Label Studio counts the seconds while the "
            "page is open, so medians are shown.",
            "Label Studio did not record how long these annotations took." if some else "Nothing is annotated yet.",
        ),
    )
    return Section("progress", "Progress", figures)


def _by_day(by_person: Mapping[str, list[Any]]) -> Iterator[tuple[str, str, int]]:
    for person, records in sorted(by_person.items()):
        total = 0
        for day, number in sorted(Counter(record.created_at.date().isoformat() for record in records).items()):
            total += number
            yield day, person, total


def _seconds(by_person: Mapping[str, list[Any]]) -> Iterator[tuple[int, str, float, int]]:
    for person, records in sorted(by_person.items()):
        timed = [record.lead_time for record in records if record.lead_time is not None]
        length = max(_LEAST, -(-len(timed) // _PARTS))
        for start in range(0, len(timed), length):
            part = timed[start : start + length]
            yield start + len(part), person, round(median(part), 1), len(part)
