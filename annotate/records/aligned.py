"""Records laid out by sentence and annotator.

A skipped or never submitted sentence is missing. A submitted one in which nothing is marked says "nothing here", and
counts. An attribute of a claim is a unit only where two annotators marked that claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from annotate.records.contents import ClaimFrames, marked_in, weights_of
from annotate.records.distinct import Distinct, Markings
from annotate.records.frames import Place, Said
from annotate.records.groups import align_claims_without
from annotate.records.matches import Distances, Matched, MatchedFrames, match_all
from annotate.schema.model import Schema
from annotate.schema.record import Record

T = TypeVar("T")
BySentence = Mapping[str, Mapping[str, Any]]
"""Sentence id → annotator → the record submitted."""


class Compared:
    """What is computed of claims once, for every sentence and every layout of records in which they come again.

    Attributes:
        frames: the identity of the claims of a record → the same as frames.
        matched: as in `match_all`.
        distances: of the claims of sentences, under the weights of the schema.
    """

    def __init__(self) -> None:
        self.frames: dict[int, Said] = {}
        self.matched: Matched = {}
        self.distances: Distances = {}


@dataclass(frozen=True)
class AlignedRecords:
    """The submitted records by sentence and annotator, the first one if an annotator had a sentence again.

    `left_out` is an annotator without a say in which claims and spans of the others are the same. `compared` is shared
    by layouts of the same records.
    """

    schema: Schema
    annotators: tuple[str, ...]
    sentences: tuple[str, ...]
    articles: NDArray[np.intp]
    records: tuple[Mapping[str, Any], ...]
    left_out: str = ""
    compared: Compared = field(default_factory=Compared, compare=False, repr=False)

    @cached_property
    def markings(self) -> Distinct[Any]:
        """What each annotator marked in each sentence: one record of all that have the same claims and other spans."""
        marked = Markings()
        return Distinct(self.numbered(marked.number), marked.records)

    def numbered(self, number: Callable[[Any], int]) -> NDArray[np.intp]:
        """The number of each record: shape (annotators, sentences), -1 where the annotator did not submit it."""
        line = {name: row for row, name in enumerate(self.annotators)}
        numbers = np.full((len(self.annotators), len(self.sentences)), -1, dtype=np.intp)
        for column, by in enumerate(self.records):
            for name, record in by.items():
                numbers[line[name], column] = number(record)
        return numbers

    def each(self, function: Callable[[Any], T]) -> tuple[tuple[T | None, ...], ...]:
        """What follows from what each annotator marked in each sentence; None where the annotator did not submit it.

        What `function` gives of the same claims and spans is the same object everywhere.
        """
        numbers, records = self.markings
        given = [*map(function, records), None]
        return tuple(tuple(given[number] for number in row) for row in numbers.tolist())

    def table(self, rows_of: Callable[[Any], Sequence[Sequence[int]]], width: int) -> NDArray[np.intp]:
        """Rows of what each annotator marked: shape (rows, 2 + width), first annotator and sentence."""
        numbers, records = self.markings
        rows = [rows_of(record) for record in records]
        counts = np.array([len(of) for of in rows], dtype=np.intp)
        begins = np.cumsum(counts) - counts
        everything = np.array([row for of in rows for row in of], dtype=np.intp).reshape(-1, width)
        sentence, annotator = np.nonzero(numbers.T >= 0)
        number = numbers[annotator, sentence]
        times = counts[number]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        return np.column_stack(
            [
                np.repeat(annotator, times),
                np.repeat(sentence, times),
                everything[np.repeat(begins[number], times) + within],
            ]
        )

    @cached_property
    def claims(self) -> tuple[tuple[Mapping[str, Any], ...], ...]:
        """The claims of each sentence, each as annotator → that annotator's claim."""
        if self.schema.head is None:
            return ((),) * len(self.records)
        aligned: dict[tuple[int, ...], tuple[Mapping[str, Any], ...]] = {}
        claims = []
        for by, said in zip(self.records, map(tuple, self.markings.numbers.T.tolist()), strict=True):
            if said not in aligned:
                aligned[said] = align_claims_without(by, self.schema, self.left_out)
            claims.append(aligned[said])
        return tuple(claims)

    @cached_property
    def frames(self) -> tuple[tuple[Said | None, ...], ...]:
        """The claims of each annotator in each sentence; None where the annotator did not submit it."""
        frames, maker = self.compared.frames, ClaimFrames(self.schema)

        def frames_of(record: Any) -> Said:
            if id(record.claims) not in frames:
                frames[id(record.claims)] = Said(record.claims, maker)
            return frames[id(record.claims)]

        return self.each(frames_of)

    def places(self, role: str) -> tuple[tuple[frozenset[Place] | None, ...], ...]:
        """What each annotator marked as a role in each sentence; None where the annotator did not submit it."""
        same: dict[frozenset[Place], frozenset[Place]] = {}

        def places_of(record: Any) -> frozenset[Place]:
            places = frozenset(marked_in(record, role))
            return same.setdefault(places, places)

        return self.each(places_of)

    @cached_property
    def matched(self) -> MatchedFrames:
        """The claims of each pair of annotators in each sentence, matched."""
        return match_all(self.frames, weights_of(self.schema), self.compared.matched)

    @cached_property
    def seen(self) -> NDArray[np.bool_]:
        """Who submitted which sentence: shape (annotators, sentences)."""
        return np.array([[name in by for by in self.records] for name in self.annotators], dtype=bool).reshape(
            len(self.annotators), len(self.sentences)
        )


