"""An article whose lines were joined: its titles, links and credits are among the sentences with no full stop.

Tried on lines of a thousand characters or more only: where a block begins that is known by its first words, and where a
title ends because a word follows that begins sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from annotate.corpus.splitting.language import Language
from annotate.corpus.splitting.page_words import load_page
from annotate.corpus.splitting.phrases import last_words, one_of

LONG_LINE = 1000
"""Characters from which a line is taken for a joined article."""

Span = tuple[int, int, int]

_CONTENT = re.compile(r"[^\W_]|\(\*{1,3}\)")
_WORD = re.compile(r"\S+")
LONGEST_TITLE = 200
"""Characters from its beginning in which a title is sought the end of."""
_SHORTEST_TITLE = 4  # words
_REACH = 3  # words after the first of a sentence, one of which is in small letters
_QUOTES = '"“'


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Blocks of one language; `sign` is found wherever there is one, and is quick to look for."""

    pattern: re.Pattern[str]
    sign: re.Pattern[str]


@lru_cache
def _blocks(code: str) -> _Blocks:
    page = load_page(code)
    days = one_of(day[0].upper() + day[1:] for day in page.days)
    zones = [zone.upper() for zone in page.zones]
    pattern = rf"""\s(?=[(\[\dA-Z])(?:
      (?P<alone>
        \(\*{{1,3}}\) | {one_of(page.blocks)}
      | (?:[\w-]{{2,20}}\.(?:com|id|co\.id)\ [-–|]\ )?(?:{days},?\ )?
        \d{{1,2}}(?:/\d{{1,2}}/|\ [A-Z][a-z]{{2,8}}\ )\d{{4}}(?:,?\ |\ ?[-|]\ ?)\d\d[.:]\d\d\ {one_of(zones)}
      )
    | (?P<titled> {one_of(page.titled_blocks)} )
    )\s*"""
    phrases = (*page.blocks, *page.titled_blocks)
    before_colon = last_words(phrase.removesuffix(":") for phrase in phrases if phrase.endswith(":"))
    colons = "|".join(rf"(?<={re.escape(word)}{gap}:)" for word in sorted(before_colon) for gap in ("", r"\ "))
    # Alternatives that begin with rare characters, so that the search skips all others at full speed.
    signs = [r"\(\*", rf":(?:{colons})"] if colons else [r"\(\*"]
    signs += map(re.escape, sorted(last_words(phrase for phrase in phrases if not phrase.endswith(":")) - {":"}))
    signs += [rf"{zone}(?<=\d {zone})\b" for zone in zones]
    return _Blocks(re.compile(pattern, re.VERBOSE), re.compile("|".join(signs)))


def without_blocks(text: str, spans: list[Span], words: Language) -> list[Span]:
    """Cut sentences further where such a block is among them.

    Args:
        text: the article.
        spans: its sentences, as `sentence_spans` returns them.
        words: the language.
    """
    blocks = _blocks(words.code)
    if not blocks.sign.search(text) or not blocks.pattern.search(text):
        return spans
    cut_spans: list[Span] = []
    for _, line in groupby(spans, key=itemgetter(2)):
        sentences = list(line)
        is_long = sentences[-1][1] - sentences[0][0] >= LONG_LINE
        for start, end, paragraph in sentences:
            for cut in _block_cuts(text, start, end, blocks.pattern, words) if is_long else ():
                cut_spans.append((start, start + len(text[start:cut].rstrip()), paragraph))
                start = cut
            cut_spans.append((start, end, paragraph))
    return cut_spans


def title_end(text: str, start: int, words: Language) -> int:
    """Where the title ends that an article begins with, before a word or a quotation that begins a sentence; or 0."""
    beginning = text[start : start + LONGEST_TITLE].split(maxsplit=_SHORTEST_TITLE)[:_SHORTEST_TITLE]
    if sum(word[0].islower() for word in beginning) > 1:
        return 0
    end = _followed_title_end(text, start, start + LONGEST_TITLE, words)
    found = text[start:end].split()
    is_title = len(found) >= _SHORTEST_TITLE and sum(word[0].islower() for word in found) < 0.4 * len(found)
    return end if is_title else 0


def _block_cuts(text: str, start: int, end: int, pattern: re.Pattern[str], words: Language) -> Iterator[int]:
    """Where blocks begin and end in a sentence, in order."""
    last = start
    for block in pattern.finditer(text, max(0, start - 1), end):
        after = block.end() if block["alone"] else _followed_title_end(text, block.end(), end, words)
        for cut in (block.start(block.lastgroup or 0), after):
            if last < cut < end and _CONTENT.search(text, last, cut) and _CONTENT.search(text, cut, end):
                last = cut
                yield cut


def _followed_title_end(text: str, start: int, end: int, words: Language) -> int:
    """Where a sentence follows the title that begins at `start`; 0 where none is seen to."""
    head = text[start : min(end, start + LONGEST_TITLE)]
    if '"' not in head and "“" not in head and words.openers.isdisjoint(head.replace(",", "").split()):
        return 0
    found = list(_WORD.finditer(head))
    for number, word in enumerate(found[1:], 1):
        begins = word[0].strip(",") in words.openers or (word[0][0] in _QUOTES and word[0][1:2].isupper())
        if begins and found[number - 1][0][-1].isalnum():
            following = found[number : number + _REACH + 1]
            if any(each[0].strip(_QUOTES)[:1].islower() and each[0] not in words.small_words for each in following):
                return start + word.start()
    return 0
