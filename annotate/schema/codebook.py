"""Schema → the codebook that annotators read, as HTML and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from annotate.schema.model import Answerable, Attribute, Change, Element, Example, Role, Schema

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

    A line may be broken by a newline; in it, `name` is a name as it stands in the data, and *words* are a quotation.
    """

    kind: str
    lines: tuple[str, ...]


def to_html(schema: Schema, *, embedded: bool = False) -> str:
    """The codebook as a page of its own or, embedded, as a fragment for the server's instructions."""
    body = "\n".join(map(_html, _blocks(schema)))
    if embedded:
        return f'<div class="codebook"><style>{_EMBEDDED}</style>\n{body}\n</div>'
    title = escape(schema.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="{escape(schema.language)}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'
    )


def to_markdown(schema: Schema) -> str:
    """The codebook as Markdown."""
    return "\n\n".join(map(_markdown, _blocks(schema))) + "\n"


def _blocks(schema: Schema) -> Iterator[Block]:
    yield Block("h1", (schema.title,))
    yield Block("p", (f"Codebook `{schema.name}`, version {schema.version}.",))
    if schema.introduction:
        yield Block("p", (schema.introduction,))
    if schema.decisions:
        yield Block("h2", ("In which order to decide",))
        yield Block("ol", tuple(f"{step.ask}\nYes: {step.yes}\nNo: {step.no}" for step in schema.decisions))
    yield from _section("About the sentence", schema.sentence_questions, schema)
    head = schema.head.heading if schema.head else ""
    marking = (
        "Press the key of a kind of span, or click its name, and mark the words. All spans belong to the "
        f"*{head}* of the sentence. If it has several, link each other span to its own: select the span, press Alt+R, "
        f"click the *{head}*."
    )
    yield from _section("Spans to mark", schema.roles, schema, marking)
    asked = f"These questions appear when you click a *{head}* that you marked."
    attributes = [item for item in schema.answerables if isinstance(item, Attribute)]
    on_span = "These questions appear when you click the span that they are about."
    yield from _section("About each claim", [item for item in attributes if item.on == "claim"], schema, asked)
    yield from _section("About single spans", [item for item in attributes if item.on != "claim"], schema, on_span)
    if schema.rules:
        yield Block("h2", ("Rules",))
    for rule in schema.rules:
        yield Block("h3", (rule.title,))
        yield Block("p", (rule.text,))
        yield from map(_example, rule.examples)
    if schema.changes:
        yield Block("h2", ("Changes",))
        yield Block("ul", tuple(map(_change, schema.changes)))


def _section(title: str, elements: Sequence[Element], schema: Schema, how: str = "") -> Iterator[Block]:
    if elements:
        yield Block("h2", (title,))
    if elements and how:
        yield Block("p", (how,))
    for element in elements:
        yield Block("h3", (_heading(element),))
        yield Block("p", (element.definition,))
        if isinstance(element, Answerable):
            yield Block("ul", tuple(_labels(element)))
        for word, lines in (
            ("Include", element.include),
            ("Exclude", element.exclude),
            ("Borderline", element.borderline),
        ):
            if lines:
                yield Block("ul", tuple(f"{word}: {line}" for line in lines))
        yield from map(_example, element.examples)


def _heading(element: Element) -> str:
    notes = [f"`{element.name}`"]
    if isinstance(element, Role):
        notes += ["exactly one for each claim"] if element.head else []
        notes += [f"key {element.hotkey}"] if element.hotkey else []
    if isinstance(element, Answerable):
        notes += ["several answers"] if element.level == "set" else []
        notes += ["required" if element.required else "optional"]
    if isinstance(element, Attribute) and element.on != "claim":
        notes += [f"of each {element.on}"]
    return f"{element.heading} ({', '.join(notes)})"


def _labels(element: Answerable) -> Iterator[str]:
    for label in element.labels:
        key = f" (key {label.hotkey})" if label.hotkey else ""
        title = f" {label.title}" if label.title and label.title != label.name else ""
        yield f"`{label.name}`{title}{key}{': ' if label.definition else ''}{label.definition}"
    if element.actors:
        yield "or any actor of the register"


def _change(change: Change) -> str:
    renamed = [(f"`{element}`", now) for element, now in change.elements.items()]
    renamed += [
        (f"`{label}` of `{element}`", now) for element, labels in change.labels.items() for label, now in labels.items()
    ]
    said = "; ".join(f"{was} is gone" if now is None else f"{was} is now `{now}`" for was, now in renamed)
    return f"Version {change.version}, {change.date}: {change.note}{f' ({said})' if said else ''}"


def _example(example: Example) -> Block:
    source = f" [{example.article}]" if example.article else ""
    return Block("blockquote", (example.text, f"→ {example.note}{source}"))


def _html(block: Block) -> str:
    lines = [_inline(escape(line, quote=False)) for line in block.lines]
    if block.kind in ("ul", "ol"):
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<{block.kind}>{items}</{block.kind}>"
    return f"<{block.kind}>{'<br>'.join(lines)}</{block.kind}>"


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
