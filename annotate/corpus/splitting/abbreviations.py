"""Which full stops belong to the word before them.

Each language is one file, `languages/CODE.txt`: words between white space, without their last full stop, under
headings in brackets, which `Language` explains; `#` begins a comment. A word in small letters also stands for its
capitalised form, but under `[openers]`; any other spelling is matched as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from annotate.errors import CorpusError

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FIGURE = re.compile(r"[\d.,–—-]*\d|[IVXLCМХ]+")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?[^\W\d_]|(?:[A-Z][a-z]?\.)+[A-Z][A-Za-z]{0,5}")  # J.K, S.Pd, Sp.OG
_LIST_MARK = re.compile(r"§?(?:\d{1,3}|[A-Za-z]|[IVX]{1,4})(?:\.\d{1,3}){0,3}")
_OPENERS = "([{\"'“‘«„‚*-–—/（「『\ufeff\u200b "
_LONGEST_WORD = 24
TAIL = 4
"""Length of the word ends in `Language.tails`."""
_LONGEST_DATELINE = 6
_LONGEST_ADVERBIAL = 32  # characters


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists of one language.

    Attributes:
        names: never end a sentence; titles and the like (Prof, Jl).
        numbers: do not end a sentence before a figure (No, hlm).
        endings: of longer words, which do not end a sentence before a figure (German Hauptstr. 5).
        units: may end a sentence after a figure although they are names elsewhere (Russian г: 2001 г., г. Москва).
        ambiguous: end a sentence only before one of `starters` (Tbk, dll).
        starters: words that begin sentences, in small letters.
        ordinals: a figure of one or two digits, or a Roman one, and a full stop is an ordinal (German 3. Oktober).
        prepositions: begin a date that goes before its sentence (Russian В 2001 г.).
        enders: end a sentence before anything but a small letter, although they are made like others (Russian т. д.).
        openers: words that begin sentences and hardly ever stand in a title, with their capital (Menurut, Sementara).
        tails: last letters of `names` and `ambiguous`, so that most words are seen to be in neither at once.
    """

    names: frozenset[str]
    numbers: frozenset[str]
    endings: tuple[str, ...]
    units: frozenset[str]
    ambiguous: frozenset[str]
    starters: frozenset[str]
    ordinals: bool
    prepositions: frozenset[str]
    enders: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]


@lru_cache
def load_language(code: str) -> Language:
    """The word lists in `languages/CODE.txt`; `und` is for a language without a file.

    Raises:
        CorpusError: there is no such file.
    """
    known = languages()
    if code not in known:
        raise CorpusError(
            f"there are no abbreviations for the language {code!r}",
            f"choose one of {', '.join(known)}, or und for any other",
        )
    sections: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in (files(__package__) / "languages" / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words and words[0].startswith("["):
            section = sections.setdefault(words[0].strip("[]"), set())
        else:
            section.update(words, (word[0].upper() + word[1:] for word in words if word.islower()))
    abbreviations = {*sections.get("names", ()), *sections.get("ambiguous", ())}
    return Language(
        names=frozenset(sections.get("names", ())),
        numbers=frozenset(sections.get("numbers", ())),
        endings=tuple(sections.get("endings", ())),
        units=frozenset(sections.get("units", ())),
        ambiguous=frozenset(sections.get("ambiguous", ())),
        starters=frozenset(word.lower() for word in sections.get("starters", ())),
        ordinals="ordinals" in sections,
        prepositions=frozenset(sections.get("prepositions", ())),
        enders=frozenset(sections.get("enders", ())),
        openers=frozenset(sections.get("openers", ())),
        tails=frozenset(word.rstrip("!")[-TAIL:] for word in abbreviations if len(word) >= TAIL),
    )


@lru_cache
def languages() -> list[str]:
    """The codes that have a file, in alphabetical order."""
    folder = files(__package__) / "languages"
    return sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt"))


def is_abbreviation(text: str, begin: int, line: int, stop: int, after: int, words: Language) -> bool:
    """Whether the full stop at `stop` belongs to its word and ends no sentence.

    Args:
        text: the article.
        begin: where the sentence begins.
        line: where its line begins.
        stop: place of the full stop.
        after: place of the next letter or digit, which is not a small letter.
        words: the language.
    """
    word = last_word(text, begin, stop)
    if stop - begin < _LONGEST_WORD and not text[begin : stop - len(word)].strip(_OPENERS):
        is_dateline = begin == line and word.isupper() and len(word) <= _LONGEST_DATELINE
        if is_dateline or _LIST_MARK.fullmatch(word):
            return True
    if len(word) == 1 and text[max(begin, stop - 3) : stop - 1] == ". ":
        pair = f"{text[stop - 4]}.{word}"
        word = pair if pair in words.names or pair in words.ambiguous or pair in words.enders else word
    if text[after].isdigit() and (word in words.numbers or word.endswith(words.endings)):
        return True
    if word in words.enders:
        return False
    if word in words.units and _FIGURE.fullmatch(last_word(text, begin, stop - len(word) - 1)):
        return _is_adverbial(text, begin, stop, words)
    if word in words.names:
        return True
    is_initial = (len(word) == 1 and word.isupper()) or ("." in word and _INITIALS.fullmatch(word))
    is_ordinal = words.ordinals and ((len(word) < 3 and word.isdecimal()) or _ROMAN.fullmatch(word))
    return bool(word in words.ambiguous or is_initial or is_ordinal) and not _begins_sentence(text, after, words)


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


def _begins_sentence(text: str, place: int, words: Language) -> bool:
    match = _WORD.match(text, place)
    if not match or match[0].lower() not in words.starters:
        return False
    return not (len(match[0]) == 1 and text[match.end() : match.end() + 1] == ".")
