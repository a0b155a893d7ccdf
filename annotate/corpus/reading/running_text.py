"""How much of a web page's running text an article found in it has."""

# mypy: allow-untyped-calls
from __future__ import annotations

from itertools import groupby
from typing import Any

INLINE = frozenset(("a", "abbr", "b", "br", "cite", "em", "font", "i", "mark", "small", "span", "strong", "time", "u"))
_AROUND = frozenset(("aside", "button", "footer", "form", "head", "header", "nav", "noscript", "select", "template"))
_SHORTEST = 120  # characters of a passage; teasers, labels and notices are shorter
_MOST_LINKED = 0.5  # share of a passage in links above which it is a list of them
_SAMPLE = 40  # letters and digits that are looked for as they are


def running_text(tree: Any) -> list[str]:
    """The passages of a page that read like an article's: long, hardly any of it links, and not around the article.

    Args:
        tree: the page, of lxml; it stays as it is.
    """
    passages: dict[str, None] = {}
    texts = tree.xpath("//text()[not(parent::script or parent::style) and normalize-space()]")
    for block, group in groupby(texts, key=_block_around):
        pieces = list(group)
        passage = " ".join("".join(pieces).split())
        if len(passage) < _SHORTEST or any(map(_is_around, (block, *block.iterancestors()))):
            continue
        linked = sum(len(" ".join(piece.split())) for piece in pieces if _is_linked(piece))
        if linked <= _MOST_LINKED * len(passage):
            passages[passage] = None
    return list(passages)


def kept_characters(passages: list[str], text: str) -> int:
    """How many characters of these passages are in a text, whatever its white space and punctuation."""
    kept = _letters(text)
    total = 0.0
    for passage in passages:
        letters = _letters(passage)
        samples = [letters[place : place + _SAMPLE] for place in range(0, max(1, len(letters) - _SAMPLE), _SAMPLE)]
        total += len(passage) * sum(sample in kept for sample in samples) / len(samples)
    return round(total)


def _block_around(text: Any) -> Any:
    element = _element_of(text)
    while element.tag in INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _is_around(element: Any) -> bool:
    names = f"{element.get('id')} {element.get('class')}".lower()
    return element.tag in _AROUND or ("comment" in names and element.tag != "body")


def _is_linked(text: Any) -> bool:
    element = _element_of(text)
    return element.tag == "a" or any(ancestor.tag == "a" for ancestor in element.iterancestors())


def _element_of(text: Any) -> Any:
    """The element that a text is in; lxml hangs one that follows an element on that element."""
    element = text.getparent()
    return element.getparent() if text.is_tail else element


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
