"""Which elements and rules of the codebook cause the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.adjudication.case import Case
from annotate.adjudication.report.shares import Share, share
from annotate.schema.sections import Rule


@dataclass(frozen=True)
class Work:
    """The points about an element, as a share of all points."""

    element: str
    share: Share


@dataclass(frozen=True)
class RuleWork:
    """The decided sentences on which a note names a rule of the codebook, as a share of all decided ones."""

    rule: str
    share: Share


def work_of(cases: Sequence[Case]) -> list[Work]:
    """The points about each element, most first."""
    elements = sorted({point.element for case in cases for point in case.points})
    work = [Work(element, _share_of(element, cases)) for element in elements]
    return sorted(work, key=lambda about: (-about.share.part, about.element))


def rules_work_of(rules: Iterable[Rule], decided: Sequence[Case], notes: Mapping[str, str]) -> list[RuleWork]:
    """How often notes name each rule by its title, most first; rules that none names are left out.

    Args:
        rules: those of the codebook.
        decided: the sentences that are decided.
        notes: sentence → what adjudicators noted on it.
    """
    articles = [case.article_id for case in decided]
    work = []
    for rule in rules:
        named = [float(_names(notes.get(case.sentence_id, ""), rule)) for case in decided]
        if any(named):
            work.append(RuleWork(rule.title, share(named, [1.0] * len(named), articles)))
    return sorted(work, key=lambda about: (-about.share.part, about.rule))


def _share_of(element: str, cases: Sequence[Case]) -> Share:
    parts = [float(sum(point.element == element for point in case.points)) for case in cases]
    wholes = [float(len(case.points)) for case in cases]
    return share(parts, wholes, [case.article_id for case in cases])


def _names(note: str, rule: Rule) -> bool:
    title = r"\s+".join(map(re.escape, rule.title.split()))
    return bool(re.search(rf"(?<!\w){title}(?!\w)", note, re.IGNORECASE))
