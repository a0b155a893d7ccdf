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
    figures = (
        _so_far(by_person, "The annotations have no dates." if some else "Nothing is annotated yet."),
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


def _so_far(by_person: Mapping[str, list[Any]], missing: str) -> Figure:
    """How many annotations there were at the end of each day, or of each hour if all are of one day."""
    days = {record.created_at.date() for records in by_person.values() for record in records}
    unit, form = ("hour", "%Y-%m-%dT%H:00Z") if len(days) == 1 else ("day", "%Y-%m-%d")
    rows = []
    for person, records in sorted(by_person.items()):
        total = 0
        for moment, number in sorted(Counter(record.created_at.strftime(form) for record in records).items()):
            total += number
            rows.append((moment, person, total))
    is_one = len({moment for moment, *_ in rows}) == 1
    return Figure(
        "progress",
        f"Annotations so far, by {unit}",
        (unit, "annotator", "annotations"),
        rows,
        "none" if is_one else "lines",
        {} if is_one else {"x": unit, "y": "annotations", "fill": "annotator"},
        f"All annotations are of one {unit}." if is_one else "",
        missing,
    )


def _seconds(by_person: Mapping[str, list[Any]]) -> Iterator[tuple[int, str, float, int]]:
    for person, records in sorted(by_person.items()):
        timed = [record.lead_time for record in records if record.lead_time is not None]
        length = max(_LEAST, -(-len(timed) // _PARTS))
        for start in range(0, len(timed), length):
            part = timed[start : start + length]
            yield start + len(part), person, round(median(part), 1), len(part)
