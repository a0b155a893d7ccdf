"""Choosing what to annotate, article by article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from annotate.corpus.selecting.matching import search_time
from annotate.corpus.selecting.sample import draw
from annotate.corpus.selecting.selection import NOT_ISO, Selection, SelectionReport, iso_date
from annotate.corpus.sentences import Sentence

_SAMPLE = 400  # characters that show an article's language


def select(sentences: Iterable[Sentence], selection: Selection, report: SelectionReport) -> Iterator[Sentence]:
    """Yield the chosen sentences in their order.

    Args:
        sentences: those of one article are together.
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


def _kept(
    article: list[Sentence], selection: Selection, pattern: re.Pattern[str], report: SelectionReport
) -> list[Sentence]:
    """The sentences of one article that meet the conditions."""
    report.articles += 1
    report.kinds.update([sentence.kind for sentence in article])
    report.read += len(article)
    metadata = article[0].article
    report.note_language(metadata, _middle(article))
    if selection.where or selection.by:
        report.note_fields({name: [str(metadata[name])] if name in selection.where else [] for name in metadata})
    reason = _reason(metadata, selection)
    if reason:
        report.left_out[reason] += len(article)
        report.articles_left_out[reason] += 1
        return []
    of_kind = [sentence for sentence in article if sentence.kind in selection.kinds]
    matching = of_kind
    if pattern.pattern:
        with search_time(pattern.pattern, article[0].article_id):
            matching = [sentence for sentence in of_kind if pattern.search(sentence.text)]
    kept = of_kind if selection.whole_articles and matching else matching
    report.left_out["kinds"] += len(article) - len(of_kind)
    report.left_out["match"] += len(of_kind) - len(kept)
    return kept


def _middle(article: list[Sentence]) -> str:
    """Some of its text, away from titles and links."""
    texts: list[str] = []
    for sentence in article[len(article) // 3 :]:
        if sum(map(len, texts)) >= _SAMPLE:
            break
        texts.append(sentence.text)
    return " ".join(texts)


def _reason(article: Mapping[str, Any], selection: Selection) -> str:
    """The condition that leaves the whole article out, or nothing."""
    for name, values in selection.where.items():
        if str(article.get(name, "")) not in values:
            return f"where {name}"
    if not (selection.since or selection.until):
        return ""
    value = article.get("date", "")
    if value == "":
        return "no date"
    date = iso_date(str(value))
    if not date:
        return NOT_ISO
    if date < selection.since or (selection.until and date[: len(selection.until)] > selection.until):
        return "date"
    return ""
