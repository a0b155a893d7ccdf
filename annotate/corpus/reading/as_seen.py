"""A web page's tree with what its readers see: nothing hidden, no tables for layout, no text beside its paragraphs."""

# mypy: allow-untyped-calls
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from annotate.corpus.reading.running_text import INLINE

_BLOCKS = ("article", "body", "div", "main", "section", "td")
_IN_CELLS = frozenset(("blockquote", "div", "h1", "h2", "h3", "h4", "ol", "p", "table", "ul"))
_PARTS = ("caption", "tbody", "td", "tfoot", "th", "thead", "tr")
_LONG_CELL = 80  # characters; data has shorter ones
_SHORTEST_LOOSE = 50  # characters; what is shorter is more likely a label than a sentence
_MOST_HIDDEN = 0.3  # share of a page's running text
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def show_as_seen(tree: Any, passages: Sequence[str]) -> None:
    """Change a tree of lxml so that it has the text that readers of the page see, in paragraphs.

    `passages` is the page's running text.
    """
    _drop_hidden(tree, passages)
    _open_layout_tables(tree)
    _wrap_loose_text(tree)


def _drop_hidden(tree: Any, passages: Sequence[str]) -> None:
    """Take out what the page itself hides, unless that is much of its running text: then a script shows it."""
    hidden = [element for element in tree.iter("*") if _is_hidden(element)]
    outermost = [one for one in hidden if not any(_is_hidden(ancestor) for ancestor in one.iterancestors())]
    texts = " ".join(" ".join(element.text_content() for element in outermost).split())
    if sum(len(passage) for passage in passages if passage in texts) > _MOST_HIDDEN * sum(map(len, passages)):
        return
    for element in outermost:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    is_hidden = element.get("hidden", "until-found").lower() != "until-found"
    return is_hidden or element.tag == "template" or bool(_HIDING.search(element.get("style") or ""))


def _open_layout_tables(tree: Any) -> None:
    """Make blocks of tables whose cells have paragraphs or running text: such a table is not data."""
    for table in list(tree.iter("table")):
        parts = [part for part in table.iter(*_PARTS) if next(part.iterancestors("table")) is table]
        if any(map(_is_for_layout, parts)):
            for part in (table, *parts):
                part.tag = "div"


def _is_for_layout(part: Any) -> bool:
    if part.tag not in ("td", "th"):
        return False
    return any(child.tag in _IN_CELLS for child in part) or len(" ".join(part.text_content().split())) >= _LONG_CELL


def _wrap_loose_text(tree: Any) -> None:
    """In a tree of lxml, make paragraphs of the text that is beside paragraphs, such as a lead after its dateline.

    Trafilatura takes no other text of an element that has paragraphs.
    """
    parents = dict.fromkeys(paragraph.getparent() for paragraph in tree.iter("p"))
    for parent in parents:
        if parent is None or parent.tag not in _BLOCKS:
            continue
        runs: list[tuple[Any, list[Any]]] = [(None, [])]
        for child in parent:
            if child.tag in INLINE:
                runs[-1][1].append(child)
            else:
                runs.append((child, []))
        for before, elements in runs:
            text = (parent.text if before is None else before.tail) or ""
            pieces = [text, *(element.text_content() + (element.tail or "") for element in elements)]
            if len("".join(pieces).strip()) < _SHORTEST_LOOSE:
                continue
            paragraph = parent.makeelement("p")
            paragraph.text = text
            if before is None:
                parent.text = None
                parent.insert(0, paragraph)
            else:
                before.tail = None
                before.addnext(paragraph)
            paragraph.extend(elements)
