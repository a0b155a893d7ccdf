"""What a plan will cost and what it can show, before anybody begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import ceil, comb, sqrt
from typing import NamedTuple

from annotate.allocation.allocate import CALIBRATION, Plan, assignees
from annotate.counting import count

EXPECTED = 0.67
RELIABLE = 0.80
_NORMAL_95 = 1.96


class Share(NamedTuple):
    """One annotator's part: tasks by kind, and the hours they take."""

    annotator: str
    calibration: int
    main: int
    repeats: int
    hours: float


class Precision(NamedTuple):
    """The half-width of agreement's 95 % interval if the plan's annotations were spread with this overlap.

    `needed` is how many sentences would tell an agreement of 0.67 from one of 0.80.
    """

    overlap: int
    sentences: int
    half_width: float
    needed: int

    @property
    def verdict(self) -> str:
        """Whether that is narrow enough to mean anything, in a sentence."""
        clearly = "clearly" if self.sentences >= self.needed else "not clearly"
        sentences = f"With {count(self.sentences, 'sentence')}"
        values = f"α = {RELIABLE:.2f} is {clearly} above {EXPECTED:.2f}"
        return f"{sentences} {values}: {self.needed} are needed."


class Forecast(NamedTuple):
    """`pairs` are the sentences that two annotators share; `left_over` are those with fewer annotators than asked."""

    shares: list[Share]
    pairs: dict[tuple[str, str], int]
    left_over: int
    precision: list[Precision]


class Part(NamedTuple):
    """One part of a shared launch: each of its sentences goes to `annotators` of them; hours are everybody's."""

    part: str
    sentences: int
    annotators: int
    annotations: int
    hours: float


class SharedForecast(NamedTuple):
    """What can be said before Label Studio hands anything out."""

    parts: list[Part]
    precision: list[Precision]


def forecast(plan: Plan, annotators: Sequence[str], overlap: int, seconds: float) -> Forecast:
    """Look ahead on a plan at `seconds` a sentence.

    What was given to anybody but `annotators` counts for nothing: only the server knows what those who left finished.
    """
    has = {sentence: [name for name in annotators if name in names] for sentence, names in assignees(plan).items()}
    shares = []
    for annotator in annotators:
        assignments = plan.assignments.get(annotator, {})
        rounds = Counter(
            plan.rounds.get(assignment.sentence, 1) == CALIBRATION
            for assignment in assignments
            if not assignment.repeat
        )
        repeats = sum(assignment.repeat for assignment in assignments)
        shares.append(Share(annotator, rounds[True], rounds[False], repeats, len(assignments) * seconds / 3600))
    pairs = dict.fromkeys(combinations(annotators, 2), 0)
    for names in has.values():
        for pair in combinations(names, 2):
            pairs[pair] += 1
    precision = _precision(len(has), sum(map(len, has.values())), len(annotators))
    return Forecast(shares, pairs, sum(len(names) < overlap for names in has.values()), precision)


def forecast_shared(plan: Plan, annotators: Sequence[str], overlap: int, seconds: float) -> SharedForecast:
    """Look ahead on the plan of a shared launch, in which nobody has been given anything, at `seconds` a sentence."""
    calibration = sum(number == CALIBRATION for number in plan.rounds.values())
    parts = [
        Part(name, sentences, wanted, sentences * wanted, sentences * wanted * seconds / 3600)
        for name, sentences, wanted in (
            ("calibration", calibration, len(annotators)),
            ("main", len(plan.rounds) - calibration, overlap),
        )
    ]
    total = sum(part.annotations for part in parts)
    return SharedForecast(parts, _precision(len(plan.rounds), total, len(annotators)))


def _precision(sentences: int, annotations: int, annotators: int) -> list[Precision]:
    return [
        Precision(number, spread, half_width(spread, number), sentences_needed(number))
        for number in range(2, annotators + 1)
        if (spread := min(sentences, annotations // number))
    ]


def half_width(sentences: int, overlap: int) -> float:
    """Half the 95 % interval of agreement that may be expected at a true 0.67, for two labels equally common.

    Annotators are taken to err alike and each on their own, and sentences to be independent; within articles they are
    not quite, so the interval will be this wide or wider. For two annotators this is Cohen's standard error.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales; for more annotators the variance of the share of
        agreeing pairs is summed over the binomial distribution.
    """
    chance = 0.5
    agreeing = chance + EXPECTED * (1 - chance)
    right = (1 + sqrt(2 * agreeing - 1)) / 2
    pairs = comb(overlap, 2)
    outcomes = [
        (
            comb(overlap, correct) * right**correct * (1 - right) ** (overlap - correct),
            (comb(correct, 2) + comb(overlap - correct, 2)) / pairs,
        )
        for correct in range(overlap + 1)
    ]
    variance = sum(chance_of * share**2 for chance_of, share in outcomes) - agreeing**2
    return _NORMAL_95 * sqrt(variance / sentences) / (1 - chance)


def sentences_needed(overlap: int) -> int:
    """How many sentences tell an agreement of 0.67 from one of 0.80 with this overlap."""
    return ceil((half_width(1, overlap) / ((RELIABLE - EXPECTED) / 2)) ** 2)
