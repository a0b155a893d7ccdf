"""Options in words: as few as tell the options of a point apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from annotate.adjudication.values import answer_value, claim_value
from annotate.records.no_answer import NO_ANSWER
from annotate.schema.described import Answerable
from annotate.schema.model import CLAIM, Schema
from annotate.schema.phrases import phrases

_LONGEST = 60


def answer_text(value: Any, element: Answerable, schema: Schema) -> str:
    """The titles of the labels."""
    labels = value if isinstance(value, list) else [] if value is None else [value]
    titles = {label.name: label.title for label in element.labels}
    names = {actor.id: actor.name for actor in schema.register.actors} if element.actors else {}
    return ", ".join(titles.get(label) or names.get(label) or label for label in labels) or nothing(schema)


def texts_of_answers(values: Sequence[Any], element: Answerable, schema: Schema) -> list[str]:
    """Each option's answer: the titles of its labels, or their names if a title is also what no answer is called."""

    def titles(value: Any) -> str:
        return answer_text(value, element, schema)

    def names(value: Any) -> str:
        return ", ".join(value) if isinstance(value, list) and value else value or str(NO_ANSWER)

    return _told_apart(values, [titles, names])


def answers_text(record: Any, schema: Schema) -> list[str]:
    """What an annotator answered about the text of a sentence, question by question."""
    return [
        f"{question.heading} {answer_text(answer_value(record, question, schema), question, schema)}"
        for question in schema.sentence_questions
        if question.is_of_text
    ]


def claims_text(record: Any, schema: Schema) -> list[str]:
    """An annotator's claims with all their spans and answers."""
    return [_full(schema)(claim_value(claim, schema)) for claim in record.claims] if schema.head else []


def nothing(schema: Schema) -> str:
    """What no span, no claim and no answer is called."""
    return phrases(schema.language).numbers[0]


def shortened(words: str) -> str:
    """Words of a sentence in quotes, without the middle of many."""
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2].rstrip()} … {words[-_LONGEST // 2 :].lstrip()}"
    return f"“{' '.join(words.split())}”"


def texts_of_spans(values: Sequence[list[dict[str, Any]]], role: str, schema: Schema) -> list[str]:
    """Each option's spans: their words, with their answers or places if the words are the same."""

    def words(span: dict[str, Any]) -> str:
        return shortened(span["text"])

    def with_answers(span: dict[str, Any]) -> str:
        return f"{words(span)}{_in_brackets(span, role, schema)}"

    ways = [words, with_answers, lambda span: f"{with_answers(span)} {_place(span)}"]
    return _told_apart(values, [_joined(way, schema) for way in ways])


def texts_of_claims(values: Sequence[list[dict[str, Any]]], schema: Schema) -> list[str]:
    """Each option's claims: their heads and answers, with their other spans or places if those are the same."""
    head = next(role.name for role in schema.roles if role.head)

    def short(claim: dict[str, Any]) -> str:
        return f"{shortened(claim[head]['text'])}{_in_brackets(claim, CLAIM, schema)}"

    ways = [short, _full(schema), _full(schema, places=True)]
    return _told_apart(values, [_joined(way, schema) for way in ways])


def _full(schema: Schema, *, places: bool = False) -> Callable[[dict[str, Any]], str]:
    """A claim with the spans of all its roles, and perhaps their places and answers."""
    head = next(role.name for role in schema.roles if role.head)

    def span_in_words(span: dict[str, Any], role: str) -> str:
        words = shortened(span["text"])
        return f"{words}{_in_brackets(span, role, schema)} {_place(span)}" if places else words

    def claim_in_words(claim: dict[str, Any]) -> str:
        spans = {
            role.heading: ", ".join(span_in_words(span, role.name) for span in claim[role.name])
            for role in schema.roles
            if not role.head
        }
        parts = [f"{heading} {words}" for heading, words in spans.items() if words]
        return "; ".join([f"{span_in_words(claim[head], head)}{_in_brackets(claim, CLAIM, schema)}", *parts])

    return claim_in_words


def _joined(way: Callable[[dict[str, Any]], str], schema: Schema) -> Callable[[list[dict[str, Any]]], str]:
    return lambda items: " + ".join(map(way, items)) or nothing(schema)


def _told_apart(values: Sequence[Any], ways: Sequence[Callable[[Any], str]]) -> list[str]:
    """The values in the first way in which no two are alike; in the last one if there is none."""
    texts: list[str] = []
    for way in ways:
        texts = [way(value) for value in values]
        if len(set(texts)) == len(texts):
            break
    return texts


def _in_brackets(holder: dict[str, Any], target: str, schema: Schema) -> str:
    """The answers about a claim or span, in the order of the schema."""
    answers = [
        answer_text(holder[attribute.name], attribute, schema)
        for attribute in schema.attributes_on(target)
        if attribute.name in holder
    ]
    return f" ({'; '.join(answers)})" if answers else ""


def _place(span: dict[str, Any]) -> str:
    return f"[{span['start']}–{span['end']}]"
