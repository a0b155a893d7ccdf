"""Records → units: what each annotator answered, where, and what is missing.

A skipped or never submitted sentence is missing. A submitted one in which nothing is marked says "nothing here", and
counts. An attribute of a claim is a unit only where two annotators marked that claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.align import Marked, cluster, iou
from annotate.agreement.frames import Frame, similarity
from annotate.agreement.resample import Ints
from annotate.schema.model import Answerable, Attribute, Role, Schema
from annotate.schema.record import Record

_Answers = tuple[str, int, Mapping[str, Any]]


@dataclass(frozen=True)
class Units:
    """Answers to one element, ready to be measured.

    Attributes:
        element: the name of the question or attribute.
        ids: what each unit is: a sentence id, or one with the claim's number.
        annotators: the names of the rows.
        codes: shape (annotators, units); -1 is missing.
        labels: what each code stands for; sets for level "set", in the order of the scale for "ordinal".
        articles: shape (units,); the number of each unit's article; None where articles are not known.
        basis: what the units are, where they are not all sentences.
    """

    element: str
    ids: tuple[str, ...]
    annotators: tuple[str, ...]
    codes: NDArray[np.intp]
    labels: tuple[Any, ...]
    articles: Ints | None
    basis: str = ""


@dataclass(frozen=True)
class Sheet:
    """The submitted records by sentence and annotator, the first where an annotator had a sentence again.

    `claims` holds each sentence's claims, each as annotator → that annotator's claim. `guest` is an annotator without
    a say in which claims and spans of the others are the same.
    """

    schema: Schema
    annotators: tuple[str, ...]
    sentences: tuple[str, ...]
    articles: Ints
    records: tuple[Mapping[str, Any], ...]
    claims: tuple[tuple[Mapping[str, Any], ...], ...]
    guest: str = ""

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Who submitted which sentence: shape (annotators, sentences)."""
        return np.array([[name in by for by in self.records] for name in self.annotators], dtype=bool).reshape(
            len(self.annotators), len(self.sentences)
        )


def read_sheet(records: Iterable[Record], schema: Schema, guest: str = "") -> Sheet:
    """Lay records out by sentence and annotator; `guest` as in `Sheet`."""
    by_sentence = first_records(records)
    article_of = {sentence: next(iter(by.values())).article_id for sentence, by in by_sentence.items()}
    names = tuple(sorted({name for by in by_sentence.values() for name in by}))
    # Numbered by name, so that resamples draw the same articles in whichever order records come.
    number = {article: index for index, article in enumerate(sorted(set(article_of.values())))}
    return Sheet(
        schema,
        names,
        tuple(by_sentence),
        np.array([number[article] for article in article_of.values()], dtype=np.intp),
        tuple(by_sentence.values()),
        tuple(_claims_of(by, schema, guest) for by in by_sentence.values()),
        guest,
    )


