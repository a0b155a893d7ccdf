"""The phrases of a language file, as a regular expression.

A phrase is words with spaces between them. It may hold

    (a | b c)   one of these
    word?       a word that may be missing; a group may be missing too: (a | b)?
    word*       any word that begins so
    ...         up to ninety characters of the same clause
    *           up to a hundred and fifty characters of anything
    <site>      a domain, such as tribunnews.com
    <figure>    a number in digits
    <rights>    what a claim to copyright goes on with: © @ (c) or a year
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\(|\)\??|\||[^\s()|]+")
_ANYTHING = {"...": r'[^,:;"“”]{0,90}?', "*": r".{0,150}?"}
_SLOTS = {
    ":": "[:：]",
    "<site>": r"[\w-]{2,30}+\.(?:com|co|id|tv|net)",
    "<figure>": r"\d+",
    "<rights>": r"(?:©|@|\(c\)|\d{4})",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a slot, or a choice between phrases."""

    word: str
    choices: tuple[tuple[_Piece, ...], ...]
    is_optional: bool


def one_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, each to the end of its last word; without any it matches nothing."""
    choices = tuple(choice for phrase in phrases for choice in _choices(iter(_TOKEN.findall(phrase)))[0])
    return f"(?:{'|'.join(map(_expression, choices))})" if choices else r"(?!)"


def parted(line: str) -> list[str]:
    """The phrases of a line, between the bars that are in no group."""
    phrases, depth = [""], 0
    for token in _TOKEN.findall(line):
        depth += (token == "(") - token.startswith(")")
        if token == "|" and not depth:
            phrases.append("")
        else:
            phrases[-1] += f" {token}"
    return [phrase.strip() for phrase in phrases]


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words that the phrases may begin with; the empty string for a slot."""
    return _edge_words(phrases, backwards=False)


def last_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words that the phrases may end with; the empty string for a slot."""
    return _edge_words(phrases, backwards=True)


def _edge_words(phrases: Iterable[str], backwards: bool) -> frozenset[str]:
    choices = (choice for phrase in phrases for choice in _choices(iter(_TOKEN.findall(phrase)))[0])
    return frozenset(word for choice in choices for word in _edge(choice, backwards))


def _choices(tokens: Iterator[str]) -> tuple[tuple[tuple[_Piece, ...], ...], bool]:
    """The phrases up to the bracket that closes, and whether all of them may be missing."""
    choices: list[list[_Piece]] = [[]]
    for token in tokens:
        if token.startswith(")"):
            return tuple(map(tuple, choices)), token == ")?"
        if token == "|":
            choices.append([])
        elif token == "(":
            choices[-1].append(_Piece("", *_choices(tokens)))
        else:
            choices[-1].append(_Piece(token.removesuffix("?"), (), token.endswith("?")))
    return tuple(map(tuple, choices)), False


def _expression(pieces: tuple[_Piece, ...]) -> str:
    expression = gap = ""
    for piece in pieces:
        if piece.word in _ANYTHING:
            expression, gap = rf"{expression}{_ANYTHING[piece.word]}", r"\b"
            continue
        after = r"\s?" if piece.word and not piece.word[0].isalnum() else gap
        one = _one(piece)
        if not piece.is_optional:
            expression, gap = f"{expression}{after}{one}", r"\s"
        elif expression:
            expression, gap = f"{expression}(?:{after}{one})?", r"\s"
        else:
            expression = rf"(?:{one}\s)?"
    return expression


def _one(piece: _Piece) -> str:
    if piece.choices:
        return f"(?:{'|'.join(map(_expression, piece.choices))})"
    if piece.word in _SLOTS:
        return _SLOTS[piece.word]
    stem = piece.word.removesuffix("*")
    if stem != piece.word:
        return rf"{re.escape(stem)}\w*+"
    return rf"{re.escape(stem)}\b" if stem[-1].isalnum() else re.escape(stem)


def _edge(pieces: tuple[_Piece, ...], backwards: bool) -> Iterator[str]:
    for piece in reversed(pieces) if backwards else pieces:
        if piece.choices:
            for choice in piece.choices:
                yield from _edge(choice, backwards)
        else:
            yield "" if piece.word.startswith("<") or piece.word in _ANYTHING else piece.word
        if not piece.is_optional:
            return
