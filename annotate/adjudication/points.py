"""What votes leave open in a sentence, as points with options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotate.adjudication.case import Option, Point
from annotate.adjudication.values import answer_value, claim_value, digest_of, in_order, span_value
from annotate.adjudication.wording import texts_of_answers, texts_of_claims, texts_of_spans
from annotate.gold.claims import FilledClaim, Filler, Head
from annotate.gold.decision import Decision
from annotate.gold.identity import called
from annotate.gold.make import Merged
from annotate.schema.described import Answerable, Question, Role
from annotate.schema.model import Schema


class _Choice(NamedTuple):
    """A value that versions have, and which; `instead_of` as in `Option`."""

    value: Any
    instead_of: tuple[str, ...]
    letters: tuple[str, ...]


def points_of(merged: Merged, letters: Mapping[str, str]) -> tuple[Point, ...]:
    """The points of a sentence: questions first, then claim by claim.

    Args:
        merged: the sentence, with what votes say of it.
        letters: annotator → letter.
    """
    return tuple(_points(merged, letters))


def _points(merged: Merged, letters: Mapping[str, str]) -> Iterator[Point]:
    schema = merged.judged.schema
    open_questions = {decision.element: decision for decision in merged.questions if decision.is_open}
    announcing = schema.claims_if.question if schema.claims_if and schema.head else ""
    for question in schema.sentence_questions:
        if question.name in open_questions:
            decision = open_questions[question.name]
            if question.name == announcing:
                yield _which_claims(merged, question, letters)
            else:
                yield _answer(decision, question, merged.judged.records, letters, schema)
    for head in merged.heads:
        if head.place in merged.claims:
            yield from _in_claim(merged.claims[head.place], letters, schema)
        elif head.decision.is_open and announcing not in open_questions:
            yield _whole_claim(head, letters, schema)


def _which_claims(merged: Merged, question: Question, letters: Mapping[str, str]) -> Point:
    """The question that announces claims, and all claims: what each version has of them."""
    schema = merged.judged.schema
    values: dict[str, Any] = {}
    for annotator, record in merged.judged.records.items():
        claims = {
            head.place: claim_value(head.claim[annotator], schema) for head in merged.heads if annotator in head.claim
        }
        values[letters[annotator]] = {"answer": answer_value(record, question, schema), "claims": claims}
    choices = _choices(values)
    all_claims = [list(choice.value["claims"].values()) for choice in choices]
    with_claims = {digest_of(claims): claims for claims in all_claims if claims}
    in_words = dict(zip(with_claims, texts_of_claims(list(with_claims.values()), schema), strict=True))

    distinct = {digest_of(choice.value["answer"]): choice.value["answer"] for choice in choices}
    answers = dict(zip(distinct, texts_of_answers(list(distinct.values()), question, schema), strict=True))

    def text(value: Mapping[str, Any]) -> str:
        answer = answers[digest_of(value["answer"])]
        claims = in_words.get(digest_of(list(value["claims"].values())), "")
        return f"{answer}: {claims}" if claims else answer

    settles = (question.name, *(head.decision.id for head in merged.heads))
    options = _options(choices, [text(choice.value) for choice in choices])
    return Point(question.name, "claims", question.name, question.heading, "", options, settles)


def _whole_claim(head: Head, letters: Mapping[str, str], schema: Schema) -> Point:
    """Whether a claim is there, and as which version has it."""
    values = {
        letters[annotator]: claim_value(head.claim[annotator], schema) if annotator in head.claim else None
        for annotator in head.decision.who
    }
    choices = _choices(values)
    texts = texts_of_claims([[each.value] if each.value else [] for each in choices], schema)
    role = next(role for role in schema.roles if role.head)
    name = head.decision.id
    return Point(name, "claim", role.name, role.heading, "", _options(choices, texts), (name,), head.place)


def _in_claim(claim: FilledClaim, letters: Mapping[str, str], schema: Schema) -> Iterator[Point]:
    """The points of a claim that is there."""
    head = claim.head
    words = head.decision.value["text"]
    holders = {annotator: getattr(one, head.decision.element) for annotator, one in head.claim.items()}
    asked = {attribute.name: attribute for attribute in schema.attributes_on(head.decision.element)}
    for decision in _open(claim.of_head):
        point = _answer(decision, asked[decision.element], holders, letters, schema)
        yield _about(point, words, head.place, head.decision.id)
    for role in schema.roles:
        if role.head:
            continue
        fillers = claim.fillers[role.name]
        if any(filler.decision.is_open for filler in fillers):
            yield _about(_spans(head.place, role, fillers, letters, schema), words, head.place)
        asked = {attribute.name: attribute for attribute in schema.attributes_on(role.name)}
        for filler in fillers:
            for decision in _open(filler.attributes):
                point = _answer(decision, asked[decision.element], filler.spans, letters, schema)
                yield _about(point, filler.decision.value["text"], head.place, filler.decision.id)
    asked = {attribute.name: attribute for attribute in schema.claim_attributes}
    for decision in _open(claim.attributes):
        point = _answer(decision, asked[decision.element], head.claim, letters, schema)
        yield _about(point, words, head.place)


def _spans(place: str, role: Role, fillers: Sequence[Filler], letters: Mapping[str, str], schema: Schema) -> Point:
    """The open spans of a role in a claim: those that each version has."""
    disputed = [filler for filler in fillers if filler.decision.is_open]
    agreed = [filler for filler in fillers if filler.decision.is_there]
    values: dict[str, Any] = {}
    instead_of: dict[str, tuple[str, ...]] = {}
    kept: dict[str, list[dict[str, Any]]] = {}
    for annotator in dict.fromkeys(name for filler in disputed for name in filler.decision.who):
        marked = [filler.spans[annotator] for filler in disputed if annotator in filler.spans]
        spans = [span_value(span, role.name, schema) for span in marked]
        beside = [filler for filler in agreed if any(overlap(filler.decision.value, span) for span in spans)]
        letter = letters[annotator]
        values[letter] = in_order(spans)
        instead_of[letter] = tuple(filler.decision.id for filler in beside if annotator not in filler.spans)
        kept[letter] = [filler.decision.value for filler in beside if annotator in filler.spans]
    choices = _choices(values, instead_of)
    shown = [in_order([*choice.value, *kept[choice.letters[0]]]) for choice in choices]
    options = _options(choices, texts_of_spans(shown, role.name, schema))
    settles = tuple(filler.decision.id for filler in disputed)
    return Point(called(place, role.name), "spans", role.name, role.heading, "", options, settles)


def overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two spans have a character in common."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _answer(
    decision: Decision, element: Answerable, holders: Mapping[str, Any], letters: Mapping[str, str], schema: Schema
) -> Point:
    """A question or attribute: the answers that the versions have."""
    values = {letters[name]: answer_value(holders[name], element, schema) for name in decision.who}
    choices = _choices(values)
    options = _options(choices, texts_of_answers([choice.value for choice in choices], element, schema))
    return Point(decision.id, "answer", element.name, element.heading, "", options, (decision.id,))


def _about(point: Point, words: str, claim: str, on: str = "") -> Point:
    return Point(point.id, point.kind, point.element, point.title, words, point.options, point.settles, claim, on)


def _open(decisions: Sequence[Decision]) -> Iterator[Decision]:
    return (decision for decision in decisions if decision.is_open)


def _choices(values: Mapping[str, Any], instead_of: Mapping[str, tuple[str, ...]] | None = None) -> list[_Choice]:
    """Letter → value turned round: each value once, with its letters; in the order of the letters."""
    replaced = instead_of or {}
    choices: dict[str, _Choice] = {}
    for letter in sorted(values, key=lambda letter: (len(letter), letter)):
        value, replaces = values[letter], replaced.get(letter, ())
        key = digest_of([value, replaces])
        letters = choices[key].letters if key in choices else ()
        choices[key] = _Choice(value, replaces, (*letters, letter))
    return list(choices.values())


def _options(choices: Sequence[_Choice], texts: Sequence[str]) -> tuple[Option, ...]:
    return tuple(
        Option(choice.value, choice.letters, text, choice.instead_of)
        for choice, text in zip(choices, texts, strict=True)
    )
