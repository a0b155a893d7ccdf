"""Which elements and rules of the codebook cause the work."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotate.adjudication.case import Case
from annotate.adjudication.report.shares import Share, share
from annotate.schema.model import Schema
from annotate.schema.sections import Rule


@dataclass(frozen=True)
class Work:
    """The points about an element, as a share of all points."""

    element: str
    share: Share


@dataclass(frozen=True)
class RuleWork:
    """The points about the elements that a rule of the codebook names, as a share of all points."""

    rule: str
    elements: tuple[str, ...]
    share: Share


def work_of(cases: Sequence[Case]) -> list[Work]:
    """The points about each element, most first."""
    elements = sorted({point.element for case in cases for point in case.points})
    work = [Work(element, _share_of({element}, cases)) for element in elements]
    return sorted(work, key=lambda about: (-about.share.part, about.element))


def rules_work_of(cases: Sequence[Case], schema: Schema) -> list[RuleWork]:
    """The points about what each rule names, most first; rules that name nothing that is open are left out."""
    elements = [about.element for about in work_of(cases)]
    rules = []
    for rule in schema.rules:
        named = tuple(element for element in elements if _names(rule, element, schema))
        if named:
            rules.append(RuleWork(rule.title, named, _share_of(set(named), cases)))
    return sorted(rules, key=lambda about: (-about.share.part, about.rule))


def _share_of(elements: Collection[str], cases: Sequence[Case]) -> Share:
    parts = [float(sum(point.element in elements for point in case.points)) for case in cases]
    wholes = [float(len(case.points)) for case in cases]
    return share(parts, wholes, [case.article_id for case in cases])


def _names(rule: Rule, element: str, schema: Schema) -> bool:
    """Whether a rule or one of its examples names an element, or its title."""
    headings = {each.name: each.heading for each in (*schema.answerables, *schema.roles)}
    words = sorted({element, element.replace("_", " "), headings.get(element, element)})
    pattern = rf"\b(?:{'|'.join(map(re.escape, words))})s?\b"
    notes = " ".join(example.note for example in rule.examples)
    return bool(re.search(pattern, f"{rule.title} {rule.text} {notes}", re.IGNORECASE))
