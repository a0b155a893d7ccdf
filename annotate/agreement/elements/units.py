"""The units of each element: what is counted, and what each annotator answered there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.elements.levels import LEVELS, Level
from annotate.agreement.results.sums import Floats, Ints
from annotate.records.aligned import AlignedRecords
from annotate.records.contents import actors_of, answer_of, marked_in, scale, spans_of
from annotate.records.groups import align_spans, with_left_out
from annotate.records.no_answer import NO_ANSWER
from annotate.schema.described import Answerable, Attribute, Role


@dataclass(frozen=True, slots=True)
class Unit:
    """What annotators judge: a sentence, a claim of it, or a span of a claim; or a unit of a table.

    Attributes:
        sentence: the sentence's id; or what a table calls the unit.
        claim: the number of the claim in the sentence, from 1; 0 where the unit is the whole sentence.
        role: the role of the span; empty where the unit is a claim.
        span: the number of the span in its role, from 1.
    """

    sentence: str
    claim: int = 0
    role: str = ""
    span: int = 0

    def __str__(self) -> str:
        claim = f"#{self.claim}" if self.claim else ""
        return f"{self.sentence}{claim}.{self.role}{self.span}" if self.role else f"{self.sentence}{claim}"


class NamedUnits(Sequence[Unit]):
    """Units that are whole sentences, or units of a table, by their names; each is made when it is asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    @overload
    def __getitem__(self, index: int) -> Unit: ...
    @overload
    def __getitem__(self, index: slice) -> NamedUnits: ...
    def __getitem__(self, index: int | slice) -> Unit | NamedUnits:
        return NamedUnits(self.names[index]) if isinstance(index, slice) else Unit(self.names[index])

    def __len__(self) -> int:
        return len(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self.names))


ElementKind = Literal["question", "attribute", "role", "claim", "variable"]


class _Asked(NamedTuple):
    """What annotators were asked; `labels` are those that everybody may give, in the order of the scale.

    `optional` says that the question may be left empty, and that this is an answer. (Sets have the empty set.)
    """

    element: str
    kind: ElementKind
    level: Level
    labels: Sequence[Any]
    optional: bool = False


_Answers = tuple[Unit, int, Mapping[str, Any]]


@dataclass(frozen=True)
class Units:
    """Answers to one element, ready to be measured.

    Attributes:
        element: the name of the question or attribute.
        kind: what it is; "variable" in a table.
        level: how its answers differ.
        ids: what each unit is.
        annotators: the names of the rows.
        codes: shape (annotators, units); -1 is missing.
        labels: what each code means; sets for level "set", in the order of the scale for "ordinal". Where the
            element may be left empty, the last is NO_ANSWER.
        articles: shape (units,); the number of each unit's article; None where articles are not known.
        basis: what the units are, where they are not all sentences.
    """

    element: str
    kind: ElementKind
    level: Level
    ids: Sequence[Unit]
    annotators: tuple[str, ...]
    codes: NDArray[np.intp]
    labels: tuple[Any, ...]
    articles: Ints | None
    basis: str = ""

    @property
    def counted(self) -> str:
        """What a unit is, in a word."""
        if self.kind == "variable" or not self.ids:
            return "unit"
        return "span" if self.ids[0].role else "claim" if self.ids[0].claim else "sentence"

    @property
    def has_no_answers(self) -> bool:
        """Whether somebody left the element empty, and was allowed to."""
        return NO_ANSWER in self.labels and bool((self.codes == self.labels.index(NO_ANSWER)).any())

    def times(self, lines: Sequence[int] | None = None) -> Floats:
        """How often each label was given, by everybody or by the annotators on these lines: shape (labels,)."""
        codes = self.codes if lines is None else self.codes[list(lines)]
        return np.bincount(codes[codes >= 0], minlength=len(self.labels)).astype(float)


def part_of(
    units: Units, *, annotators: Collection[str] | None = None, chosen: NDArray[np.bool_] | None = None
) -> Units:
    """The answers of some annotators, or to some units; `chosen` has shape (units,)."""
    lines = [index for index, name in enumerate(units.annotators) if annotators is None or name in annotators]
    kept = replace(units, annotators=tuple(units.annotators[line] for line in lines), codes=units.codes[lines])
    if chosen is None:
        return kept
    return replace(
        kept,
        ids=tuple(units.ids[column] for column in np.flatnonzero(chosen)),
        codes=kept.codes[:, chosen],
        articles=None if units.articles is None else units.articles[chosen],
    )


def question_units(aligned: AlignedRecords, question: Answerable) -> Units:
    """Every sentence is a unit."""
    asked = _asked(question, "question")
    number: dict[Any, int] = {}
    numbers = aligned.numbered(lambda record: number.setdefault(getattr(record, question.name), len(number)))
    answers = [frozenset(answer) if question.level == "set" else answer for answer in number]
    labels, code = _coded(asked, answers)
    codes = np.array([*(code[answer] for answer in answers), -1], dtype=np.intp)[numbers]
    ids = NamedUnits(aligned.sentences)
    return Units(asked.element, asked.kind, asked.level, ids, aligned.annotators, codes, labels, aligned.articles)


