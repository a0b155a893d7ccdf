"""How often 95 % intervals hold the truth, in each cell: a measure, a design, a value, a number of articles."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import Pool
from typing import Any, NamedTuple

import numpy as np
from cases import CASES, POINT, VALUES, Case

from annotate.agreement import Agreement, Resampling, difference
from annotate.agreement.results.intervals import FEWEST_WITH_LABEL, interval
from annotate.agreement.results.sums import Sums
from annotate.errors import InsufficientData

SIZES = (5, 10, 20, 30, 50)
MOST_FITTED = 100
_MOST = max(SIZES)
_REACHED = 0.03
_ENOUGH = 10_000
"""Articles from which the true value is taken, where it is not taken from all data sets."""

_SOME = 0.1
"""Cells in which fewer data sets have an interval are left out."""


Bounds = tuple[tuple[float, float] | None, str]
"""An interval, if there is one, and its note."""

Found = Callable[[int, int], Bounds]
"""The number of a data set, and how many articles it has → its interval."""


class Cell(NamedTuple):
    """Attributes:
    case: its number.
    value: the true one, which is that of all data sets together.
    articles: how many a data set has.
    held: the share of intervals that hold the value.
    above: the share of intervals that lie wholly below it: the truth is above.
    given: the share of data sets with an interval.
    width: the median.
    noted: the share of intervals with a note of their own, beside that articles are few.
    """

    case: int
    value: float
    articles: int
    held: float
    above: float
    given: float
    width: float
    noted: float


class Task(NamedTuple):
    case: int
    value: float
    sets: int


def cover(tasks: list[Task], processes: int) -> Iterator[list[Cell]]:
    """The cells of each task, in the order of tasks."""
    if processes < 2:
        yield from map(cells, tasks)
        return
    with Pool(processes) as pool:
        yield from pool.imap(cells, tasks)


def tasks(word: str, sets: int) -> list[Task]:
    """A task for each value of the cases whose room, name or design has a word."""
    chosen = [number for number, case in enumerate(CASES) if word in f"{case.room}: {case.name}, {case.design}"]
    return [Task(number, value, _enough(CASES[number], sets)) for number in chosen for value in VALUES]


def _enough(case: Case, sets: int) -> int:
    """A model is fitted for each interval, which takes a hundred times as long as the others."""
    return min(sets, MOST_FITTED) if case.truth else sets


def cells(task: Task) -> list[Cell]:
    """The cells of a case and a value; none where the design cannot reach the value."""
    case = CASES[task.case]
    rng = np.random.default_rng(zlib.crc32(f"{case.name}, {case.design}, {task.value}".encode()))
    skill = _skill(case, task.value)
    data, article = case.simulate(task.sets * _MOST, skill, rng)
    if case.truth:
        truth, bounds = case.truth(data), _alone(case, data, article)
    elif case.apart:
        # One call on all sentences would take as long as the data sets one by one.
        enough = int(np.searchsorted(article, _ENOUGH))
        whole = case.measure([line[:enough] for line in data], articles=article[:enough], resampling=POINT)
        truth, bounds = whole.value, _alone(case, data, article)
    else:
        whole = case.measure(data, articles=article, resampling=POINT)
        truth, bounds = whole.value, _sliced(case, whole.sums)
    if abs(truth - task.value) > _REACHED:
        return []
    if case.rounds:
        data, article = case.simulate(task.sets * _MOST, skill, rng)
        # Other names in the same order, so that the articles of a data set stay together.
        other = case.measure(data, articles=article + 0.5, resampling=POINT)
        truth, bounds = whole.value - other.value, _compared(whole, other)
    elif case.second:
        other = case.second(data, articles=article, resampling=POINT)
        truth, bounds = whole.value - other.value, _compared(whole, other)
    return [_cell(task.case, truth, size, [bounds(number, size) for number in range(task.sets)]) for size in SIZES]


def _alone(case: Case, data: list[Any], article: np.ndarray) -> Found:
    """Each data set measured by itself."""
    begins = np.searchsorted(article, np.arange(article[-1] + 2))

    def bounds(number: int, size: int) -> Bounds:
        some = slice(begins[number * _MOST], begins[number * _MOST + size])
        try:
            found = case.measure([line[some] for line in data], articles=article[some])
        except InsufficientData as error:
            return None, error.message
        return found.interval, found.note

    return bounds


def _sliced(case: Case, pooled: Sums) -> Found:
    """The interval of the sums of each data set."""

    def bounds(number: int, size: int) -> Bounds:
        sums = _slice(pooled, number, size)
        if not len(sums.times) or np.isnan(sums.estimator(sums.total).value):
            return None, "undefined"
        if case.name == "alpha by category" and sums.groups < FEWEST_WITH_LABEL:
            return None, "too few articles have the label"
        found = interval(sums, Resampling())
        return found.bounds, found.note

    return bounds


def _compared(first: Agreement, second: Agreement) -> Found:
    def bounds(number: int, size: int) -> Bounds:
        found = difference(*(_result(each, number, size) for each in (first, second)))
        return found.interval, found.note

    return bounds


def _result(result: Agreement, number: int, size: int) -> Agreement:
    return replace(result, sums=_slice(result.sums, number, size))


def _slice(sums: Sums, number: int, size: int) -> Sums:
    """The sums of the first articles of a data set."""
    begin, end = np.searchsorted(sums.articles, [number * _MOST, number * _MOST + size])
    return replace(sums, rows=sums.rows[begin:end], times=sums.times[begin:end], articles=sums.articles[begin:end])


def _cell(case: int, truth: float, size: int, found: list[Bounds]) -> Cell:
    made = np.array([bounds for bounds, _ in found if bounds], dtype=float).reshape(-1, 2)
    if not len(made):
        return Cell(case, truth, size, np.nan, np.nan, 0.0, np.nan, np.nan)
    low, high = made.T
    held, above = ((low <= truth) & (truth <= high)).mean(), (high < truth).mean()
    width = np.median(high - np.maximum(low, -1))
    noted = np.mean([not re.fullmatch(r"(only \d+ articles)?", note) for bounds, note in found if bounds])
    return Cell(case, truth, size, *(float(part) for part in (held, above, len(made) / len(found), width, noted)))


def _skill(case: Case, value: float) -> float:
    """The skill at which the measure has the value, by halving."""
    low, high = 1e-3, 1 - 1e-4
    articles = 500 if case.room == "claims" else 2000
    for _ in range(12):
        middle = 1 / (1 + np.exp(-(np.log(low / (1 - low)) + np.log(high / (1 - high))) / 2))
        data, article = case.simulate(articles, middle, np.random.default_rng(7))
        measured = case.truth(data) if case.truth else case.measure(data, articles=article, resampling=POINT).value
        found = measured or 0.0
        low, high = (middle, high) if found < value else (low, middle)
    return low


def table(found: list[Cell]) -> str:
    """Mean coverage over each case's values, the worst and best of them, and the share without an interval."""
    titles = " | ".join(f"{size} articles" for size in SIZES)
    lines = [f"| measure | data | {titles} |", f"|---|---|{'---:|' * len(SIZES)}"]
    for number in dict.fromkeys(cell.case for cell in found):
        columns = []
        for size in SIZES:
            columns.append(_told([cell for cell in found if (cell.case, cell.articles) == (number, size)]))
        lines.append(f"| {CASES[number].name} | {CASES[number].design} | {' | '.join(columns)} |")
    return "\n".join(lines)


def _told(every: list[Cell]) -> str:
    some = [cell for cell in every if cell.given > _SOME]
    if not some:
        return "–"
    held, without = [cell.held for cell in some], 1 - np.mean([cell.given for cell in some])
    missing = f"; {without:.0%} without" if without > 0.005 else ""
    return f"{100 * np.mean(held):.1f} ({100 * min(held):.0f}–{100 * max(held):.0f}{missing})"


def outside(found: list[Cell]) -> str:
    """Every cell that covers less or more than is wanted."""
    lines = [
        "| measure | data | value | articles | held | truth above | width | noted |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for cell in found:
        least = 0.9 if cell.articles < 10 else 0.92
        if cell.given > _SOME and not least <= cell.held <= 0.98:
            case = CASES[cell.case]
            lines.append(
                f"| {case.name} | {case.design} | {cell.value:.2f} | {cell.articles} "
                f"| {cell.held:.1%} | {cell.above:.1%} | {cell.width:.2f} | {cell.noted:.0%} |"
            )
    return "\n".join(lines)
