"""Quotations that are opened and closed on one line."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = re.compile(r"""[\"“”«»„「」『』‚‘’‹›'\n\r\v\f\x1c-\x1e\x85\u2028\u2029]""")
_CLOSING = {
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "„": "“”",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "'": "'",
}
_LOOKING_BOTH_WAYS = "”»›‘'"
"""Marks that open a quotation in some languages and end one in others, or are apostrophes."""
_APOSTROPHES = "‘'"
_BEFORE_WORDS = tuple("“„«([…¿¡")
_SPOKEN_END = ".,!?…"


@lru_cache(maxsize=1)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every quotation that is closed on the line where it opens, in order."""
    found: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if opened >= 0 and mark in closing and not _is_apostrophe(text, place, text[opened]):
            found.append((opened, match.end()))
            opened = -1
        elif opened >= 0 and (mark == "’" or (mark in _CLOSING and (mark not in "”»" or _opens(text, place)))):
            continue
        else:
            opened, closing = (place, _CLOSING[mark]) if _opens(text, place) else (-1, "")
    return tuple(found)


@lru_cache(maxsize=1)
def quotation_ends(text: str) -> frozenset[int]:
    """Where these quotations end."""
    return frozenset(end for _, end in quotations(text))


def _opens(text: str, place: int) -> bool:
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if mark == '"':
        return not before.isdigit()  # inches
    if mark in _APOSTROPHES and (after.islower() or after.isdigit()):
        return False  # gibt 's, the '90s
    if mark in _LOOKING_BOTH_WAYS:
        return not before.isalnum() and before != mark and (after.isalnum() or after in _BEFORE_WORDS)
    return mark in _CLOSING


def _is_apostrophe(text: str, place: int, opening: str) -> bool:
    """Whether the mark is one in a word (don’t), or at the end of one between straight quotation marks (players')."""
    if opening not in "‘‚'":
        return False
    after = text[place + 1 : place + 2]
    return after.isalnum() or (opening == "'" and (after == "'" or text[place - 1] not in _SPOKEN_END))
