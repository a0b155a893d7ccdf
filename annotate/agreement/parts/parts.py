"""The same measures on parts of the data: by category, pair, annotator left out, article, round, and repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from typing import Any, Literal

from annotate.agreement.elements.measure import lengths_of, measure_aligned, units_of
from annotate.agreement.elements.measurements import Measurement, measure_valued_spans
from annotate.agreement.elements.valued_spans import valued_spans
from annotate.agreement.parts.categories import enough_to_tell, measure_categories
from annotate.agreement.parts.differences import differences
from annotate.agreement.results.resampling import Resampling
from annotate.records.aligned import BySentence, Compared, align_records, align_sentences, first_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

By = Literal["category", "pair", "without", "article", "round", "repeat"]
_EVERYBODY = "all"


def measure_by(
    records: Iterable[Record],
    schema: Schema,
    by: By,
    *,
    resampling: Resampling | None = None,
    compared: Compared | None = None,
    **options: Any,
) -> list[Measurement]:
    """Measure parts of the data; each row's `group` says which.

    Args:
        records: annotations of one schema.
        schema: the schema the records were made under.
        by: "category" measures each label against the rest, and its share; "pair" each pair of them; "without" all
            but one annotator; "article" each article; "round" each round; "repeat" annotators against themselves.
            "without" and "round" also give the difference that leaving out, or the next round, makes to each measure.
            A sentence that somebody had again in a later round counts in both.
        resampling: resamples and seed.
        compared: what another layout of these records has computed of their claims.
        options: `elements` and `lengths` as in `measure`.
    """
    everything = list(records)
    if by == "category":
        return _by_category(everything, schema, resampling or Resampling(), **options)
    # Numbered alike in all parts, so that differences draw the same articles for both.
    articles = {record.article_id for record in everything}
    parts = _parts(everything, by)
    if by == "repeat" and (lengths := options.get("lengths")):
        whose = {_sentence_of(name, sentence): length for name in parts for sentence, length in lengths.items()}
        options |= {"lengths": lengths | whose}
    lay_out = partial(align_sentences, schema=schema, articles=articles, compared=compared or Compared())
    measured = {
        group: measure_aligned(lay_out(part), resampling=resampling, **options) for group, part in parts.items()
    }
    rows = []
    for group, measurements in measured.items():
        people = len(parts) - 1 if group == _EVERYBODY else 1
        rows += [
            replace(_of_people(row, people) if by == "repeat" else row, by=by, group=group) for row in measurements
        ]
    if by == "without":
        whole = measure_aligned(lay_out(first_records(everything)), resampling=Resampling(resamples=0), **options)
        for group, measurements in measured.items():
            rows += differences(measurements, whole, by, group, resampling)
    if by == "round":
        for (one, first), (two, second) in pairwise(measured.items()):
            rows += differences(second, first, by, f"{one} to {two}", resampling)
    return rows


def _parts(records: list[Record], by: By) -> dict[str, BySentence]:
    return _repeats(records) if by == "repeat" else {name: first_records(part) for name, part in _divided(records, by)}


def _divided(records: list[Record], by: By) -> Iterator[tuple[str, list[Record]]]:
    names = sorted({record.annotator for record in records})
    if by == "pair":
        for one, two in combinations(names, 2):
            yield f"{one} {two}", [record for record in records if record.annotator in (one, two)]
    elif by == "without":
        for name in names if len(names) > 2 else ():
            yield name, [record for record in records if record.annotator != name]
    elif by == "round":
        for number in sorted({record.round for record in records if record.round is not None}):
            yield str(number), [record for record in records if record.round == number]
    else:
        articles: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            articles[record.article_id].append(record)
        yield from articles.items()


def _repeats(records: list[Record]) -> dict[str, BySentence]:
    """Each annotator's repeated sentences, as if the first and second time were two annotators."""
    times: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        times[record.annotator, record.sentence_id].append(record)
    parts: dict[str, dict[str, dict[str, Record]]] = defaultdict(dict)
    for (name, sentence), had in sorted(times.items(), key=lambda item: item[0][0]):
        if len(had) > 1:
            part, turns = parts[name], zip(("first", "second"), had, strict=False)
            if submitted := {turn: record for turn, record in turns if record.status == "submitted"}:
                part[sentence] = submitted
    pooled = {_sentence_of(name, sentence): by for name, part in parts.items() for sentence, by in part.items()}
    return {**parts, _EVERYBODY: pooled} if parts else {}


def _sentence_of(name: str, sentence: str) -> str:
    """What a sentence is called among those of everybody: each annotator has it for themselves."""
    return f"{name}:{sentence}"


def _of_people(row: Measurement, people: int) -> Measurement:
    """The row with the number of annotators that there are, where first and second times were taken for two."""
    found = row.agreement
    recipe = replace(found.recipe, annotators=people, repeated=True) if found.recipe else None
    return replace(row, agreement=replace(found, annotators=people, recipe=recipe))


def _by_category(
    records: list[Record],
    schema: Schema,
    resampling: Resampling,
    elements: Iterable[str] | None = None,
    lengths: Mapping[str, int] | None = None,
) -> list[Measurement]:
    rows = []
    wanted = None if elements is None else set(elements)
    aligned = align_records(records, schema)
    for units in units_of(aligned, wanted):
        rows += measure_categories(units, resampling)
        valued = valued_spans(aligned, units.element)
        if valued:
            sizes = partial(lengths_of, aligned, lengths)
            for value, label in enumerate(valued.labels):
                row = measure_valued_spans(aligned, valued, value, sizes, resampling)
                rows.append(replace(row, agreement=enough_to_tell(row.agreement), by="category", group=label))
    return rows
