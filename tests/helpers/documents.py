"""The README and the pages of docs, and the blocks of code in them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# The comment before a block that no test of tests/docs runs, and the block.
_BLOCK = re.compile(r"(?:^<!-- (?P<note>.*) -->\n)?^(?P<indent> *)```(?P<language>.*)\n(?P<code>(?s:.*?))^ *```$", re.M)


class Block(NamedTuple):
    """A block of code: `note` is the comment on the line before it, such as `not run: a picture`."""

    page: Path
    line: int
    language: str
    code: str
    note: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page."""
    text = page.read_text()
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("language")) + 1
        yield Block(page, line, match["language"], textwrap.dedent(match["code"]), match["note"] or "")


def blocks_checked_by(test: str) -> list[Block]:
    """The blocks that a test of their own checks, as the comment before them says."""
    return [block for page in PAGES for block in blocks(page) if block.note == f"checked by {test}"]
