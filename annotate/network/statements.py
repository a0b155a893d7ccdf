"""Statements, the duplicates among them, and how often each actor says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, get_args

Duplicates = Literal["include", "document", "week", "month", "year", "across"]
Period = Literal["week", "month", "year"]
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)
PERIODS: tuple[Period, ...] = get_args(Period)


@dataclass(frozen=True, slots=True)
class Statement:
    """That an actor speaks of something in a claim.

    Attributes:
        actor: the id of who speaks.
        concept: what of: the label of an attribute, or the id of the actor who is to act.
        value: the label of the qualifier; "" if there is none.
        article: the id of the article.
        sentence: the id of the sentence.
        date: of the article, ISO 8601 as far as it goes; "" if it is not known.
        weight: 1, or a part of a claim that makes several statements.
        words: of the claim's head.
        answers: what else is said of the claim, by attribute.
    """

    actor: str
    concept: str
    value: str
    article: str
    sentence: str
    date: str = ""
    weight: float = 1.0
    words: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


class Kept(NamedTuple):
    """The statements that count, and how many do not, by reason."""

    statements: list[Statement]
    left_out: Counter[str]


def without_duplicates(statements: Iterable[Statement], duplicates: Duplicates, *, with_value: bool) -> Kept:
    """Keep the earliest of equal statements: first by date, then as they come.

    Args:
        statements: in the order of the texts.
        duplicates: where equal ones count once; `include` keeps all.
        with_value: whether statements of other values are different.
    """
    left_out: Counter[str] = Counter()
    kept = []
    seen = set()
    for statement in sorted(statements, key=lambda statement: statement.date):
        where = _where(statement, duplicates)
        if where is None:
            left_out[f"no {duplicates} in the date"] += 1
            continue
        key = (where, statement.actor, statement.concept, statement.value if with_value else "")
        if duplicates != "include" and key in seen:
            left_out["duplicate"] += 1
            continue
        seen.add(key)
        kept.append(statement)
    return Kept(kept, left_out)


def by_period(statements: Iterable[Statement], period: Period) -> tuple[dict[str, list[Statement]], int]:
    """Period → its statements, in the order of time, and how many statements have no such date."""
    slices: dict[str, list[Statement]] = {}
    undated = 0
    for statement in sorted(statements, key=lambda statement: statement.date):
        name = period_of(statement.date, period)
        if name:
            slices.setdefault(name, []).append(statement)
        else:
            undated += 1
    return slices, undated


def period_of(day: str, period: Period) -> str:
    """The year, the month or the week of the year that a date is in; "" if it does not say.

    >>> period_of("2022-01-01", "month"), period_of("2022-01-01", "week"), period_of("2022", "month")
    ('2022-01', '2021-W52', '')
    """
    if period == "week":
        if len(day) < len("2022-01-01"):
            return ""
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    length = len("2022") if period == "year" else len("2022-01")
    return day[:length] if len(day) >= length else ""


def _where(statement: Statement, duplicates: Duplicates) -> str | None:
    if duplicates == "include" or duplicates == "across":
        return ""
    if duplicates == "document":
        return statement.article
    return period_of(statement.date, duplicates) or None


class Names(NamedTuple):
    """What the axes of counts are: actors, concepts and values."""

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """The shape of counts."""
        return len(self.actors), len(self.concepts), len(self.values)
