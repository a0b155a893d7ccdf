"""Whom adjudicators overruled, on what, and whether they side with somebody more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotate.adjudication.case import Case, Option, Point
from annotate.adjudication.report.shares import Share, difference, share
from annotate.adjudication.standing import Settled
from annotate.gold.decision import Decision
from annotate.gold.make import GoldRow


class Judgement(NamedTuple):
    """What an annotator's version has of a point that was decided, or of what marking by hand changed beside it.

    Attributes:
        annotator: who.
        adjudicators: who decided.
        element: what it is about.
        article_id: where.
        is_overruled: whether something else was decided.
        expected: the share of all versions that have what was decided: how likely it is that the annotator's has, if it
            does not matter who says what.
        change: the annotator's answer and the one that was decided; None of spans and claims.
    """

    annotator: str
    adjudicators: tuple[str, ...]
    element: str
    article_id: str
    is_overruled: bool
    expected: float
    change: tuple[str, str] | None


@dataclass(frozen=True)
class Overruled:
    """How often an annotator was overruled on an element; on all of them if `element` is empty."""

    annotator: str
    element: str
    share: Share


@dataclass(frozen=True)
class Siding:
    """By how much adjudicators side with an annotator more often than chance.

    `adjudicator` is empty for all of them together. An answer that more annotators gave is right more often, so chance
    is that of who gave it: of three who were asked and two who said what was decided, each did so by 2/3.
    """

    annotator: str
    adjudicator: str
    share: Share


class Changed(NamedTuple):
    """An answer of annotators that became another one, and how often."""

    element: str
    said: str
    decided: str
    times: int


def judgements_in(cases: Iterable[Case], settled: Mapping[str, Settled], rows: Iterable[GoldRow]) -> list[Judgement]:
    """What each version has of everything that adjudicators decided.

    Args:
        cases: the sentences with open points.
        settled: sentence → what was decided.
        rows: gold with what was decided, which says what became of a sentence that was marked by hand.
    """
    by_sentence = {row.sentence_id: {decision.id: decision for decision in row.decisions} for row in rows}
    judgements: list[Judgement] = []
    for case in cases:
        if case.sentence_id in settled:
            decided, decisions = settled[case.sentence_id], by_sentence[case.sentence_id]
            for point in case.points:
                judgements += _of_point(case, point, decided, decisions)
            if all(ruling.by_hand is not None for ruling in decided.rulings):
                judgements += _beside_points(case, decided, decisions)
    return judgements


def _of_point(case: Case, point: Point, decided: Settled, decisions: Mapping[str, Decision]) -> Iterator[Judgement]:
    taken = _taken(case, point, decided, decisions)
    sided = {name: option in taken for option in point.options for name in case.annotators_of(option)}
    about = (decided.ruled.by, point.element, case.article_id)
    expected = sum(sided.values()) / len(sided)
    became = decisions[point.settles[0]].value if point.settles[0] in decisions else None
    for option in point.options:
        answer = option.value["answer"] if point.kind == "claims" else option.value
        change = (_shown(answer), _shown(became)) if point.kind in ("answer", "claims") else None
        for name in case.annotators_of(option):
            yield Judgement(name, *about, not sided[name], expected, change)


def _beside_points(case: Case, decided: Settled, decisions: Mapping[str, Decision]) -> Iterator[Judgement]:
    """What nobody was asked about, because votes had decided it or nobody had marked it, and adjudicators changed."""
    asked = {name for point in case.points for name in point.settles}
    for decision in decisions.values():
        if decision.ruled is None or decision.id in asked:
            continue
        sided = {name: _says(decision, name) for name in decision.who}
        for name, said in decision.who.items():
            change = (_shown(said), _shown(decision.value)) if decision.kind in ("question", "attribute") else None
            expected = sum(sided.values()) / len(sided)
            yield Judgement(
                name, decided.ruled.by, decision.element, case.article_id, not sided[name], expected, change
            )


def _taken(case: Case, point: Point, decided: Settled, decisions: Mapping[str, Decision]) -> list[Option]:
    """The options that say what was decided: the chosen one, or those that agree with what was marked by hand."""
    for ruling in decided.rulings:
        if ruling.by_hand is None:
            chosen = [taken.option for taken in ruling.points if taken.point == point.id]
            return [option for option in point.options if option.id in chosen]
    # What is not among the decisions is about a claim that is not there any more.
    settled = [decisions[name] for name in point.settles if name in decisions]
    return [
        option
        for option in point.options
        if settled and all(_says(decision, name) for decision in settled for name in case.annotators_of(option))
    ]


def _says(decision: Decision, annotator: str) -> bool:
    """Whether an annotator voted for what was decided; who was not asked did not vote against it."""
    if annotator not in decision.who:
        return True
    value = decision.value
    if decision.kind in ("claim", "span"):
        value = [value["start"], value["end"]] if value else None
    return bool(decision.who[annotator] == value)


def overruled_in(judgements: Sequence[Judgement], elements: Sequence[str]) -> list[Overruled]:
    """How often each annotator was overruled, on everything and on each element."""
    overruled = []
    for annotator in _annotators(judgements):
        theirs = [judgement for judgement in judgements if judgement.annotator == annotator]
        for element in ("", *elements):
            about = [judgement for judgement in theirs if element in ("", judgement.element)]
            if about:
                parts = [float(judgement.is_overruled) for judgement in about]
                articles = [judgement.article_id for judgement in about]
                overruled.append(Overruled(annotator, element, share(parts, [1.0] * len(about), articles)))
    return overruled


def sides_in(judgements: Sequence[Judgement]) -> list[Siding]:
    """By how much adjudicators, all and each, side with each annotator."""
    people = sorted({name for judgement in judgements for name in judgement.adjudicators})
    sides = []
    for adjudicator in ("", *(people if len(people) > 1 else ())):
        for annotator in _annotators(judgements):
            about = [
                judgement
                for judgement in judgements
                if judgement.annotator == annotator and (not adjudicator or adjudicator in judgement.adjudicators)
            ]
            if about:
                ones = [float(not judgement.is_overruled) for judgement in about]
                expected = [judgement.expected for judgement in about]
                articles = [judgement.article_id for judgement in about]
                sides.append(Siding(annotator, adjudicator, difference(ones, expected, articles)))
    return sides


def changed_in(judgements: Iterable[Judgement]) -> list[Changed]:
    """Which answers became which others, the commonest first; spans are not compared so."""
    times = Counter(
        (judgement.element, *judgement.change)
        for judgement in judgements
        if judgement.change and judgement.change[0] != judgement.change[1]
    )
    changed = [Changed(*change, number) for change, number in times.items()]
    return sorted(changed, key=lambda change: (-change.times, *change[:3]))


def _annotators(judgements: Iterable[Judgement]) -> list[str]:
    return sorted({judgement.annotator for judgement in judgements})


def _shown(said: Any) -> str:
    return ", ".join(said) if isinstance(said, list) else said or ""