def align_records(
    records: Iterable[Record], schema: Schema, left_out: str = "", articles: Iterable[str] = ()
) -> AlignedRecords:
    """Lay records out by sentence and annotator.

    Args:
        records: annotations of one schema.
        schema: the schema the records were made under.
        left_out: as in `AlignedRecords`.
        articles: articles to number, beside those of the records, so that several layouts number them alike.
    """
    return align_sentences(first_records(records), schema, left_out, articles)


def align_sentences(
    by_sentence: BySentence,
    schema: Schema,
    left_out: str = "",
    articles: Iterable[str] = (),
    compared: Compared | None = None,
) -> AlignedRecords:
    """The same for records that are by sentence already; `by_sentence` has none that was skipped.

    `compared` is that of another layout, with the same schema, of which this may have the same claims.
    """
    article_of = {sentence: next(iter(by.values())).article_id for sentence, by in by_sentence.items()}
    names = tuple(sorted({name for by in by_sentence.values() for name in by}))
    # Numbered by name, so that resamples draw the same articles in whichever order records come.
    number = {article: index for index, article in enumerate(sorted({*articles, *article_of.values()}))}
    return AlignedRecords(
        schema,
        names,
        tuple(by_sentence),
        np.array([number[article] for article in article_of.values()], dtype=np.intp),
        tuple(by_sentence.values()),
        left_out,
        Compared() if compared is None else compared,
    )


def first_records(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """Sentence id → annotator → the record submitted; of several, the one that repeats none, or else the oldest.

    Where records say neither, the first to come is the first.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for record in records:
        if record.status == "submitted":
            earlier = found[record.sentence_id].setdefault(record.annotator, record)
            if earlier is not record and _turn(record) < _turn(earlier):
                found[record.sentence_id][record.annotator] = record
    return dict(found)


class Scattered(Exception):
    """Records of one sentence do not all come together."""


def each_sentence(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The same sentence by sentence, of records that come so; no sentence is kept.

    Raises:
        Scattered: a sentence comes again after another one.
    """
    before: set[str] = set()
    for sentence, together in groupby(records, key=attrgetter("sentence_id")):
        if sentence in before:
            raise Scattered
        before.add(sentence)
        yield from first_records(together).values()


def _turn(record: Record) -> tuple[int, float]:
    return record.repeat or 0, record.created_at.timestamp() if record.created_at else 0.0
