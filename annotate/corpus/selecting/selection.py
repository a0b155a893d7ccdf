"""What to keep of a corpus, and how many each condition left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotate.corpus.splitting.lines import KINDS, SegmentKind
from annotate.corpus.splitting.which_language import common_words, own_language
from annotate.errors import CorpusError
from annotate.formats import with_format

_FORMAT = 1
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![^T ])|\d{8}(?![^T ])")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; each condition narrows the choice.

    Attributes:
        kinds: kinds of segment.
        match: a regular expression that the sentence contains, in any case.
        where: fields of the article and the values they may have, such as {"source": {"Kompas", "Tempo"}}.
        since: first date of the article, ISO 8601 as far as it goes: 2022, 2022-03 or 2022-03-01.
        until: last date, likewise; 2022 means all of that year.
        sample: how many sentences to draw at random from those.
        by: field of the article whose values share the sample in proportion to what there is of each.
        seed: of the draw; the same seed draws the same sentences from the same corpus.
        whole_articles: keep or leave out all of an article's sentences of these kinds together; one that matches is
            enough, and the sample may exceed its size by part of an article.

    Raises:
        CorpusError: `match` is not a regular expression, or `since` or `until` not such a date.
    """

    kinds: Collection[SegmentKind] = KINDS
    match: str = ""
    where: Mapping[str, Collection[str]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    sample: int | None = None
    by: str = ""
    seed: int = 0
    whole_articles: bool = False

    def __post_init__(self) -> None:
        try:
            re.compile(self.match)
        except re.error as error:
            raise CorpusError(
                f"{self.match!r} is not a regular expression: {error}", "put \\ before ( ) [ ] . ? * +"
            ) from error
        for given in (self.since, self.until):
            if given and iso_date(given) != given:
                raise CorpusError(f"{given!r} is not a date", "write it like 2022, 2022-03 or 2022-03-01")


EVERYTHING = Selection()
_VALUES_NAMED = 5
SAMPLE = "sample"
"""The reason that leaves out what was not drawn."""
NOT_ISO = "date not ISO 8601"
"""The reason that leaves out an article whose date cannot be compared."""


@dataclass(slots=True)
class SelectionReport:
    """How many articles and sentences were read, how many were kept, and how many each condition left out.

    Attributes:
        articles_kept: how many articles have a sentence that was kept.
        repetitions: how many articles more were left out since they repeat an earlier one.
        kinds: how many of the sentences read are of each kind.
        left_out: how many sentences each condition left out; that of a field is named `where FIELD`.
        articles_left_out: how many articles were left out whole for what is known of them, by the same names.
        fields: for a choice by fields: those that articles have, and for those chosen by, some of their values.
        languages: how many articles name each language, or none, under the empty string.
        common_words: of those articles, as `which_language.common_words` counts them.
        strata: for a sample by a field: how many sentences each value had and how many were drawn.
    """

    articles: int = 0
    articles_kept: int = 0
    read: int = 0
    kept: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    articles_left_out: Counter[str] = field(default_factory=Counter)
    fields: dict[str, list[str]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    common_words: dict[str, Counter[str]] = field(default_factory=dict)
    strata: dict[str, tuple[int, int]] = field(default_factory=dict)
    repetitions: int = 0

    def note_fields(self, names: Mapping[str, Iterable[str]]) -> None:
        """Remember fields that an article has, and some of the values of each."""
        for name, values in names.items():
            known = self.fields.setdefault(name, [])
            known += [value for value in values if value not in known][: _VALUES_NAMED - len(known)]

    def add(self, other: SelectionReport) -> None:
        """Count another part of the same corpus."""
        self.articles += other.articles
        self.articles_kept += other.articles_kept
        self.kinds.update(other.kinds)
        self.read += other.read
        self.kept += other.kept
        self.left_out.update(other.left_out)
        self.articles_left_out.update(other.articles_left_out)
        self.note_fields(other.fields)
        self.languages.update(other.languages)
        for language, counts in other.common_words.items():
            self.common_words.setdefault(language, Counter()).update(counts)

    def note_language(self, known: Mapping[str, Any], text: str) -> None:
        """Count an article, and some text in its middle, for the language that it names."""
        language = own_language(known, text)
        self.languages[language] += 1
        self.common_words.setdefault(language, Counter()).update(common_words(text))

    def to_row(self, selection: Selection) -> dict[str, Any]:
        """The choice and its counts as one JSON document."""
        row = {
            "selection": {
                "kinds": list(selection.kinds),
                "match": selection.match,
                "where": {name: sorted(values) for name, values in selection.where.items()},
                "since": selection.since,
                "until": selection.until,
                "sample": selection.sample,
                "by": selection.by,
                "seed": selection.seed,
                "whole_articles": selection.whole_articles,
            },
            "articles": self.articles,
            "articles_kept": self.articles_kept,
            "kinds": dict(self.kinds),
            "read": self.read,
            "kept": self.kept,
            "left_out": {condition: count for condition, count in self.left_out.items() if count},
            "articles_left_out": dict(self.articles_left_out),
            "strata": {value: {"available": all_, "drawn": drawn} for value, (all_, drawn) in self.strata.items()},
        }
        return with_format(row, _FORMAT)


def require_kept(selection: Selection, report: SelectionReport) -> None:
    """See that something was kept, before anything is written.

    Raises:
        CorpusError: there are no articles, the choice left out all, or no article has the field that shares the sample.
    """
    if not report.articles and report.repetitions:  # of articles that were there before
        return
    if not report.articles:
        raise CorpusError("there are no articles to split", "repair the unreadable articles, or give others")
    if selection.by and selection.by not in report.fields:
        raise CorpusError(f"no article has a field {selection.by!r} (--by)", _fields_there(report))
    if report.kept:
        return
    for name, values in selection.where.items():
        wanted = " or ".join(sorted(values))
        if name not in report.fields:
            raise CorpusError(f"no article has a field {name!r} (--where)", _fields_there(report))
        if report.articles_left_out[f"where {name}"] == report.articles:
            hint = f"write a value that exists, e.g. {', '.join(report.fields[name])}"
            raise CorpusError(f"no article has {name}={wanted}", hint)
    causes = ", ".join(f"{count} by {reason}" for reason, count in report.left_out.most_common() if count)
    raise CorpusError(f"the conditions leave out all {report.read} segments: {causes}", "relax one of these conditions")


def _fields_there(report: SelectionReport) -> str:
    names = ", ".join(sorted(report.fields))
    return f"fields in these articles: {names}" if names else "they have none; --column names a table's columns"


def iso_date(text: str) -> str:
    """The day of an ISO 8601 date, with or without a time, or its year or month if that is all it names; else nothing.

    >>> iso_date("2022-01-30T08:00:00+07:00"), iso_date("20220130"), iso_date("2022-01"), iso_date("30/01/2022")
    ('2022-01-30', '2022-01-30', '2022-01', '')
    """
    if not _DATE.match(text):
        return ""
    try:
        if len(text) <= len("2022-01"):
            datetime.strptime(text, "%Y-%m" if "-" in text else "%Y")
            return text
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return ""
