"""What each segment of a news article is: prose, heading, related link, byline or boilerplate.

Rules for plain text, read line by line: the words a line begins with, whether it ends like a sentence, and what came
before it. Nothing is deleted: a segment only gets a name, and whoever reads the file chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, get_args

from annotate.corpus.splitting.lines import LineRules, line_rules
from annotate.errors import ConfigError

Kind = Literal["prose", "heading", "related-link", "byline", "boilerplate"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_WORD = re.compile(r"\w")
_END_MARK = re.compile(r"\(\*+\)|\*+")
_CLOSE = r"[\"'”’»)\]」』]*\Z"
_SENTENCE_END = re.compile(rf"[.!?…。！？؟۔।,;:]{_CLOSE}")
_FULL_STOP = re.compile(rf"[.!?…。！？؟۔।]{_CLOSE}")
_DATELINE = re.compile(r"\(?[\w .,/]{2,40}\)?(?:\s?--\s?|\s-\s|\s?[–—]\s)\s*+\w\S*+(?:\s\S++){3}")
_HEAD = 200  # characters that show what a segment begins with
_LONGEST_HEADING = 160  # characters
_LONGEST_LABEL = 3  # words
_LONGEST_TAG = 3  # words
_LONGEST_NOTICE = 4  # segments


def parse_kinds(words: str) -> tuple[Kind, ...]:
    """The kinds named in `words`, which has commas between them, in the order of KINDS.

    Raises:
        ConfigError: there is no such kind.
    """
    names = [word.strip() for word in words.split(",")]
    for name in names:
        if name not in KINDS:
            raise ConfigError(f"there is no kind of segment called {name!r}", f"choose from {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names)


def segment_kinds(segments: Sequence[str], paragraphs: Sequence[int], language: str = "id") -> list[Kind]:
    """Name the kind of every segment of one article.

    Args:
        segments: texts in order.
        paragraphs: number of the line each one stands on, of the same length, not decreasing.
        language: a code that `languages()` lists.

    Raises:
        CorpusError: the language has no file.
    """
    rules = line_rules(language)
    pairs = zip(paragraphs, segments, strict=True)
    lines = [[segment for _, segment in pairs] for _, pairs in groupby(pairs, key=lambda pair: pair[0])]
    kinds: list[Kind] = []
    in_related = in_tags = is_syndicated = False
    prose = 0
    for number, line in enumerate(lines):
        following = lines[number + 1][0][0] if number + 1 < len(lines) else ""
        goes_on = following.islower() or following in {*",;)–—"}
        named = _line_kinds(line, rules, prose > 0, goes_on, len(lines) == 1)
        in_tags = in_tags and _is_tag(line, rules)
        if is_syndicated or in_tags:
            named = ["boilerplate"] * len(line)
        if "prose" in named:
            in_related = False
            prose += named.count("prose")
        elif named == ["heading"] and in_related:
            named = ["related-link"]
        elif named == ["related-link"]:
            in_related = bool(rules.link_list.fullmatch(line[0].lower()))
        in_tags = in_tags or (
            prose > 0 and named == ["boilerplate"] and bool(rules.tag_list.fullmatch(line[0].lower()))
        )
        kinds += named
        # A notice at the top, with more after it than before, is of the article that follows.
        is_last = prose >= len(segments) - len(kinds)
        is_syndicated = is_syndicated or (
            named[0] == "boilerplate" and is_last and bool(rules.syndicated.match(line[0].lower()))
        )
    return _with_teasers(kinds)


def _is_tag(line: list[str], rules: LineRules) -> bool:
    if len(line) > 1 or len(line[0]) > _LONGEST_HEADING or len(line[0].split()) > _LONGEST_TAG:
        return False
    begins = line[0].lower()
    return not (_SENTENCE_END.search(line[0]) or rules.sign.match(begins) or rules.cue.match(begins))


def _line_kinds(line: list[str], rules: LineRules, has_prose: bool, goes_on: bool, is_all: bool) -> list[Kind]:
    kinds = [_kind(segment, rules, len(line) == 1, has_prose) for segment in line]
    is_cue = kinds[-1] == "related-link" and not rules.sign.match(line[-1][:_HEAD].lower())
    if goes_on and (is_cue or kinds[-1] in ("heading", "byline")):
        kinds[-1] = "prose"
    # What a notice or a link says in several sentences; a title ends without a full stop.
    is_more = len(line) <= (_LONGEST_NOTICE if has_prose else 2) and not is_all
    if is_more and (kinds[0] == "boilerplate" or (kinds[0] == "related-link" and not line[-1].endswith("."))):
        return [kinds[0] if kind == "prose" else kind for kind in kinds]
    return kinds


def _kind(segment: str, rules: LineRules, is_alone: bool, has_prose: bool) -> Kind:
    head = segment[:_HEAD].lower()
    end = max(0, len(segment) - 4)
    first = rules.first.match(head)
    may_match = first and (first[1] in rules.first_words or not first[1])
    match = rules.sign.match(head) if may_match else None
    if may_match and not match and (match := rules.cue.match(head)) and _FULL_STOP.search(segment, end):
        is_label = not _WORD.search(head, match.end()) and len(head.split()) <= _LONGEST_LABEL
        match = match if is_label else None
    if match:
        return _NAMES[match.lastgroup or ""]
    if len(head) < 6 and _END_MARK.fullmatch(head):
        return "boilerplate"
    if len(segment) > _LONGEST_HEADING:
        return "prose"
    is_sentence = bool(_SENTENCE_END.search(segment, end))
    if (not is_sentence or segment[-1] in ":)") and (match := rules.whole.match(head)):
        return _NAMES[match.lastgroup or ""]
    if not is_alone or (is_sentence and segment[-1] != "?"):
        return "prose"
    words = segment.split()
    if not has_prose and len(words) == 1 and segment.isupper():
        return "boilerplate"
    if is_sentence:
        return "prose" if has_prose or len(words) > 14 else "heading"
    return "prose" if len(words) > 18 or segment[0].islower() or _DATELINE.match(segment) else "heading"


def _with_teasers(kinds: list[Kind]) -> list[Kind]:
    """Three headings in a row or more, with no prose after them, are a list of other articles."""
    end = len(kinds)
    while end and kinds[end - 1] != "prose":
        end -= 1
    if end and kinds[end:].count("heading") > 2:
        kinds[end:] = ["related-link" if kind == "heading" else kind for kind in kinds[end:]]
    return kinds


_NAMES: dict[str, Kind] = {
    "boilerplate": "boilerplate",
    "related": "related-link",
    "byline": "byline",
}
