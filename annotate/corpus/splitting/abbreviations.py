"""Which full stops belong to the word before them."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotate.corpus.splitting.language import Language

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FIGURE = re.compile(r"[\d.,–—-]*\d|[IVXLCМХ]+")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?[^\W\d_]|(?:[A-Z][a-z]?\.)+[A-Z][A-Za-z]{0,5}")  # J.K, S.Pd, Sp.OG
_LIST_MARK = re.compile(r"§?(?:\d{1,3}|[A-Za-z]|[IVX]{1,4})(?:\.\d{1,3}){0,3}")
_OPENERS = "([{\"'“‘«„‚*-–—/（「『\ufeff\u200b "
_LONGEST_WORD = 24
_LONGEST_DATELINE = 6
_LONGEST_ADVERBIAL = 32  # characters


class FullStop(NamedTuple):
    """A full stop in an article.

    Attributes:
        text: the article.
        begin: where the sentence begins.
        line: where its line begins.
        place: where the full stop is.
        after: place of the next letter or digit, which is not a small letter.
    """

    text: str
    begin: int
    line: int
    place: int
    after: int


def is_abbreviation(full_stop: FullStop, words: Language) -> bool:
    """Whether a full stop belongs to its word and does not end the sentence."""
    text, begin, line, stop, after = full_stop
    word = last_word(text, begin, stop)
    if stop - begin < _LONGEST_WORD and not text[begin : stop - len(word)].strip(_OPENERS):
        is_dateline = begin == line and word.isupper() and len(word) <= _LONGEST_DATELINE
        if is_dateline or _LIST_MARK.fullmatch(word):
            return True
    before = stop - len(word) - 1
    if before > begin and text[before - 1 : before + 1] == ". ":
        pair = last_word(text, begin, before) + word
        word = pair if pair in words.names or pair in words.ambiguous or pair in words.enders else word
    if text[after].isdigit() and (word in words.numbers or word.endswith(words.endings)):
        return True
    if word in words.enders:
        return False
    if word[:1].isdecimal() and _is_day(word, words) and _next_word(text, after).lower() in words.months:
        return True
    if word in words.units and _FIGURE.fullmatch(last_word(text, begin, stop - len(word) - 1)):
        return _is_adverbial(text, begin, stop, words)
    if word in words.names:
        return True
    is_initial = (len(word) == 1 and word.isupper()) or ("." in word and _INITIALS.fullmatch(word))
    is_ordinal = words.ordinals and ((len(word) < 3 and word.isdecimal()) or _ROMAN.fullmatch(word))
    return bool(word in words.ambiguous or is_initial or is_ordinal) and not begins_sentence(text, after, words)


def _is_adverbial(text: str, begin: int, stop: int, words: Language) -> bool:
    """Whether the sentence so far is a date or a measure that goes before it (Russian В 2010 г. Виктор уехал)."""
    if stop - begin > _LONGEST_ADVERBIAL:
        return False
    first = text[begin:stop].split(maxsplit=1)[0]
    return (first in words.prepositions or first.isdecimal()) and "," not in text[begin:stop]


def last_word(text: str, begin: int, end: int) -> str:
    """The word that ends at `end`, its last 24 characters at most, without opening quotes and brackets."""
    if end <= begin or text[end - 1].isspace():
        return ""
    pieces = text[max(begin, end - _LONGEST_WORD) : end].split()
    return pieces[-1].lstrip(_OPENERS)


def _is_day(word: str, words: Language) -> bool:
    figure = word.rstrip("".join(words.ordinal_endings))
    return len(figure) <= 2 and figure.isdecimal() and word[len(figure) :] in {"", *words.ordinal_endings}


def _next_word(text: str, place: int) -> str:
    match = _WORD.match(text, place)
    return match[0] if match else ""


def begins_sentence(text: str, place: int, words: Language) -> bool:
    """Whether the word at `place` is one that begins sentences, and no initial."""
    match = _WORD.match(text, place)
    if not match or match[0].lower() not in words.starters:
        return False
    return not (len(match[0]) == 1 and text[match.end() : match.end() + 1] == ".")
