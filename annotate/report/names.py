"""What people are called in a report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from random import Random
from string import ascii_uppercase

_TURNING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}


def shown_names(people: Iterable[str], secret: str | None) -> dict[str, str]:
    """Person → what the report calls them: A, B, C in an order drawn by `secret`, or their id if that is None.

    Who does not know the secret cannot draw the order again, even if they know the ids of all people.
    """
    ids = sorted(set(people))
    if secret is None:
        return {person: person for person in ids}
    Random(secret).shuffle(ids)
    return {person: _letters(number) for number, person in enumerate(ids)}


def isolated(text: str) -> str:
    """A text to put into a sentence: one that runs from right to left, or turns words around, keeps that to itself.

    >>> isolated("ani"), len(isolated("أ"))
    ('ani', 3)
    """
    turns = any(unicodedata.bidirectional(letter) in _TURNING for letter in text)
    return f"\u2068{text}\u2069" if turns else text


def _letters(number: int) -> str:
    """The name of a column in a spreadsheet: A to Z, then AA.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    higher, lower = divmod(number, len(ascii_uppercase))
    return (_letters(higher - 1) if higher else "") + ascii_uppercase[lower]