def claim_units(aligned: AlignedRecords, attribute: Answerable) -> Units:
    """Every claim that two annotators marked is a unit."""
    return _claims(aligned, _asked(attribute, "attribute"), lambda claim: answer_of(claim, attribute))


def actor_units(aligned: AlignedRecords, role: Role) -> Units:
    """Every claim that two annotators marked is a unit, and its answer the set of actors in the role.

    A span that resolves to nobody counts as an actor called by its own words.
    """
    asked = _Asked(role.actor_element, "attribute", LEVELS["set"], ())
    return _claims(aligned, asked, lambda claim: actors_of(claim, role.name))


def span_units(aligned: AlignedRecords, attribute: Attribute) -> Units:
    """Every span that two annotators marked in the same claim is a unit."""

    def each_span() -> Iterator[_Answers]:
        for sentence, article, number, claim in _each_claim(aligned):
            for place, group in enumerate(_same_spans(aligned, attribute.on, claim), 1):
                answers = {name: answer_of(span, attribute) for name, span in group.items()}
                yield Unit(sentence, number, attribute.on, place), article, answers

    return _units(aligned, _asked(attribute, "attribute"), each_span(), f"{attribute.on} spans")


def _same_spans(aligned: AlignedRecords, role: str, claim: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The spans in a role of a claim, each as annotator → the span as that annotator marked it."""
    left_out = aligned.left_out
    groups = align_spans({name: one for name, one in claim.items() if name != left_out}, role, aligned.schema)
    others = spans_of(claim[left_out], role) if left_out in claim else ()
    return with_left_out(groups, left_out, others, lambda span: span)


def _asked(element: Answerable, kind: ElementKind) -> _Asked:
    optional = not element.required and element.level != "set"
    return _Asked(element.name, kind, LEVELS[element.level], scale(element), optional)


def _claims(aligned: AlignedRecords, asked: _Asked, answer: Callable[[Any], Any]) -> Units:
    rows = (
        (Unit(sentence, number), article, {name: answer(one) for name, one in claim.items()} if len(claim) > 1 else {})
        for sentence, article, number, claim in _each_claim(aligned)
    )
    return _units(aligned, asked, rows, "claims")


def _each_claim(aligned: AlignedRecords) -> Iterator[tuple[str, int, int, Mapping[str, Any]]]:
    for sentence, article, claims in zip(aligned.sentences, aligned.articles, aligned.claims, strict=True):
        for number, claim in enumerate(claims, 1):
            yield sentence, article, number, claim


def _units(aligned: AlignedRecords, asked: _Asked, rows: Iterable[_Answers], what: str) -> Units:
    """The answers to an element, unit by unit, of those that two annotators marked; `what` all of them are."""
    line = {name: index for index, name in enumerate(aligned.annotators)}
    number: dict[Any, int] = {}
    units, articles, marked = [], [], 0
    rows_of_numbers: list[tuple[int, ...]] = []
    nobody = (-1,) * len(line)
    for unit, article, answers in rows:
        marked += 1
        if len(answers) > 1:
            numbers = list(nobody)
            for annotator, answer in answers.items():
                numbers[line[annotator]] = number.setdefault(answer, len(number))
            units.append(unit)
            articles.append(article)
            rows_of_numbers.append(tuple(numbers))
    labels, code = _coded(asked, number)
    coded = np.array([*map(code.__getitem__, number), -1], dtype=np.intp)
    codes = coded[np.array(rows_of_numbers, dtype=np.intp).reshape(len(rows_of_numbers), len(line)).T]
    basis = f"measured on the {len(units)} of {marked} {what} that two annotators marked"
    article_of = np.array(articles, dtype=np.intp)
    return Units(
        asked.element, asked.kind, asked.level, tuple(units), aligned.annotators, codes, labels, article_of, basis
    )


def _coded(asked: _Asked, answers: Iterable[Any]) -> tuple[tuple[Any, ...], dict[Any, int]]:
    """Number the answers: the labels first, then what else was answered, such as actors and sets, then no answer."""
    others = sorted(
        {answer for answer in answers if answer is not None}.difference(asked.labels),
        key=lambda label: sorted(label) if isinstance(label, frozenset) else [label],
    )
    labels = (*asked.labels, *others, *([NO_ANSWER] if asked.optional else []))
    code: dict[Any, int] = {label: index for index, label in enumerate(labels)}
    code[None] = code.get(NO_ANSWER, -1)
    return labels, code


def role_spans(aligned: AlignedRecords, role: str) -> Ints:
    """Every span of a role, linked or not: shape (spans, 4) of annotator, sentence, start, end."""
    return aligned.table(lambda record: marked_in(record, role), 2)
