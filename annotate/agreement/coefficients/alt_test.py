"""May a model replace an annotator: the statistics of the alternative annotator test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.compare import compare_codes
from annotate.agreement.coefficients.patterns import as_codes
from annotate.agreement.results.intervals import FEW
from annotate.agreement.results.sums import Floats
from annotate.counting import count
from annotate.errors import InsufficientData

LEAST_UNITS = 30
LEAST_HUMANS = 3
_TIE = 1e-9


@dataclass(frozen=True)
class AgainstHuman:
    """The model against one human, both compared with the other humans.

    Attributes:
        human: whose place the model would take: the row of `codes`, or the name where records have one.
        units: how many units both judged, with another human.
        articles: how many articles they come from.
        model_wins: share of units where the model is at least as close to the other humans.
        human_wins: share of units where the human is.
        p_value: of the hypothesis that the human's advantage is `epsilon` or more, clustered by article; None on fewer
            than 30 units, where a t test says nothing.
        rejected: whether it is, over all humans at a false discovery rate of 5 %.
    """

    human: int | str
    units: int
    articles: int
    model_wins: float
    human_wins: float
    p_value: float | None
    rejected: bool


@dataclass(frozen=True)
class AltTest:
    """The test over all humans; the model passes if it beats at least half of them.

    `epsilon` is the cost of a human, declared before looking: 0.2 for experts, 0.15 for skilled, 0.1 for the crowd.
    """

    humans: tuple[AgainstHuman, ...]
    epsilon: float

    @property
    def tested(self) -> tuple[AgainstHuman, ...]:
        """The humans who share enough units with the model."""
        return tuple(human for human in self.humans if human.p_value is not None)

    @property
    def winning_rate(self) -> float | None:
        """The share of the tested humans whose advantage is rejected; None where fewer than three are tested."""
        tested = self.tested
        return sum(human.rejected for human in tested) / len(tested) if len(tested) >= LEAST_HUMANS else None

    @property
    def advantage(self) -> float:
        """The mean probability that the model is at least as close to the others as a human is."""
        return sum(human.model_wins for human in self.humans) / len(self.humans)

    @property
    def passes(self) -> bool | None:
        """Whether the model may take an annotator's place; None where there is too little to tell."""
        return None if self.winning_rate is None else self.winning_rate >= 0.5

    @property
    def note(self) -> str:
        """What to keep in mind: who shares too few units with the model, and that articles are few."""
        few = [f"{human.human} ({human.units})" for human in self.humans if human.p_value is None]
        articles = min(human.articles for human in self.humans)
        parts = [
            f"fewer than {LEAST_UNITS} units with {', '.join(few)}" if few else "",
            "no verdict: it needs three humans with that many" if self.winning_rate is None else "",
            f"only {count(articles, 'article')}" if articles < FEW else "",
        ]
        return "; ".join(part for part in parts if part)

    def to_json(self) -> dict[str, Any]:
        """The test as agreement.json has it."""
        own = {"epsilon": self.epsilon, "winning_rate": self.winning_rate, "advantage": self.advantage}
        note = {"note": self.note} if self.note else {}
        return own | {"passes": self.passes} | note | {"humans": [vars(human) for human in self.humans]}


def alt_test(
    codes: ArrayLike,
    model: ArrayLike,
    epsilon: float,
    *,
    similarity: ArrayLike | None = None,
    articles: ArrayLike | None = None,
) -> AltTest:
    """Compare a model with each human, leaving that human out.

    The model never enters the human pool. Whoever has the greater mean similarity to the other humans is closer.

    Args:
        codes: answers of humans, shape (humans, units), int; -1 is missing.
        model: answers of the model, shape (units,), int; -1 is missing.
        epsilon: what a human costs more than the model, as a share of units; declared beforehand.
        similarity: how close two answers are, shape (labels, labels), finite; only which is greater matters. Without
            it, answers are the same or not.
        articles: shape (units,), int; errors are clustered by article. Without it, units are independent.

    Raises:
        InsufficientData: fewer than three humans on the units of the model, or one article only.

    Source:
        Calderon, Reichart & Dror (2025), The alternative annotator test for LLM-as-a-judge, ACL.
    """
    lines = np.vstack([as_codes(codes), as_codes(np.asarray(model)[None])])
    between = np.eye(int(lines.max(initial=0)) + 1) if similarity is None else np.asarray(similarity, dtype=float)
    article = np.arange(lines.shape[1]) if articles is None else articles
    return compare_with_humans(compare_codes(lines, between), epsilon, article)