def first_records(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """Sentence id → annotator → the record submitted; of several, the one that repeats none, or else the oldest.

    Where records say neither, the first to come is the first.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for record in records:
        if record.status == "submitted":
            earlier = found[record.sentence_id].setdefault(record.annotator, record)
            if _turn(record) < _turn(earlier):
                found[record.sentence_id][record.annotator] = record
    return dict(found)


def _turn(record: Record) -> tuple[int, float]:
    return record.repeat or 0, record.created_at.timestamp() if record.created_at else 0.0


def align_claims(by_annotator: Mapping[str, Any], schema: Schema, least: float = 0.0) -> tuple[dict[str, Any], ...]:
    """The claims of one sentence that are the same one: their heads overlap, one an annotator at most.

    Where an annotator has several claims on a head, those most alike are the same one. `least` is the smallest IoU of
    two heads of the same claim; 0 means any character in common.
    """
    if schema.head is None:
        return ()
    pool = [(name, claim) for name, record in by_annotator.items() for claim in record.claims]
    frames = [frame for record in by_annotator.values() for frame in _frames(record, schema)]
    heads = []
    for name, claim in pool:
        head = getattr(claim, schema.head.name)
        heads.append(Marked(name, head.start, head.end, _content(claim, schema)))
    weights = weights_of(schema)
    groups = cluster(heads, least, lambda one, two: similarity(frames[one], frames[two], weights))
    return tuple({pool[index][0]: pool[index][1] for index in group} for group in groups)


def _claims_of(by: Mapping[str, Any], schema: Schema, guest: str) -> tuple[dict[str, Any], ...]:
    claims = align_claims({name: record for name, record in by.items() if name != guest}, schema)
    head = schema.head
    if head is None or guest not in by:
        return claims
    return _with_guest(claims, guest, by[guest].claims, lambda claim: getattr(claim, head.name))


def _with_guest(
    groups: Iterable[dict[str, Any]], guest: str, own: Sequence[Any], span_of: Callable[[Any], Any]
) -> tuple[dict[str, Any], ...]:
    """Each of the guest's objects with the closest group in which it overlaps all, or in one of its own."""
    joined = [dict(group) for group in groups]
    marks = [[_mark(name, span_of(each)) for name, each in group.items()] for group in joined]
    near = sorted(
        (-sum(found) / len(found), place, index)
        for index, each in enumerate(own)
        for place, group in enumerate(marks)
        if min(found := [iou(_mark(guest, span_of(each)), other) for other in group]) > 0
    )
    placed: set[int] = set()
    for _, place, index in near:
        if index not in placed and guest not in joined[place]:
            joined[place][guest] = own[index]
            placed.add(index)
    return (*joined, *({guest: each} for index, each in enumerate(own) if index not in placed))


def _mark(name: str, span: Any, content: Hashable = ()) -> Marked:
    return Marked(name, span.start, span.end, content)


def weights_of(schema: Schema) -> dict[str, float]:
    """Role or claim attribute → its share in the similarity of two claims."""
    weights = {role.name: role.weight for role in schema.roles}
    return weights | {attribute.name: attribute.weight for attribute in schema.claim_attributes}


def _content(claim: Any, schema: Schema) -> Hashable:
    """All that is said in a claim, in an order that is the schema's: renaming labels does not change it."""
    places = tuple(
        tuple(
            sorted(
                (span.start, span.end, *(_ranks(span, attribute) for attribute in schema.attributes_on(role.name)))
                for span in spans_of(claim, role.name)
            )
        )
        for role in schema.roles
    )
    return places, tuple(_ranks(claim, attribute) for attribute in schema.claim_attributes)


def _ranks(holder: Any, element: Answerable) -> tuple[tuple[float, str], ...]:
    answer = getattr(holder, element.name)
    labels = answer if isinstance(answer, tuple) else () if answer is None else (answer,)
    return tuple(sorted((element.values.get(label, 0.0), label) for label in labels))


def spans_of(claim: Any, role: str) -> tuple[Any, ...]:
    """The spans of a role in a claim, whether the role holds one or many."""
    found = getattr(claim, role)
    return found if isinstance(found, tuple) else (found,)


def question_units(sheet: Sheet, question: Answerable) -> Units:
    """Every sentence is a unit."""
    answers = [{name: answer_of(record, question) for name, record in by.items()} for by in sheet.records]
    rows = list(zip(sheet.sentences, sheet.articles, answers, strict=True))
    return _units(sheet, question.name, scale(question), rows)


def claim_units(sheet: Sheet, attribute: Answerable) -> Units:
    """Every claim that two annotators marked is a unit."""
    return _claims(sheet, attribute.name, scale(attribute), lambda claim: answer_of(claim, attribute))


def actor_units(sheet: Sheet, role: Role) -> Units:
    """Every claim that two annotators marked is a unit, and its answer the set of actors in the role.

    A span that resolves to nobody counts as an actor called by its own words.
    """
    return _claims(sheet, f"{role.name}.actor", (), lambda claim: actors_of(claim, role.name))


def span_units(sheet: Sheet, attribute: Attribute) -> Units:
    """Every span that two annotators marked in the same claim is a unit."""
    rows, marked = [], 0
    for sentence, article, number, claim in _each_claim(sheet):
        pool = [(name, span) for name, one in claim.items() for span in spans_of(one, attribute.on)]
        hosts = [each for each in pool if each[0] != sheet.guest]
        marks = [_mark(name, span, _ranks(span, attribute)) for name, span in hosts]
        found = [dict(hosts[index] for index in group) for group in cluster(marks)]
        own = [span for name, span in pool if name == sheet.guest]
        groups = _with_guest(found, sheet.guest, own, lambda span: span)
        marked += len(groups)
        for place, group in enumerate(groups, 1):
            if len(group) > 1:
                answers = {name: answer_of(span, attribute) for name, span in group.items()}
                rows.append((f"{sentence}#{number}.{attribute.on}{place}", article, answers))
    basis = f"{len(rows)} of {marked} {attribute.on} spans: marked by two annotators"
    return _units(sheet, attribute.name, scale(attribute), rows, basis)


def answer_of(holder: Any, element: Answerable) -> Any:
    """The answer of a record, claim or span: a label, a set of them, or None where it was not given."""
    answer = getattr(holder, element.name)
    return frozenset(answer) if element.level == "set" else answer


def actors_of(claim: Any, role: str) -> frozenset[str]:
    """Who fills a role of a claim: actor ids, or the span's own words where it resolves to nobody."""
    return frozenset(span.actor or " ".join(span.text.casefold().split()) for span in spans_of(claim, role))


def scale(element: Answerable) -> tuple[str, ...]:
    """The labels of an element in the order of their values; none for sets, whose labels are the sets given."""
    return () if element.level == "set" else tuple(sorted(element.values, key=element.values.__getitem__))


def _claims(sheet: Sheet, name: str, labels: Sequence[str], answer: Callable[[Any], Any]) -> Units:
    everything = list(_each_claim(sheet))
    rows = [
        (f"{sentence}#{number}", article, {name: answer(one) for name, one in claim.items()})
        for sentence, article, number, claim in everything
        if len(claim) > 1
    ]
    return _units(sheet, name, labels, rows, f"{len(rows)} of {len(everything)} claims: marked by two annotators")


def _each_claim(sheet: Sheet) -> Iterator[tuple[str, int, int, Mapping[str, Any]]]:
    for sentence, article, claims in zip(sheet.sentences, sheet.articles, sheet.claims, strict=True):
        for number, claim in enumerate(claims, 1):
            yield sentence, article, number, claim


def _units(sheet: Sheet, name: str, labels: Sequence[Any], rows: Sequence[_Answers], basis: str = "") -> Units:
    """Number the answers: `labels` first, then what else was given, such as actors and sets."""
    given = {answer for *_, answers in rows for answer in answers.values() if answer is not None}
    others = sorted(
        given.difference(labels), key=lambda label: sorted(label) if isinstance(label, frozenset) else [label]
    )
    known = (*labels, *others)
    code = {label: index for index, label in enumerate(known)} | {None: -1}
    line = {name: index for index, name in enumerate(sheet.annotators)}
    codes = np.full((len(line), len(rows)), -1, dtype=np.intp)
    for column, (_, _, answers) in enumerate(rows):
        for annotator, answer in answers.items():
            codes[line[annotator], column] = code[answer]
    articles = np.array([article for _, article, _ in rows], dtype=np.intp)
    return Units(name, tuple(unit for unit, *_ in rows), sheet.annotators, codes, known, articles, basis)


def role_spans(sheet: Sheet, role: str) -> Ints:
    """Every span of a role, linked or not: shape (spans, 4) of annotator, sentence, start, end."""
    line = {name: index for index, name in enumerate(sheet.annotators)}
    rows = [
        (line[name], column, start, end)
        for column, by in enumerate(sheet.records)
        for name, record in by.items()
        for start, end in marked_in(record, role)
    ]
    return np.array(rows, dtype=np.intp).reshape(-1, 4)


def marked_in(record: Any, role: str) -> list[tuple[int, int]]:
    """The places of a role in a sentence; a span that belongs to several claims was marked once."""
    linked = {(span.start, span.end) for claim in record.claims for span in spans_of(claim, role)}
    return sorted(linked | {(span.start, span.end) for span in record.unlinked if span.role == role})


def frames_of(sheet: Sheet) -> list[list[tuple[Frame, ...] | None]]:
    """The claims of each annotator in each sentence; None where the annotator did not submit it."""
    return [
        [_frames(by[name], sheet.schema) if name in by else None for by in sheet.records] for name in sheet.annotators
    ]


def _frames(record: Any, schema: Schema) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            {
                role.name: frozenset((span.start, span.end) for span in spans)
                for role in schema.roles
                if (spans := spans_of(claim, role.name))
            },
            {
                attribute.name: answer
                for attribute in schema.claim_attributes
                if (answer := answer_of(claim, attribute)) is not None and answer != frozenset()
            },
        )
        for claim in record.claims
    )
