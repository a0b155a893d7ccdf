"""Schema → the pieces of its codebook, in the schema's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotate.schema.codebook.examples import Line, marked_text
from annotate.schema.described import Answerable, Attribute, Described, Role
from annotate.schema.model import CLAIM, Schema
from annotate.schema.phrases import Phrases, phrases
from annotate.schema.sections import Change, Example


class Block(NamedTuple):
    """A piece of the codebook: "h1" to "h3", "p", "ul", "ol" or "blockquote", and its lines.

    A line may be broken by a newline; in it, `name` is a name as the data have it, and *words* are a quotation.
    `own`: the lines are the codebook's own words, not the schema's, so they may be in another language.
    `example` is the first line of a blockquote with its spans.
    """

    kind: str
    lines: tuple[str, ...]
    own: bool = False
    example: Line = ()


def blocks(schema: Schema, *, linked: bool = False) -> Iterator[Block]:
    """The codebook of a schema, from its title to its changes; `linked` is for a page on which arrows link spans."""
    words = phrases(schema.language)
    yield Block("h1", (schema.title,))
    yield Block("p", (words.version.format(name=schema.name, version=schema.version),), own=True)
    if schema.introduction:
        yield Block("p", (schema.introduction,))
    if schema.decisions:
        yield Block("h2", (words.decisions,), own=True)
        steps = [
            (step.ask, words.decision_yes.format(then=step.yes), words.decision_no.format(then=step.no))
            for step in schema.decisions
        ]
        yield Block("ol", tuple(map("\n".join, steps)))
    if not linked:
        yield from _how_the_page_works(schema, words)
    yield from _section(words.sentence, schema.sentence_questions, schema)
    head = schema.head.heading if schema.head else ""
    yield from _section(words.spans, schema.roles, schema, words.how_to_mark.format(head=head) if linked else "")
    attributes = [item for item in schema.answerables if isinstance(item, Attribute)]
    on_claim = [item for item in attributes if item.on == CLAIM]
    on_span = [item for item in attributes if item.on != CLAIM]
    yield from _section(words.claim, on_claim, schema, words.how_to_answer_claim.format(head=head) if linked else "")
    yield from _section(words.single_spans, on_span, schema, words.how_to_answer_span)
    if schema.rules:
        yield Block("h2", (words.rules,), own=True)
    for rule in schema.rules:
        yield Block("h3", (rule.title,))
        yield Block("p", (rule.text,))
        yield from (_example(example, None, schema) for example in rule.examples)
    if schema.changes:
        yield Block("h2", (words.changes,), own=True)
        yield Block("ul", tuple(_change(change, words) for change in schema.changes))


def _how_the_page_works(schema: Schema, words: Phrases) -> Iterator[Block]:
    claims = words.page_claims.format(head=schema.head.heading) if schema.head else ""
    yield Block("h2", (words.page,), own=True)
    yield Block("p", (" ".join(filter(None, (claims, words.page_answers))),), own=True)


def _section(title: str, elements: Sequence[Described], schema: Schema, how: str = "") -> Iterator[Block]:
    words = phrases(schema.language)
    if elements:
        yield Block("h2", (title,), own=True)
    if elements and how:
        yield Block("p", (how,), own=True)
    for element in elements:
        yield Block("h3", (_heading(element, words),))
        yield Block("p", (element.definition,))
        if isinstance(element, Answerable):
            yield Block("ul", tuple(_labels(element, words)))
        for phrase, cases in (
            (words.include, element.include),
            (words.exclude, element.exclude),
            (words.borderline, element.borderline),
        ):
            if cases:
                yield Block("ul", tuple(phrase.format(case=case) for case in cases))
        yield from (_example(example, element, schema) for example in element.examples)


def _heading(element: Described, words: Phrases) -> str:
    notes = [f"`{element.name}`"]
    if isinstance(element, Role):
        notes += [words.head] if element.head else []
        notes += [words.key.format(key=element.hotkey)] if element.hotkey else []
    if isinstance(element, Answerable):
        notes += [words.several] if element.level == "set" else []
        notes += [words.required if element.required else words.optional]
    if isinstance(element, Attribute) and element.on != CLAIM:
        notes += [words.of_each.format(role=element.on)]
    return f"{element.heading} ({', '.join(notes)})"


def _labels(element: Answerable, words: Phrases) -> Iterator[str]:
    for label in element.labels:
        key = f" ({words.key.format(key=label.hotkey)})" if label.hotkey else ""
        title = f" {label.title}" if label.title and label.title != label.name else ""
        yield f"`{label.name}`{title}{key}{': ' if label.definition else ''}{label.definition}"
    if element.actors:
        yield words.any_actor
    if not element.required and element.level != "set":
        yield words.no_answer


def _change(change: Change, words: Phrases) -> str:
    renamed = [(f"`{element}`", now) for element, now in change.elements.items()]
    renamed += [
        (words.label.format(label=label, element=element), now)
        for element, labels in change.labels.items()
        for label, now in labels.items()
    ]
    effects = "; ".join(
        words.gone.format(name=was) if now is None else words.renamed.format(name=was, now=f"`{now}`")
        for was, now in renamed
    )
    entry = words.change.format(version=change.version, date=change.date, note=change.note)
    return f"{entry} ({effects})" if effects else entry


def _example(example: Example, element: Described | None, schema: Schema) -> Block:
    source = f" [{example.article}]" if example.article else ""
    line = marked_text(example, element, schema)
    text = "".join(piece if isinstance(piece, str) else piece.words for piece in line)
    return Block("blockquote", (text, f"→ {example.note}{source}"), example=line)
