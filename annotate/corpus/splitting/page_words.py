"""The phrases by which lines of web pages are known, out of a language's file and those that it names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from annotate.corpus.splitting.language import read_sections, words_of
from annotate.corpus.splitting.phrases import parted


@dataclass(frozen=True, slots=True)
class Page:
    """The phrases by which a page's lines are known, in small letters but for blocks; `phrases` says how they are read.

    Attributes:
        link_signs: begin a link to another article, whatever follows.
        link_cues: do so with a colon after them, or if no sentence follows.
        link_labels: do so with a colon after them, or if three words at most follow.
        list_ends: end the heading of a list of links.
        credit_signs: begin a line about who wrote it, whatever follows.
        credit_cues: do so with a colon after them, or if no sentence follows.
        credit_endings: end a sentence about who wrote it.
        credit_words: do so with a colon, a bar or a slash after them.
        authors: do so before a name that ends the line.
        agencies: are such a line by themselves.
        outlets: end such a line, after a hyphen.
        notice_signs: begin what the site says of itself, whatever follows.
        notice_cues: do so with a colon after them, or if no sentence follows.
        syndication: begin the notice after which no more of the article comes.
        networks: what `<network>` means.
        widgets: labels of what can be clicked.
        widget_ways: words that go on after such a label.
        counted: follow a figure in such a label.
        tag_heads: are above a list of tags.
        days: of the week.
        months: as they are written in dates.
        in_dates: are between a day, a month and a year.
        before_dates: are before a date.
        before_clocks: are before a time of day.
        zones: are after it.
        ago: follow a figure, and say how old an article is.
        ages: say it as a whole.
        blocks: are alone among joined lines, as they are written.
        titled_blocks: have a title after them among joined lines, as they are written.
    """

    link_signs: tuple[str, ...]
    link_cues: tuple[str, ...]
    link_labels: tuple[str, ...]
    list_ends: tuple[str, ...]
    credit_signs: tuple[str, ...]
    credit_cues: tuple[str, ...]
    credit_endings: tuple[str, ...]
    credit_words: tuple[str, ...]
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    notice_signs: tuple[str, ...]
    notice_cues: tuple[str, ...]
    syndication: tuple[str, ...]
    networks: tuple[str, ...]
    widgets: tuple[str, ...]
    widget_ways: tuple[str, ...]
    counted: tuple[str, ...]
    tag_heads: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    in_dates: tuple[str, ...]
    before_dates: tuple[str, ...]
    before_clocks: tuple[str, ...]
    zones: tuple[str, ...]
    ago: tuple[str, ...]
    ages: tuple[str, ...]
    blocks: tuple[str, ...]
    titled_blocks: tuple[str, ...]


@lru_cache
def load_page(code: str) -> Page:
    """The phrases by which lines of pages are known, in a language and in those that its file names under `also`.

    Raises:
        CorpusError: there is no such file.
    """
    codes = [code]
    for one in codes:
        codes += [
            other for other in words_of(read_sections(one).get("also", ())) if other.islower() and other not in codes
        ]

    def phrases(section: str) -> tuple[str, ...]:
        return tuple(phrase for one in codes for line in read_sections(one).get(section, ()) for phrase in parted(line))

    return Page(**{field.name: phrases(field.name.replace("_", " ")) for field in fields(Page)})
