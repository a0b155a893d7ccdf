"""What each segment of a news article is: prose, heading, related link, byline or boilerplate.

Rules for plain text, read line by line: the words a line begins with, whether it ends like a sentence, and what came
before it. Nothing is deleted: a segment only gets a name, and whoever reads the file chooses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter

from annotate.corpus.splitting.line_rules import LineRules, line_rules
from annotate.corpus.splitting.lines import LONGEST_TITLE, Line, SegmentKind, counts_as_title, has_title_case
from annotate.corpus.splitting.teasers import name_teasers

_WORD = re.compile(r"\w")
_END_MARK = re.compile(r"\(\*+\)|\*+")
_CLOSE = r"[\"'”’»)\]」』]*\Z"
_SENTENCE_END = re.compile(rf"[.!?…。！？؟۔।,;:]{_CLOSE}")
_FULL_STOP = re.compile(rf"[.!?…。！？؟۔।]{_CLOSE}")
_DATELINE = re.compile(r"\(?[\w .,/]{2,40}\)?(?:\s?--\s?|\s-\s|\s?[–—]\s)\s*+\w\S*+(?:\s\S++){3}")
_ITEM = re.compile(r"\(?(?:\d{1,3}[.)]\s?(?=\D)|(?:[a-z]|[ivx]{1,4}|[IVX]{2,4})[.)]\s)")
_MARKED_HEADINGS = tuple(f"{'#' * level} " for level in range(1, 7))  # in Markdown
_NAMES_ONLY = re.compile(r"(?:\W*+(?:[^\W\d_a-zß-ÿ][\w.'’-]*|\w{1,3}(?!\w)))*+\W*")
_CONTINUATIONS = tuple(",;)–—")  # begin a line that goes on with the sentence of the one before
_BEFORE_DATE = re.compile(r"\s[|•·–—/-]\s|\s?\(")
_HEAD = 200  # characters that show what a segment begins with
_LONGEST_HEADING = 160  # characters
_LONGEST_CREDIT = 300  # characters
_LONGEST_ENDING = 60  # characters
_MOST_WORDS_OF_A_QUESTION = 14  # that is a heading
_LONGEST_LABEL = 3  # words
_LONGEST_TAG = 3  # words
_LONGEST_NOTICE = 4  # segments


def segment_kinds(
    segments: Sequence[str], paragraphs: Sequence[int], language: str = "id", headings: Collection[int] = ()
) -> list[SegmentKind]:
    """Name the kind of every segment of one article.

    Args:
        segments: texts in order.
        paragraphs: number of the line each one is on, of the same length, not decreasing.
        language: a code that `languages()` lists.
        headings: numbers of the lines that the page marks as headings.

    Raises:
        CorpusError: the language has no file.
    """
    rules = line_rules(language)
    pairs = zip(paragraphs, segments, strict=True)
    texts = {number: [text for _, text in line] for number, line in groupby(pairs, key=itemgetter(0))}
    followings = [*texts.values(), [""]][1:]
    lines: list[Line] = []
    in_links = in_tags = in_list = is_syndicated = False
    prose, left = 0, len(segments)
    for (number, line_texts), following in zip(texts.items(), followings, strict=True):
        goes_on = following[0][:1].islower() or following[0].startswith(_CONTINUATIONS)
        kinds = _line_kinds(line_texts, rules, prose > 0, goes_on, len(texts) == 1)
        line = Line(line_texts, kinds)
        lines.append(line)
        left -= len(kinds)
        only = kinds[0] if len(kinds) == 1 else None
        is_marked = number in headings or line_texts[0].startswith(_MARKED_HEADINGS)
        if is_marked and only == "prose":
            line.kinds = ["heading"]
        line.is_dated = _is_dated(" ".join(line_texts), rules)
        is_date = only == "byline" and rules.dated.fullmatch(line_texts[0].lower())
        line.is_date = bool(is_date) and not line.is_dated
        in_tags = in_tags and _is_tag(line_texts, rules)
        if is_syndicated or in_tags:
            line.kinds = ["boilerplate"] * len(kinds)
        elif in_links and line.is_title and (only == "heading" or _is_listed(line_texts, following)):
            line.become("related-link")
        elif only == "heading" and not is_marked and (in_list or _ITEM.match(line_texts[0])):
            line.kinds = ["prose"]
        elif only == "related-link":
            in_links = in_links or bool(rules.link_list.fullmatch(line_texts[0].lower()))
        if count := line.kinds.count("prose"):
            is_item = in_list and only == "heading"
            in_list = is_item or line_texts[-1].endswith(":")
            in_links = False
            prose += count
            continue
        in_list = False
        if line.kinds[0] == "boilerplate":
            begins = line_texts[0].lower()
            in_tags = in_tags or (prose > 0 and bool(rules.tag_list.fullmatch(begins)))
            # A notice at the top, with more after it than before, is of the article that follows.
            is_syndicated = is_syndicated or (prose >= left and bool(rules.syndicated.match(begins)))
    name_teasers(lines)
    return [kind for line in lines for kind in line.kinds]


def _is_listed(line: list[str], following: list[str]) -> bool:
    """Whether a line under the heading of a list is a title in it although it looks like a sentence."""
    return all(map(has_title_case, line)) or not _FULL_STOP.search(following[-1], max(0, len(following[-1]) - 4))


def _is_dated(text: str, rules: LineRules) -> bool:
    """Whether a line is a title with a date before or after it, as in lists of articles."""
    if len(text) > LONGEST_TITLE + _LONGEST_ENDING:
        return False
    if match := rules.aged.match(text[:_LONGEST_ENDING].lower()):
        return counts_as_title(text[match.end() :])
    return any(
        len(text) - sign.end() < _LONGEST_ENDING
        and rules.dated.fullmatch(text[sign.end() :].lower())
        and counts_as_title(text[: sign.start()])
        and not rules.dated.fullmatch(text[: sign.start()].lower())
        for sign in _BEFORE_DATE.finditer(text)
    )


def _is_tag(line: list[str], rules: LineRules) -> bool:
    if len(line) > 1 or len(line[0]) > _LONGEST_HEADING or len(line[0].split()) > _LONGEST_TAG:
        return False
    begins = line[0].lower()
    return not (_SENTENCE_END.search(line[0]) or rules.sign.match(begins) or rules.cue.match(begins))


def _line_kinds(line: list[str], rules: LineRules, has_prose: bool, goes_on: bool, is_all: bool) -> list[SegmentKind]:
    kinds = [_kind(segment, rules, len(line) == 1, has_prose) for segment in line]
    is_cue = kinds[-1] == "related-link" and not rules.sign.match(line[-1][:_HEAD].lower())
    if goes_on and (is_cue or kinds[-1] in ("heading", "byline")):
        kinds[-1] = "prose"
    # What a notice or a link says in several sentences; a title ends without a full stop.
    is_more = len(line) <= (_LONGEST_NOTICE if has_prose else 2) and not is_all
    if is_more and (kinds[0] == "boilerplate" or (kinds[0] == "related-link" and not line[-1].endswith("."))):
        return [kinds[0] if kind == "prose" else kind for kind in kinds]
    return kinds


def _kind(segment: str, rules: LineRules, is_alone: bool, has_prose: bool) -> SegmentKind:
    head = segment[:_HEAD].lower()
    if kind := _kind_by_beginning(segment, head, rules):
        return kind
    if len(head) < 6 and _END_MARK.fullmatch(head):
        return "boilerplate"
    if _is_credit(segment, rules):
        return "byline"
    if len(segment) > _LONGEST_HEADING:
        return "prose"
    end = max(0, len(segment) - 4)
    is_sentence = bool(_SENTENCE_END.search(segment, end))
    if (not is_sentence or segment[-1] in ":)") and (match := rules.whole.match(head)):
        return _NAMES[match.lastgroup or ""]
    if not is_alone or (is_sentence and segment[-1] != "?"):
        return "prose"
    words = segment.split()
    if not has_prose and len(words) == 1 and segment.isupper():
        return "boilerplate"
    if is_sentence:
        is_question = len(words) > _MOST_WORDS_OF_A_QUESTION or (has_prose and not has_title_case(segment))
        return "prose" if is_question else "heading"
    return "prose" if len(words) > 18 or segment[0].islower() or _DATELINE.match(segment) else "heading"


def _kind_by_beginning(segment: str, head: str, rules: LineRules) -> SegmentKind | None:
    first = rules.first.match(head)
    if not first or (first[1] and first[1] not in rules.first_words):
        return None
    match = rules.sign.match(head)
    if not match and (match := rules.cue.match(head)) and _FULL_STOP.search(segment, max(0, len(segment) - 4)):
        rest = segment[match.end() :]
        is_label = not _WORD.search(rest) and len(head.split()) <= _LONGEST_LABEL
        is_title = match.lastgroup == "related" and segment[-1] in "?!" and has_title_case(rest)
        is_names = match.lastgroup == "byline" and bool(_NAMES_ONLY.fullmatch(rest))
        match = match if is_label or is_title or is_names else None
    return _NAMES[match.lastgroup or ""] if match else None


def _is_credit(segment: str, rules: LineRules) -> bool:
    """Whether the segment ends like `… contributed to this report.`, which says who worked on the article."""
    if len(segment) > _LONGEST_CREDIT:
        return False
    start = max(0, len(segment) - _LONGEST_ENDING)
    for word in rules.credit_ends:  # quicker than the expression alone
        if segment.find(word, start) >= 0:
            match = rules.credit_end.search(segment, start)
            return match is not None and has_title_case(segment[: match.start()], 0.5)
    return False


_NAMES: dict[str, SegmentKind] = {
    "boilerplate": "boilerplate",
    "related": "related-link",
    "byline": "byline",
}
