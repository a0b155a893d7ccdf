"""Agreement: every element with its interval, rounds, pairs, answers that meet, and how often labels are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotate.agreement.diagnosis.diagnosis import shown
from annotate.agreement.diagnosis.document import FORMAT, whole_document
from annotate.agreement.elements.measure import measure_aligned
from annotate.agreement.parts.parts import measure_by
from annotate.agreement.results.names import named
from annotate.agreement.results.resampling import Resampling
from annotate.errors import AnnotateError
from annotate.formats import read_numbered_json
from annotate.json_files import JsonObject
from annotate.records.contents import answer_of, spans_of
from annotate.report.differences import Meeting
from annotate.report.figure import Figure, Section
from annotate.report.material import Material
from annotate.schema.model import CLAIM, Schema

_AGAIN = "`annotate agreement` makes it again"
_MEASURES = ("element", "measure", "value", "low", "high", "units", "annotators", "articles", "signature", "note")
_NO_RECORDS = "Nothing is annotated yet, so there is nothing to measure."
_ONE = "Agreement needs two annotators who annotated the same sentences."


def measured(material: Material) -> JsonObject | None:
    """What agreement.json holds if it is of these records, or else the same measured now; None without records."""
    if material.aligned is None:
        return None
    project = material.project
    file, digest = project.files.agreement, project.records_digest()
    if file.exists():
        document = read_numbered_json(file, _AGAIN, FORMAT)
        if document.get("records") == digest:
            return document
    rows = measure_aligned(material.aligned, resampling=Resampling(seed=project.config.seed))
    return whole_document(rows, None, digest)


def agreement_section(material: Material, document: Mapping[str, Any] | None) -> Section:
    """The figures of agreement; `document` is what agreement.json holds."""
    missing = _NO_RECORDS if document is None else _ONE
    rows = [_row(row) for row in document["rows"]] if document else []
    main = [row for row in rows if named(row[1]).main]
    others = [row for row in rows if not named(row[1]).main]
    names, differences = material.names, material.differences
    figures = (
        Figure(
            "agreement",
            "Agreement on each element",
            _MEASURES,
            main,
            "forest",
            {"y": "element", "x": "value", "low": "low", "high": "high", "fill": "measure"},
            "A point is the value, a line its 95 % interval, which comes from leaving out whole articles. 1 is perfect "
            "agreement; for α and κ, 0 is chance.",
            missing,
        ),
        Figure(
            "measures",
            "Other measures",
            _MEASURES,
            others,
            "forest",
            {"group": "element", "y": "measure", "x": "value", "low": "low", "high": "high"},
            missing=missing,
        ),
        _rounds(material),
        Figure(
            "pairs",
            "How far apart each pair of annotators is",
            ("element", "annotator", "other", "distance", "units"),
            [
                (pair.element, names[pair.one], names[pair.other], round(pair.distance, 4), pair.units)
                for pair in differences.pairs
            ],
            "heat",
            {"group": "element", "x": "annotator", "y": "other", "fill": "distance"},
            "The mean distance of their answers: 0 if they are the same, 1 if they have nothing in common.",
            missing,
        ),
        Figure(
            "confusions",
            "Which answers were given to the same unit",
            ("element", "answer", "other", "pairs"),
            [*_meetings(material)],
            "heat",
            {"group": "element", "x": "answer", "y": "other", "fill": "pairs"},
            "How many pairs of annotators gave these two answers to the same sentence, claim or span.",
            missing,
        ),
        Figure(
            "labels",
            "How often each annotator uses each label",
            ("element", "annotator", "label", "times"),
            [*_labels(material)],
            "bars",
            {"group": "element", "y": "annotator", "x": "times", "fill": "label"},
            missing=_NO_RECORDS,
        ),
    )
    return Section("agreement", "Agreement", figures)


def _row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    low, high = row.get("interval") or (None, None)
    note = "; ".join(filter(None, (row.get("reason"), row.get("note"), row.get("basis"))))
    counted = (row.get("units"), row.get("annotators"), row.get("articles"))
    return (row["element"], row["measure"], row["value"], low, high, *counted, row.get("signature", ""), note)


def _meetings(material: Material) -> Iterator[Meeting]:
    """Which answers meet; an actor that the register does not know is called by words of the text."""
    of_words = {role.actor_element for role in material.project.schema.roles}
    for meeting in material.differences.meetings:
        if material.choice.has_texts or meeting.element not in of_words:
            yield meeting


def _rounds(material: Material) -> Figure:
    """Agreement by round, where there are several."""
    rounds = {record.round for record in material.of_people if record.round is not None}
    rows: list[tuple[Any, ...]] = []
    if len(rounds) > 1:
        try:
            measurements = measure_by(material.of_people, material.project.schema, "round")
        except AnnotateError:
            measurements = []
        for measurement in measurements:
            row = measurement.to_json()
            if named(row["measure"]).main and measurement.group in {str(number) for number in rounds}:
                rows.append((measurement.group, *_row(row)))
    return Figure(
        "rounds",
        "Agreement by round",
        ("round", *_MEASURES),
        rows,
        "forest",
        {"y": "element", "x": "value", "low": "low", "high": "high", "fill": "round"},
        "Round 0 is the calibration.",
        "There is only one round, so there is nothing to compare.",
    )


def _labels(material: Material) -> Iterator[tuple[str, str, str, int]]:
    schema = material.project.schema
    times = Counter(
        (element, material.names[record.annotator], label)
        for record in material.records
        if record.status == "submitted"
        for element, label in _answers(record, schema)
    )
    yield from ((*key, number) for key, number in sorted(times.items()))


def _answers(record: Any, schema: Schema) -> Iterator[tuple[str, str]]:
    yield from _given(record, schema.sentence_questions)
    for claim in record.claims if schema.head else ():
        yield from _given(claim, schema.attributes_on(CLAIM))
        for role in schema.roles:
            if attributes := schema.attributes_on(role.name):
                for span in spans_of(claim, role.name):
                    yield from _given(span, attributes)


def _given(holder: Any, elements: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for element in elements:
        answer = answer_of(holder, element)
        labels = answer if isinstance(answer, frozenset) else (answer,)
        yield from ((element.name, "no answer" if label is None else shown(label)) for label in labels)
