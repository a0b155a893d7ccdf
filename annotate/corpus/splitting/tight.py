"""A full stop without its space: `katanya.Dia`, `(kemarin).Dia`, `DPR.Ia`, but not `Detik.Com` or `S.Pd`.

Letters are distinguished by what Unicode says, so that every script is served: capitals, small letters, and those
of scripts that have only one kind.
"""

from __future__ import annotations

import re
from unicodedata import category

from annotate.corpus.splitting.abbreviations import FullStop, begins_sentence, is_abbreviation, last_word
from annotate.corpus.splitting.language import Language
from annotate.corpus.splitting.quotations import quotation_ends

_ADDRESS = re.compile(r"(?:com|co|id|net|org|tv|go|news|info|ac|my|sg|js|php|html?|pdf)\b|[\w.-]{1,40}@", re.IGNORECASE)
_MANY_USES = ".!?…‼⁇⁈⁉‽"
"""Stops that are in the middle of words too; others, such as those of Hindi, only end sentences."""
_OPENING = "([{¿¡„‚「『"
_EITHER = "\"'“«‘‹"
_SHORTEST_ACRONYM = 3  # letters; shorter ones are more often titles, unless a word follows that begins sentences


def end_without_space(text: str, begin: int, line: int, match: re.Match[str], words: Language) -> int:
    """The end of the sentence that stops here, or 0 if it goes on.

    Args:
        text: the article.
        begin: where the sentence begins.
        line: where its line begins.
        match: the stops, with the marks between them and the next letter in the group `tight`.
        words: the language.
    """
    stop, after = match.start(), match.end()
    if text[after].islower() and not _has_no_case(text[after]):
        return 0
    word = last_word(text, begin, stop)
    may_end = word in words.enders or _may_end(word, text[stop], text[after : after + 3])
    if not word or not may_end or _ADDRESS.match(text, after):
        return 0
    if len(word) < _SHORTEST_ACRONYM and word.isupper() and not begins_sentence(text, after, words):
        return 0
    is_ellipsis = text[stop] == "…" or text.startswith("..", stop)
    if is_ellipsis and _has_no_case(text[after]):
        return 0
    is_one_stop = match.start("tight") == stop + 1
    if text[stop] == "." and is_one_stop and is_abbreviation(FullStop(text, begin, line, stop, after), words):
        return 0
    cut = match.start("tight")
    while cut < after and text[cut] not in _OPENING and (text[cut] not in _EITHER or cut + 1 in quotation_ends(text)):
        cut += 1
    return cut


def _may_end(word: str, stop: str, following: str) -> bool:
    """Whether a sentence may end with this word at this stop, if the next one begins with these letters."""
    if "/" in word or "@" in word or "www." in f"{word}.".lower() or not any(map(str.isalnum, word)):
        return False
    if stop not in _MANY_USES:
        return True
    begins_with_capital = following[0].isupper() or following[0].istitle()
    last = [letter for letter in word[-8:] if category(letter)[0] != "M"]
    if len(last) < 2:
        return False
    is_name = begins_with_capital and following[1:2].isalpha() and not following[1:2].isupper()
    if not last[-1].isalpha():
        return is_name or (not begins_with_capital and not last[-1].isdecimal())
    if not begins_with_capital:
        return all(map(_has_no_case, last[-2:])) and following[1:2].isalpha()
    if all(letter.islower() for letter in last[-2:]):
        return is_name or following[1:2].isupper() or following[1:2].isspace()
    capitals = word[-_SHORTEST_ACRONYM:]
    return is_name and capitals.isalnum() and capitals.isupper()


def _has_no_case(letter: str) -> bool:
    return letter.isalpha() and not letter.isupper() and (not letter.islower() or letter.title() == letter)
