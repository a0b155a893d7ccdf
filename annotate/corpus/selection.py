"""Choosing what to annotate, and saying what was left out and why."""

from __future__ import annotations

import heapq
import pickle
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from itertools import chain, groupby
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any

from annotate.corpus.kinds import KINDS, Kind
from annotate.corpus.sentences import Sentence
from annotate.errors import CorpusError, WorkspaceError

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![^T ])|\d{8}(?![^T ])")

Group = list[Sentence]
"""What is kept or left out together: one sentence, or all the sentences of one article."""


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
        CorpusError: `match` is no regular expression, or `since` or `until` no such date.
    """

    kinds: Collection[Kind] = KINDS
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
                f"{self.match!r} is no regular expression: {error}", "put \\ before ( ) [ ] . ? * +"
            ) from error
        for given in (self.since, self.until):
            if given and iso_date(given) != given:
                raise CorpusError(f"{given!r} is no date", "write it like 2022, 2022-03 or 2022-03-01")


EVERYTHING = Selection()
_VALUES_NAMED = 5
NOT_ISO = "date not ISO 8601"
"""The reason that leaves out an article whose date cannot be compared."""


@dataclass(slots=True)
class SelectionReport:
    """How many articles and sentences were read, how many were kept, and how many each condition left out.

    Attributes:
        articles_kept: how many articles have a sentence that was kept.
        kinds: how many of the sentences read are of each kind.
        left_out: how many sentences each condition left out; that of a field is named `where FIELD`.
        articles_left_out: how many articles were left out whole for what is known of them, by the same names.
        fields: for a choice by fields: those that articles have, and for those chosen by, some of their values.
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
    strata: dict[str, tuple[int, int]] = field(default_factory=dict)

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

    def to_row(self, selection: Selection) -> dict[str, Any]:
        """The choice and its counts as one JSON document."""
        return {
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


def select(sentences: Iterable[Sentence], selection: Selection, report: SelectionReport) -> Iterator[Sentence]:
    """Yield the chosen sentences in their order.

    Args:
        sentences: those of one article stand together.
        selection: what to keep.
        report: is filled in while the sentences are read.
    """
    pattern = re.compile(selection.match, re.IGNORECASE)
    if selection.sample is not None:
        yield from draw(select(sentences, replace(selection, sample=None), report), selection, report)
        return
    for _, group in groupby(sentences, key=attrgetter("article_id")):
        kept = _kept(list(group), selection, pattern, report)
        report.kept += len(kept)
        report.articles_kept += bool(kept)
        yield from kept


def require_kept(selection: Selection, report: SelectionReport) -> None:
    """See that something was kept, before anything is written.

    Raises:
        CorpusError: there are no articles, the choice left out all, or no article has the field that shares the sample.
    """
    if not report.articles:
        raise CorpusError("there is no article to split", "mend those that cannot be read, or give others")
    if selection.by and selection.by not in report.fields:
        raise CorpusError(f"no article has the field {selection.by!r} of --by", _fields_there(report))
    if report.kept:
        return
    for name, values in selection.where.items():
        wanted = " or ".join(sorted(values))
        if name not in report.fields:
            raise CorpusError(f"no article has the field {name!r} of --where", _fields_there(report))
        if report.articles_left_out[f"where {name}"] == report.articles:
            hint = f"write it as it is there, such as {', '.join(report.fields[name])}"
            raise CorpusError(f"no article has {name}={wanted}", hint)
    causes = ", ".join(f"{count} by {reason}" for reason, count in report.left_out.most_common() if count)
    raise CorpusError(f"the choice leaves out all {report.read} segments: {causes}", "loosen one of these conditions")


def _fields_there(report: SelectionReport) -> str:
    names = ", ".join(sorted(report.fields))
    return f"they have {names}" if names else "they have none; --column names a table's columns"


def draw(sentences: Iterable[Sentence], selection: Selection, report: SelectionReport) -> Iterator[Sentence]:
    """Yield a sample of sentences that meet the other conditions, in their order.

    Args:
        sentences: those of one article stand together.
        selection: `sample` and what it is drawn by; its conditions are not looked at.
        report: what these sentences were counted in; what is drawn is counted instead of what is kept.
    """
    groups: Iterable[Group] = ([sentence] for sentence in sentences)
    if selection.whole_articles:
        groups = (list(group) for _, group in groupby(sentences, key=attrgetter("article_id")))
    drawn = list(chain.from_iterable(_sampled(groups, selection, report)))
    report.kept = len(drawn)
    report.articles_kept = sum(1 for _ in groupby(drawn, key=attrgetter("article_id")))
    yield from drawn


def _kept(
    article: list[Sentence], selection: Selection, pattern: re.Pattern[str], report: SelectionReport
) -> list[Sentence]:
    """The sentences of one article that meet the conditions."""
    report.articles += 1
    report.kinds.update([sentence.kind for sentence in article])
    report.read += len(article)
    known = article[0].article
    if selection.where or selection.by:
        report.note_fields({name: [str(known[name])] if name in selection.where else [] for name in known})
    reason = _reason(known, selection)
    if reason:
        report.left_out[reason] += len(article)
        report.articles_left_out[reason] += 1
        return []
    of_kind = [sentence for sentence in article if sentence.kind in selection.kinds]
    matching = [sentence for sentence in of_kind if pattern.search(sentence.text)]
    kept = of_kind if selection.whole_articles and matching else matching
    report.left_out["kinds"] += len(article) - len(of_kind)
    report.left_out["match"] += len(of_kind) - len(kept)
    return kept


def _reason(article: Mapping[str, Any], selection: Selection) -> str:
    """The condition that leaves the whole article out, or nothing."""
    for name, values in selection.where.items():
        if str(article.get(name, "")) not in values:
            return f"where {name}"
    if not (selection.since or selection.until):
        return ""
    given = article.get("date", "")
    if given == "":
        return "no date"
    date = iso_date(str(given))
    if not date:
        return NOT_ISO
    if date < selection.since or (selection.until and date[: len(selection.until)] > selection.until):
        return "date"
    return ""


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


def _sampled(groups: Iterable[Group], selection: Selection, report: SelectionReport) -> Iterator[Group]:
    """Draw groups until there are `size` sentences; memory holds no more than the places of `size` of each stratum.

    A group's rank is a hash of the seed and its first sentence's id, so that the draw does not depend on the order of
    the articles or on how they were read. What may yet be drawn is in a temporary file: how much of a stratum that is
    is known only at the end, and a corpus may have as many strata as days.
    """
    size = selection.sample or 0
    lowest: dict[str, list[tuple[int, int, int, int]]] = {}
    held: Counter[str] = Counter()
    available: Counter[str] = Counter()
    chosen: list[tuple[int, int]] = []
    with TemporaryFile() as file:
        for number, group in enumerate(groups):
            stratum = str(group[0].article.get(selection.by, "")) if selection.by else ""
            heap = lowest.setdefault(stratum, [])
            available[stratum] += len(group)
            rank = -_rank(selection.seed, group[0].id)
            if held[stratum] >= size and (rank, number) < heap[0][:2]:
                continue
            heapq.heappush(heap, (rank, number, len(group), _spill(group, file)))
            held[stratum] += len(group)
            while held[stratum] - heap[0][2] >= size:
                held[stratum] -= heapq.heappop(heap)[2]
        for stratum, share in _shares(available, size).items():
            drawn = 0
            for _, number, count, place in sorted(lowest[stratum], reverse=True):
                if drawn >= share:
                    break
                drawn += count
                chosen.append((number, place))
            report.strata[stratum] = (available[stratum], drawn)
            report.left_out["sample"] += available[stratum] - drawn
        if not selection.by:
            report.strata.clear()
        for _, place in sorted(chosen):
            file.seek(place)
            yield pickle.load(file)


def _spill(group: Group, file: IO[bytes]) -> int:
    """Append a group to a temporary file and say where it is."""
    try:
        place = file.tell()
        pickle.dump(group, file)
        return place
    except OSError as error:
        hint = "free some space there, or set TMPDIR to another folder"
        raise WorkspaceError(f"the temporary file of the sample: {error.strerror or error}", hint) from error


def _shares(available: Counter[str], size: int) -> dict[str, int]:
    """Split the sample in proportion to what is available, by the largest remainders."""
    total = available.total()
    size = min(size, total)
    exact = {stratum: size * count / total for stratum, count in sorted(available.items())}
    shares = {stratum: int(share) for stratum, share in exact.items()}
    rest = sorted(exact, key=lambda stratum: shares[stratum] - exact[stratum])
    for stratum in rest[: size - sum(shares.values())]:
        shares[stratum] += 1
    return shares


def _rank(seed: int, identifier: str) -> int:
    return int.from_bytes(blake2b(f"{seed}:{identifier}".encode("utf-8", "surrogatepass"), digest_size=8).digest())
