"""Schema → the codebook that annotators read, as HTML and as Markdown, in the schema's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from annotate.schema.model import CLAIM, Answerable, Attribute, Change, Described, Example, Role, Schema
from annotate.schema.phrases import Phrases, phrase_language, phrases

_STYLE = """
body { font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.2rem; border-bottom: 1px solid #d5dbe1; }
h3 { font-size: 1.08rem; margin-top: 1.6rem; } blockquote { margin: .5rem 0; padding: .2rem .9rem;
border-left: 3px solid #9aa5b1; color: #3e4c59; } code { background: #eef1f4; padding: 0 .25em; border-radius: 3px; }
"""


# Label Studio resets the look of its instructions, and takes away style attributes but not style sheets.
_EMBEDDED = "\n".join(
    f".codebook {rule}"
    for rule in (
        "h1 { font-size: 1.5em; line-height: 1.3; margin: 0 0 .4em; }",
        "h2 { font-size: 1.25em; line-height: 1.3; margin: 1.4em 0 .4em; }",
        "h3 { font-size: 1.05em; line-height: 1.3; margin: 1.2em 0 .3em; }",
        "p { margin: .4em 0; }",
        "ul { list-style: disc; padding-left: 1.4em; margin: .4em 0; }",
        "ol { list-style: decimal; padding-left: 1.6em; margin: .4em 0; }",
        "li { margin: .3em 0; }",
        "blockquote { margin: .5em 0; padding-left: .8em; border-left: 3px solid #9aa5b1; }",
    )
)


class Block(NamedTuple):
    """A piece of the codebook: "h1" to "h3", "p", "ul", "ol" or "blockquote", and its lines.

    A line may be broken by a newline; in it, `name` is a name as the data have it, and *words* are a quotation.
    `own`: the lines are the codebook's own words, not the schema's, so they may be in another language.
    """

    kind: str
    lines: tuple[str, ...]
    own: bool = False


def to_html(schema: Schema, *, embedded: bool = False) -> str:
    """The codebook as a page of its own or, embedded, as a fragment for the server's instructions."""
    own_language = phrase_language(schema.language)
    other = "" if schema.language.casefold().partition("-")[0] == own_language else own_language
    body = "\n".join(_html(block, other if block.own else "") for block in _blocks(schema))
    language = escape(schema.language)
    if embedded:
        return f'<div class="codebook" lang="{language}"><style>{_EMBEDDED}</style>\n{body}\n</div>'
    title = escape(schema.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def to_markdown(schema: Schema) -> str:
    """The codebook as Markdown."""
    return "\n\n".join(map(_markdown, _blocks(schema))) + "\n"


def _blocks(schema: Schema) -> Iterator[Block]:
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
    yield from _section(words.sentence, schema.sentence_questions, words)
    head = schema.head.heading if schema.head else ""
    yield from _section(words.spans, schema.roles, words, words.how_to_mark.format(head=head))
    attributes = [item for item in schema.answerables if isinstance(item, Attribute)]
    on_claim = [item for item in attributes if item.on == CLAIM]
    on_span = [item for item in attributes if item.on != CLAIM]
    yield from _section(words.claim, on_claim, words, words.how_to_answer_claim.format(head=head))
    yield from _section(words.single_spans, on_span, words, words.how_to_answer_span)
    if schema.rules:
        yield Block("h2", (words.rules,), own=True)
    for rule in schema.rules:
        yield Block("h3", (rule.title,))
        yield Block("p", (rule.text,))
        yield from map(_example, rule.examples)
    if schema.changes:
        yield Block("h2", (words.changes,), own=True)
        yield Block("ul", tuple(_change(change, words) for change in schema.changes))


def _section(title: str, elements: Sequence[Described], words: Phrases, how: str = "") -> Iterator[Block]:
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
        yield from map(_example, element.examples)


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


def _example(example: Example) -> Block:
    source = f" [{example.article}]" if example.article else ""
    return Block("blockquote", (example.text, f"→ {example.note}{source}"))


def _html(block: Block, language: str) -> str:
    """A block; `language` is that of its words where the page around them is in another."""
    lines = [_inline(escape(line, quote=False)) for line in block.lines]
    if block.kind in ("ul", "ol"):
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<{block.kind}>{items}</{block.kind}>"
    attribute = f' lang="{language}"' if language else ""
    return f"<{block.kind}{attribute}>{'<br>'.join(lines)}</{block.kind}>"


def _inline(line: str) -> str:
    marked = re.sub(r"\*([^*\n]+)\*", r"<em>\1</em>", re.sub(r"`([^`\n]+)`", r"<code>\1</code>", line))
    return marked.replace("\n", "<br>")


def _markdown(block: Block) -> str:
    if block.kind == "ul":
        return "\n".join(f"- {line}" for line in block.lines)
    if block.kind == "ol":
        broken = [line.replace("\n", "  \n   ") for line in block.lines]
        return "\n".join(f"{number}. {line}" for number, line in enumerate(broken, 1))
    if block.kind == "blockquote":
        return "\n".join(f"> {line}  " for line in block.lines).rstrip()
    return f"{'#' * int(block.kind[1]) + ' ' if block.kind.startswith('h') else ''}{' '.join(block.lines)}"
