"""Where sentences end: one pass of one regular expression, and a few cheap checks at each place it finds.

The expression stops at line ends and at gaps: a full stop or its like, the quotes and brackets that close after it,
and everything up to the next letter or digit. Each character belongs to one match at most, so the time grows with the
length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from annotate.corpus.splitting.abbreviations import FullStop, is_abbreviation, last_word
from annotate.corpus.splitting.chinese import end_at_wide_stop
from annotate.corpus.splitting.joined_lines import LONG_LINE, LONGEST_TITLE, title_end, without_blocks
from annotate.corpus.splitting.language import TAIL, Language, load_language
from annotate.corpus.splitting.phrases import one_of
from annotate.corpus.splitting.quotations import quotations
from annotate.corpus.splitting.tight import end_without_space

Quotes = Literal["split", "keep"]

_LINE = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_STOP = r".!?…‼⁇⁈⁉‽؟۔।॥։።။។"
_WIDE_STOP = r"。！？｡"
_CLOSE = r"\"'”’»›)\]}“‘«*」』】》〉）］〕\ufe0f"
_OPEN = r"(\[{¿¡„‚「『"
_WIDE_CLOSE = r"\"'”’)\]」』】》〉）］〕\ufe0f"
_NOTE_MARKS = (
    rf"(?:(?:[^\S{_LINE}]?\[(?:[^\W\d_]{{0,12}}\ ?\d{{1,3}}(?:[,–-]\ ?\d{{1,3}}){{0,9}}|[^\W\d_]|\*)\])++|[¹²³⁰-⁹]++)"
)

# The first character is one set, so that the search skips at full speed what cannot begin a match.
_CANDIDATE = re.compile(
    rf"""[{_LINE}{_STOP}{_WIDE_STOP}](?:
      (?<=[{_LINE}])\s*+(?P<line>)
    | (?<=[{_STOP}])(?<![{_STOP}][{_STOP}])[{_STOP}]*+(?P<close>[{_CLOSE}]*+(?:[{_STOP}]++[{_CLOSE}]*+)?+)
      (?=[^\S{_LINE}])(?P<gap>(?:[^\w{_LINE}]|_)*+)
    | (?<=[{_STOP}])(?<![{_STOP}][{_STOP}])[{_STOP}]*+(?P<noted>[{_CLOSE}]*+)(?=[\[¹²³⁰-⁹]){_NOTE_MARKS}(?=[^\S{_LINE}])
    | (?<=[{_STOP}])(?<![{_STOP}][{_STOP}])[{_STOP}]*+(?P<tight>[{_CLOSE}{_OPEN}]*+)(?=[^\W\d_])
    | (?<=[{_WIDE_STOP}])(?<![{_WIDE_STOP}][{_WIDE_STOP}])[{_WIDE_STOP}]*+
      (?P<wide>[{_WIDE_CLOSE}]*+(?:[{_WIDE_STOP}]++[{_WIDE_CLOSE}]*+)?+)
    )""",
    re.VERBOSE,
)

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_END_MARK = re.compile(rf"\s*+(?:\(\*{{1,3}}\)|[(\[][\w/@.,:;*& -]{{1,40}}[)\]])[^\S{_LINE}]*+(?=[{_LINE}]|\Z)")
_NOTES = re.compile(rf"({_NOTE_MARKS})(?:[^\w{_LINE}]|_)*+")
_LIST_NUMBER = re.compile(r"\[\d")
_LATE_CLOSE = re.compile(r"\s+[”’»›)\]]+(?=\s|\Z)")
_DASH = re.compile(r"[-–—]\s")
_BLANK = re.compile(rf"(?:[^\S{_LINE}]|[\ufeff\u200b\u2060])*+")


def sentence_spans(
    text: str, language: str = "id", quotes: Quotes = "split", abbreviations: Sequence[str] = ()
) -> list[tuple[int, int, int]]:
    """Split a text into sentences.

    Args:
        text: any string.
        language: a code that `languages()` lists.
        quotes: `split` ends a sentence inside a quotation of several; `keep` leaves such a quotation whole.
        abbreviations: more than the language has, such as `Kab.`; their full stops do not end a sentence.

    Returns:
        (start, end, paragraph) of each sentence in order: half-open code points without white space at either end, and
        the number of its line among the lines that have any, from 0. No two overlap; every letter and digit is in one.

    Raises:
        CorpusError: the language has no file.
    """
    words = load_language(language, tuple(abbreviations))
    kept = quotations(text) if quotes == "keep" else ()
    spans: list[tuple[int, int, int]] = []
    begin = line = _visible(text, 0)
    if title := _title_end(text, begin, words):
        spans.append((begin, title, 0))
        begin = _visible(text, title)
    scanned = quotation = paragraph = 0
    has_content = False
    for match in _CANDIDATE.finditer(text):
        group, stop, after = match.lastgroup, match.start(), match.end()
        if group == "line":
            if end := _line_end(text, begin, stop):
                spans.append((begin, end, paragraph))
            if spans and spans[-1][2] == paragraph:
                paragraph += 1
            begin = line = _visible(text, after)
            has_content = False
            continue
        if group == "gap" and after - stop == 2 and _is_plain(text, begin, stop, after, words):
            cut, following = stop + 1, after
        else:
            if not has_content:
                has_content = text[begin : begin + 1].isalnum() or bool(
                    _LETTER_OR_DIGIT.search(text, max(begin, scanned), stop)
                )
                scanned = stop
                if not has_content:
                    continue
            if group == "gap":
                cut = _end_at_gap(text, begin, line, match, words)
            elif group == "wide":
                cut = end_at_wide_stop(text, begin, match, words)
            elif group == "noted":
                cut = _end_after_notes(text, begin, line, match.end("noted"), words)
            else:
                cut = end_without_space(text, begin, line, match, words)
            if not cut:
                continue
            following = _visible(text, cut)
        if kept:
            while quotation < len(kept) and kept[quotation][1] <= cut:
                quotation += 1
            if quotation < len(kept) and kept[quotation][0] < cut:
                continue
        spans.append((begin, cut, paragraph))
        begin = following
        has_content = False
    if end := _line_end(text, begin, len(text)):
        spans.append((begin, end, paragraph))
    has_long_line = len(text) >= LONG_LINE and max(map(len, text.splitlines())) >= LONG_LINE
    return without_blocks(text, spans, words) if has_long_line else spans


def _title_end(text: str, begin: int, words: Language) -> int:
    """Where the title ends of an article on one line; 0 where it has none that is known by what follows."""
    if text.find("\n", begin, begin + LONG_LINE) >= 0 or len(text) - begin < LONG_LINE:
        return 0
    has_dash = _DASH.search(text, begin, begin + LONGEST_TITLE)
    dateline = _dateline(words.code).search(text, begin, begin + LONGEST_TITLE) if has_dash else None
    end = dateline.start() if dateline else title_end(text, begin, words)
    if not end or _CANDIDATE.search(text, begin, end):
        return 0
    title = text[begin:end].rstrip()
    return begin + len(title) if _LETTER_OR_DIGIT.search(title) else 0


@lru_cache
def _dateline(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"""(?<=[\w\"'”’?!)]\ )(?:
          [A-Z][A-Z ]{{2,24}},\ [\w.]{{2,24}}
        | [\w-]{{2,20}}\.(?i:com|co|id|co\.id|tv|net)(?:,\ [A-Z]\w+)?
        | [A-Z]\w+\ \([A-Z][\w. ]{{1,20}}\)
        | [A-Z]\w+,\ [A-Z]\w+(?:\ [A-Z]\w+)?
        | {one_of(load_language(code).places)}
        )\ ?(?:--|[-–—])\s""",
        re.VERBOSE,
    )


def _is_plain(text: str, begin: int, stop: int, after: int, words: Language) -> bool:
    """Whether an ordinary word, one stop, one space and a capital are here: most sentences end so."""
    tail = text[stop - TAIL : stop] if stop - begin > TAIL else ""
    return tail.isalpha() and tail.islower() and tail not in words.tails and text[after : after + 1].isupper()


def _visible(text: str, place: int) -> int:
    """The next place on the line that is not blank."""
    if text[place : place + 1].isalnum():
        return place
    match = _BLANK.match(text, place)
    return match.end() if match else place


def _line_end(text: str, begin: int, stop: int) -> int:
    """Where the last sentence of a line ends without the white space after it, or 0 if there is no sentence left."""
    piece = text[begin:stop].rstrip()
    if piece and (piece[0].isalnum() or _LETTER_OR_DIGIT.search(piece) or _END_MARK.fullmatch(piece)):
        return begin + len(piece)
    return 0


def _end_at_gap(text: str, begin: int, line: int, match: re.Match[str], words: Language) -> int:
    """The end of the sentence that stops at this gap, or 0 if it goes on."""
    stop, after, cut = match.start(), match.end(), match.end("close")
    gap = match["gap"]
    if "(" in gap or "[" in gap:
        if _NOTES.match(text, cut) and not _LIST_NUMBER.match(text, begin):
            return _end_after_notes(text, begin, line, cut, words)
        if _END_MARK.match(text, cut):
            return cut
    if _goes_on(text[after : after + 2]):
        return 0
    if cut == stop + 1:
        if text[stop] == "." and is_abbreviation(FullStop(text, begin, line, stop, after), words):
            return 0
        if text[stop] == "!" and last_word(text, begin, stop + 1) in words.names:
            return 0
    elif text[cut - 1] in ")]" and _is_inside(text, begin, stop):
        return 0
    if len(gap) > 2 and (late := _LATE_CLOSE.match(text, cut, after)):
        return late.end()
    return cut


def _end_after_notes(text: str, begin: int, line: int, cut: int, words: Language) -> int:
    """As `_end_at_gap`, for a stop with footnote marks at `cut`, which belong to the sentence before them."""
    notes = _NOTES.match(text, cut)
    if not notes or _goes_on(text[notes.end() : notes.end() + 2]):
        return 0
    is_short = text[cut - 1] == "." and is_abbreviation(FullStop(text, begin, line, cut - 1, notes.end()), words)
    return 0 if is_short else notes.end(1)


def _goes_on(following: str) -> bool:
    """Whether these two characters, after a stop, are not the beginning of a sentence."""
    if not following or following[0].isspace():
        return True
    return following[0].islower() and following[0].title() != following[0] and not following[1:].isupper()


def _is_inside(text: str, begin: int, stop: int) -> bool:
    """Whether the bracket that closes after `stop` was opened, not far back, in the middle of the sentence."""
    opened = max(text.rfind("(", max(begin, stop - 300), stop), text.rfind("[", max(begin, stop - 300), stop))
    return opened > begin and bool(_LETTER_OR_DIGIT.search(text, max(begin, opened - 300), opened))
