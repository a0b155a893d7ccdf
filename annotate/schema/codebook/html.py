"""The codebook as HTML."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from annotate.files import write_whole
from annotate.schema.codebook.blocks import Block, blocks
from annotate.schema.codebook.examples import MarkedWords
from annotate.schema.codebook.style import embedded_style, page_style, role_class
from annotate.schema.model import Schema
from annotate.schema.phrases import phrase_language


def to_html(schema: Schema, *, embedded: bool = False, linked: bool = False) -> str:
    """The codebook as a page of its own or, embedded, as a fragment for the server's instructions.

    `linked` is for annotators whose page is that of launches made before claims had numbers.
    """
    own_language = phrase_language(schema.language)
    other = "" if schema.language.casefold().partition("-")[0] == own_language else own_language
    body = "\n".join(_html(block, other if block.own else "") for block in blocks(schema, linked=linked))
    language = escape(schema.language)
    if embedded:
        return f'<div class="codebook" lang="{language}"><style>{embedded_style(schema)}</style>\n{body}\n</div>'
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    title = f"<title>{escape(schema.title)}</title>"
    head = f'<meta charset="utf-8">{viewport}{title}<style>{page_style(schema)}</style>'
    page = f"<head>{head}</head>\n<body><main>\n{body}\n</main></body>"
    return f'<!doctype html>\n<html lang="{language}">{page}</html>\n'


def write_html(file: Path, schema: Schema, *, linked: bool = False) -> None:
    """Write the codebook as a page of its own; `linked` as for `to_html`.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    with write_whole(file, shared=True) as page:
        page.write(to_html(schema, linked=linked).encode())


def _html(block: Block, language: str) -> str:
    """A block; `language` is that of its words where the page around them is in another."""
    lines = [_inline(line) for line in block.lines]
    if block.example:
        lines = ["".join(map(_piece, block.example)), *lines[1:]]
    if block.kind in ("ul", "ol"):
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<{block.kind}>{items}</{block.kind}>"
    attribute = f' lang="{language}"' if language else ""
    return f"<{block.kind}{attribute}>{'<br>'.join(lines)}</{block.kind}>"


def _inline(line: str) -> str:
    code = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(line, quote=False))
    return re.sub(r"\*([^*\n]+)\*", r"<em>\1</em>", code).replace("\n", "<br>")


def _piece(piece: str | MarkedWords) -> str:
    if isinstance(piece, str):
        return escape(piece, quote=False)
    # A colour alone would tell nothing to who does not see it.
    words, role = escape(piece.words, quote=False), escape(piece.role.heading, quote=False)
    return f'<mark class="{role_class(piece.role.name)}">{words} <small>{role}</small></mark>'
