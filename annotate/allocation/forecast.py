"""What a plan will cost and what it can show, before anybody begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

from annotate.allocation.plan import CALIBRATION, Plan, assignees
from annotate.allocation.precision import EXPECTED, RELIABLE, Assumptions, half_width, sentences_needed
from annotate.counting import count


class AnnotatorLoad(NamedTuple):
    """One annotator's part: tasks by kind, and the hours they take."""

    annotator: str
    calibration: int
    main: int
    repeats: int
    hours: float


class Precision(NamedTuple):
    """The half-width of agreement's 95 % interval if the plan's annotations were spread with this overlap.

    It is that of α at 0.67, under assumptions, of which `within_article` is ρ. `needed` is how many sentences would
    tell an agreement of 0.67 from one of 0.80.
    """

    overlap: int
    sentences: int
    half_width: float
    needed: int
    within_article: float

    @property
    def verdict(self) -> str:
        """Whether that is narrow enough to mean anything, in a sentence."""
        clearly = "clearly" if self.sentences >= self.needed else "not clearly"
        sentences = f"With {count(self.sentences, 'sentence')}"
        values = f"α = {RELIABLE:.2f} is {clearly} above {EXPECTED:.2f}"
        return f"{sentences} {values}: {self.needed} are needed."


class Forecast(NamedTuple):
    """`pairs` are the sentences that two annotators share; `left_over` are those with fewer annotators than asked."""

    sentences: int
    shares: list[AnnotatorLoad]
    pairs: dict[tuple[str, str], int]
    left_over: int
    precision: list[Precision]

    def to_json(self) -> dict[str, Any]:
        """The forecast as `push --dry-run --json` prints it."""
        return {
            "shares": [share._asdict() for share in self.shares],
            "pairs": [{"annotators": pair, "sentences": shared} for pair, shared in self.pairs.items()],
            "left_over": self.left_over,
            "precision": [each._asdict() for each in self.precision],
        }


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

    def to_json(self) -> dict[str, Any]:
        """The forecast as `push --dry-run --json` prints it."""
        return {
            "parts": [part._asdict() for part in self.parts],
            "precision": [each._asdict() for each in self.precision],
        }


def forecast(plan: Plan, annotators: Sequence[str], overlap: int, seconds: float, assumed: Assumptions) -> Forecast:
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
        shares.append(AnnotatorLoad(annotator, rounds[True], rounds[False], repeats, len(assignments) * seconds / 3600))
    pairs = dict.fromkeys(combinations(annotators, 2), 0)
    for names in has.values():
        for pair in combinations(names, 2):
            pairs[pair] += 1
    precision = _precision(len(has), sum(map(len, has.values())), len(annotators), assumed)
    left_over = sum(len(names) < overlap for names in has.values())
    return Forecast(len(plan.rounds), shares, pairs, left_over, precision)


def forecast_shared(
    plan: Plan, annotators: Sequence[str], overlap: int, seconds: float, assumed: Assumptions
) -> SharedForecast:
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
    return SharedForecast(parts, _precision(len(plan.rounds), total, len(annotators), assumed))


def _precision(sentences: int, annotations: int, annotators: int, assumed: Assumptions) -> list[Precision]:
    return [
        Precision(
            number,
            spread,
            half_width(spread, number, assumed),
            sentences_needed(number, assumed),
            assumed.likeness(number),
        )
        for number in range(2, annotators + 1)
        if (spread := min(sentences, annotations // number))
    ]
