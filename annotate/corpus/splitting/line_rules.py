"""How a line of a page is known: regular expressions around the phrases of a language.

A sign at the beginning of a segment names it always, and so does a cue with a colon; a cue alone, if no clause follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotate.corpus.splitting.page_words import Page, load_page
from annotate.corpus.splitting.phrases import first_words, one_of

_START = r"[^\w©\"“«]*+"
_SITE = r"[\w-]++\.com"


@dataclass(frozen=True, slots=True)
class LineRules:
    """Compiled for segments in small letters; the name of the group that matched is the kind, `related` for links.

    Attributes:
        first: what a segment begins with, up to the end of its first word.
        first_words: one of these, if `sign` or `cue` is to match.
        sign: begins a segment of its kind, whatever follows.
        cue: begins one unless a sentence follows.
        credit_end: ends a sentence that says who worked on the article.
        credit_ends: words that it begins with.
        dated: matches a line that says when an article appeared, and nothing else.
        aged: matches an age, or a date with a time of day, that a title may follow.
        whole: matches a line that is of its kind as a whole.
        link_list: the heading of a list of links.
        tag_list: the heading of a list of tags.
        syndicated: begins the notice after which no more of the article comes.
    """

    first: re.Pattern[str]
    first_words: frozenset[str]
    sign: re.Pattern[str]
    cue: re.Pattern[str]
    credit_end: re.Pattern[str]
    credit_ends: frozenset[str]
    dated: re.Pattern[str]
    aged: re.Pattern[str]
    whole: re.Pattern[str]
    link_list: re.Pattern[str]
    tag_list: re.Pattern[str]
    syndicated: re.Pattern[str]


@lru_cache
def line_rules(code: str) -> LineRules:
    """The rules for pages in a language.

    Raises:
        CorpusError: the language has no file.
    """
    page = load_page(code)
    network = one_of(page.networks)
    notice_signs, notice_cues = (
        one_of(phrases).replace(re.escape("<network>"), network) for phrases in (page.notice_signs, page.notice_cues)
    )
    link_cues, credit_cues = one_of(page.link_cues), one_of(page.credit_cues)
    labels, credit_words = one_of(page.link_labels), one_of(page.credit_words)
    label = rf"{labels}(?=\s?[:：]|(?:\s[\w-]++){{0,3}}+\W*+\Z)"
    beginnings = (
        *page.notice_signs,
        *page.notice_cues,
        *page.link_signs,
        *page.link_cues,
        *page.link_labels,
        *page.credit_signs,
        *page.credit_cues,
        *page.credit_words,
    )
    return LineRules(
        first=re.compile(rf"{_START}(\w*+)"),
        first_words=frozenset(re.split(r"\W", word, maxsplit=1)[0] for word in first_words(beginnings)),
        sign=re.compile(
            rf"""{_START}(?:(?P<boilerplate>{notice_signs}|{notice_cues}\s?[:：])
            |(?P<related>{one_of(page.link_signs)}|(?:{link_cues}|{labels})\s?[:：])
            |(?P<byline>{credit_words}\s?[:：]|{one_of(page.credit_signs)}|{credit_cues}\s?[:：]))""",
            re.VERBOSE,
        ),
        cue=re.compile(
            rf"{_START}(?:(?P<boilerplate>{notice_cues})|(?P<related>{link_cues}|{label})"
            rf"|(?P<byline>{credit_words}\s?[|/]|{credit_cues}))"
        ),
        credit_end=re.compile(rf"\b{one_of(page.credit_endings)}(?:\s\w++){{0,4}}+\W*\Z"),
        credit_ends=first_words(page.credit_endings),
        dated=re.compile(rf"\W*+(?:{_date_line(page)})\W*+\Z"),
        aged=re.compile(rf"\W*+(?:{_age(page)}|{_moment(page)}(?:\W{{1,3}}+|\s\w{{1,3}}\s){_clock(page)})\W{{1,3}}+\b"),
        whole=re.compile(
            rf"[^\w\[©#@(]*+(?:(?P<byline>(?:{_credit_line(page)})\W*+\Z)|(?P<boilerplate>{_widget(page)}))"
        ),
        link_list=re.compile(rf"[^.?!]{{3,70}}(?::|{one_of(page.list_ends)})\s*"),
        tag_list=re.compile(rf"{one_of(page.tag_heads)}\s*:?"),
        syndicated=re.compile(rf"\W*+{one_of(page.syndication)}"),
    )


def _clock(page: Page) -> str:
    return rf"\d{{1,2}}[.:h]\d{{2}}(?:[.:]\d{{2}})?\s*+(?:{one_of(page.zones)})?"


def _age(page: Page) -> str:
    return rf"(?:\d++\s?{one_of(page.ago)}|{one_of(page.ages)})"


def _moment(page: Page) -> str:
    """A date, a time of day or an age, with the day of the week and the words that go before it."""
    days, months, between = one_of(page.days), one_of(page.months), rf"(?:{one_of(page.in_dates)}\s)?"
    gap = rf"[\s/.-]++{between}"
    moments = (
        rf"\d{{1,2}}(?:er\b|º)?{gap}(?:{months}|\d{{1,2}})[\s/.,-]++{between}\d{{2,4}}",
        rf"{months}\s\d{{1,2}},?\s\d{{4}}",
        rf"\d{{1,2}}\.?\s{between}{months}\.?",
        r"\d{4}[-/.]\d\d?[-/.]\d\d?",
        r"(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
        rf"(?:{one_of(page.before_clocks)}\.?|[-|•,@])?\s*+{_clock(page)}",
        _age(page),
    )
    return rf"(?:{days}\W{{1,3}}+)?(?:{'|'.join(moments)})(?:,?\s{days})?"


def _date_line(page: Page) -> str:
    """Dates, times of day and ages, with a word or two beside them, such as an outlet or a section."""
    days, months, moment = one_of(page.days), one_of(page.months), _moment(page)
    return "|".join(
        (
            rf"(?:\w{{3,15}}+(?:\s\w{{2,10}}+)?\s?:\s|{one_of(page.before_dates)}\s)?"
            rf"{moment}(?:[\s|,•·/–-]{{1,3}}+{moment}){{0,2}}+(?:\s?[|•·/–-]\s?\w++(?:\s\w++)?)?",
            rf"[\w.\ ]{{2,40}}(?:,|\s[-–|])\s{days}\W++\d{{1,2}}+.{{0,40}}",
            rf"[\w.\ ]{{2,30}}\s[-–|•]\s(?:{moment}|\d{{1,2}}[\s/.-]++(?:{months}|\d{{1,2}}).{{0,30}})",
        )
    )


def _credit_line(page: Page) -> str:
    """A date, an agency, a name: what a whole line may be that says who wrote the article, and when."""
    return "|".join(
        (
            _date_line(page),
            one_of(page.agencies),
            _SITE,
            rf"[\w.'\ ]{{3,40}}\s-\s(?:{one_of(page.outlets)}|{_SITE})",
            r"\([\w.*-]{1,24}+(?:[/,|&\s]++[\w.*-]{1,24}+){0,3}+[/,|&\s]*+\)",
            rf"{one_of(page.authors)}\s(?:[\w.'-]++\s?+){{1,4}}+",
        )
    )


def _widget(page: Page) -> str:
    """The beginning of a line that is not of an article: what can be clicked, a path through the site, a number."""
    return "|".join(
        (
            rf"{one_of(page.widgets)}(?:\W*(?:\Z|[:|/&>›»]|\d)|\s{one_of(page.widget_ways)}|\s\w++\W*+\Z)",
            rf"\d++\s(?:{one_of(page.counted)}|/\s\d)",
            r"\d{1,3}\W*+\Z|[#@]\w|https?://|www\.|[\w.+-]++@[\w-]++\.\w",
            r"(?:\w++\s)?[\w ]{1,30}(?:\s[>›»|•/]\s[\w ]{1,30})+\Z",
        )
    )
