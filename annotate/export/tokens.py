"""Sentences as words, for formats that mark words: runs of letters and digits, and every other sign by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from annotate.export.rows import Span

# An accent, a vowel sign or a joiner belongs to the word it stands in.
_TOKEN = re.compile(r"\w[\w\u0300-\u036f\u064b-\u065f\u200c\u200d]*|[^\w\s]")


class Token(NamedTuple):
    """Half-open places in a sentence; `spaced` says that white space follows, or the end."""

    start: int
    end: int
    text: str
    spaced: bool


def tokens_of(text: str, cuts: Iterable[int] = ()) -> list[Token]:
    """The words of a sentence, in order, and cut where a span begins or ends in a word; white space is in none."""
    places = sorted({*cuts})
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        edges = [start, *(cut for cut in places if start < cut < end), end]
        for first, last in pairwise(edges):
            spaced = last == len(text) or text[last].isspace()
            tokens.append(Token(first, last, text[first:last], spaced))
    return tokens


def edges_of(spans: Iterable[Span]) -> set[int]:
    """Where spans begin and end."""
    return {edge for span in spans for edge in (span.start, span.end)}


def covered(tokens: list[Token], span: Span) -> list[int]:
    """The numbers of the tokens that are in a span."""
    return [number for number, token in enumerate(tokens) if span.start <= token.start and token.end <= span.end]