def compare_with_humans(alike: Floats, epsilon: float, articles: ArrayLike) -> AltTest:
    """The test on how alike the annotators of each pair are.

    Args:
        alike: shape (annotators, annotators, units), the model being the last annotator; NaN where one did not judge.
        epsilon: as in `alt_test`.
        articles: shape (units,).

    Raises:
        InsufficientData: as `alt_test`.
    """
    present = ~np.isnan(np.diagonal(alike).T)
    humans = present[:-1] & present[-1]
    if humans.any(axis=1).sum() < LEAST_HUMANS:
        raise InsufficientData(
            "the alt-test needs three humans on the model's units", "give the same units to more annotators"
        )
    article, close = np.asarray(articles), np.nan_to_num(alike)
    against = []
    for line in range(len(humans)):
        others = humans.copy()
        others[line] = False
        shared = humans[line] & others.any(axis=0)
        if shared.any():
            gain = ((close[-1, :-1] - close[line, :-1]) * others).sum(axis=0)[shared]
            # Sums of the same similarities in another order differ in their last digit.
            model_wins, human_wins = gain > -_TIE, gain < _TIE
            against.append(_against(line, model_wins, human_wins, epsilon, article[shared]))
    tested = [index for index, human in enumerate(against) if human.p_value is not None]
    rejected = _false_discovery(np.array([against[index].p_value for index in tested], dtype=float), 0.05)
    for index, no in zip(tested, rejected, strict=True):
        against[index] = replace(against[index], rejected=bool(no))
    return AltTest(tuple(against), epsilon)


def _against(
    line: int, model_wins: NDArray[np.bool_], human_wins: NDArray[np.bool_], epsilon: float, article: NDArray[Any]
) -> AgainstHuman:
    units = len(article)
    p_value = _p_value(human_wins.astype(float) - model_wins, epsilon, article) if units >= LEAST_UNITS else None
    wins = float(model_wins.mean()), float(human_wins.mean())
    return AgainstHuman(line, units, len(np.unique(article)), *wins, p_value, rejected=False)


def _p_value(advantage: NDArray[np.float64], epsilon: float, article: NDArray[Any]) -> float:
    """One-sided t test of mean advantage ≥ epsilon, with errors clustered by article."""
    from scipy.special import stdtr

    _, cluster = np.unique(article, return_inverse=True)
    clusters = int(cluster.max()) + 1
    if clusters < 2:
        raise InsufficientData("the alt-test needs units from two articles")
    mean = float(advantage.mean())
    residuals = np.bincount(cluster, weights=advantage - mean)
    error = np.sqrt(clusters / (clusters - 1) * (residuals**2).sum()) / len(advantage)
    if error == 0:
        return 0.0 if mean < epsilon else 1.0
    return float(stdtr(clusters - 1, (mean - epsilon) / error))


def _false_discovery(p_values: NDArray[np.float64], rate: float) -> NDArray[np.bool_]:
    """Benjamini and Yekutieli's procedure, for tests that depend on each other in any way."""
    count = len(p_values)
    order = np.argsort(p_values)
    steps = np.arange(1, count + 1)
    below = p_values[order] <= rate * steps / (count * (1 / steps).sum())
    last = int(np.flatnonzero(below).max()) + 1 if below.any() else 0
    rejected = np.zeros(count, dtype=bool)
    rejected[order[:last]] = True
    return rejected
