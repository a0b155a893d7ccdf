"""The codebook as Markdown."""

from __future__ import annotations

from annotate.schema.codebook.blocks import Block, blocks
from annotate.schema.model import Schema


def to_markdown(schema: Schema, *, linked: bool = False) -> str:
    """The codebook as Markdown; `linked` is for annotators of launches made before claims had numbers."""
    return "\n\n".join(map(_markdown, blocks(schema, linked=linked))) + "\n"


def _markdown(block: Block) -> str:
    if block.kind == "ul":
        return "\n".join(f"- {line}" for line in block.lines)
    if block.kind == "ol":
        broken = [line.replace("\n", "  \n   ") for line in block.lines]
        return "\n".join(f"{number}. {line}" for number, line in enumerate(broken, 1))
    if block.kind == "blockquote":
        return "\n".join(f"> {line}  " for line in block.lines).rstrip()
    return f"{'#' * int(block.kind[1]) + ' ' if block.kind.startswith('h') else ''}{' '.join(block.lines)}"
