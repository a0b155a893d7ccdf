"""May a model stand in for an annotator: the alternative annotator test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.patterns import as_codes
from annotate.agreement.plan import each_units
from annotate.agreement.sheet import read_sheet
from annotate.errors import InsufficientData
from annotate.schema.model import Schema
from annotate.schema.record import Record


@dataclass(frozen=True)
class AgainstHuman:
    """The model against one human, both compared with the other humans.

    Attributes:
        human: whose place the model would take: the row of `codes`, or the name where records have one.
        units: how many units both judged, with another human.
        articles: how many articles they come from.
        model_wins: share of units where the model is at least as close to the other humans.
        human_wins: share of units where the human is.
        p_value: of the hypothesis that the human's advantage is `epsilon` or more, clustered by article.
        rejected: whether it is, over all humans at a false discovery rate of 5 %.
    """

    human: int | str
    units: int
    articles: int
    model_wins: float
    human_wins: float
    p_value: float
    rejected: bool


@dataclass(frozen=True)
class AltTest:
    """The test over all humans; the model passes if it beats at least half of them.

    `epsilon` is the cost of a human, declared before looking: 0.2 for experts, 0.15 for skilled, 0.1 for the crowd.
    """

    humans: tuple[AgainstHuman, ...]
    epsilon: float

    @property
    def winning_rate(self) -> float:
        """The share of humans whose advantage is rejected."""
        return sum(human.rejected for human in self.humans) / len(self.humans)

    @property
    def advantage(self) -> float:
        """The mean probability that the model is at least as close to the others as a human is."""
        return sum(human.model_wins for human in self.humans) / len(self.humans)

    @property
    def passes(self) -> bool:
        """Whether the model may take an annotator's place."""
        return self.winning_rate >= 0.5

    def to_json(self) -> dict[str, Any]:
        """The test as agreement.json has it."""
        own = {"epsilon": self.epsilon, "winning_rate": self.winning_rate, "advantage": self.advantage}
        return own | {"passes": self.passes, "humans": [vars(human) for human in self.humans]}


def alt_test(codes: ArrayLike, model: ArrayLike, epsilon: float, *, articles: ArrayLike | None = None) -> AltTest:
    """Compare a model with each human, leaving that human out.

    The model never enters the human pool.

    Args:
        codes: answers of humans, shape (humans, units), int; -1 is missing.
        model: answers of the model, shape (units,), int; -1 is missing.
        epsilon: what a human costs more than the model, as a share of units; declared beforehand.
        articles: shape (units,), int; errors are clustered by article. Without it, units are independent.

    Raises:
        InsufficientData: fewer than three humans on the units of the model, or one article only.

    Source:
        Calderon, Reichart & Dror (2025), The alternative annotator test for LLM-as-a-judge, ACL.
    """
    humans = as_codes(codes)
    answers = as_codes(np.asarray(model)[None])[0]
    article = np.arange(humans.shape[1]) if articles is None else np.asarray(articles)
    present = (humans >= 0) & (answers >= 0)
    if len(humans) < 3 or (present.sum(axis=1) > 0).sum() < 3:
        raise InsufficientData("the alt-test needs three humans on the model's units", "let more annotators overlap")
    found = []
    for line in range(len(humans)):
        others = present.copy()
        others[line] = False
        shared = present[line] & others.any(axis=0)
        if shared.any():
            near_model = ((humans == answers) & others).sum(axis=0)[shared]
            near_human = ((humans == humans[line]) & others).sum(axis=0)[shared]
            model_wins, human_wins = near_model >= near_human, near_human >= near_model
            advantage = human_wins.astype(float) - model_wins
            p_value = _p_value(advantage, epsilon, article[shared])
            clusters = len(np.unique(article[shared]))
            found.append((line, len(advantage), clusters, float(model_wins.mean()), float(human_wins.mean()), p_value))
    rejected = _false_discovery(np.array([each[-1] for each in found]), 0.05)
    return AltTest(tuple(AgainstHuman(*each, bool(no)) for each, no in zip(found, rejected, strict=True)), epsilon)


def alt_tests(
    records: Iterable[Record], schema: Schema, model: str, epsilon: float, *, elements: Iterable[str] | None = None
) -> dict[str, AltTest | str]:
    """The test for each question and attribute; where it is undefined, why.

    Args:
        records: annotations of humans and of the model, whose annotator name is `model`.
        schema: the schema the records were made under.
        model: the annotator that is a model.
        epsilon: what a human costs more than the model; declared beforehand.
        elements: only these questions and attributes.

    Raises:
        InsufficientData: no record is by `model`.
    """
    found: dict[str, AltTest | str] = {}
    wanted = None if elements is None else set(elements)
    for _, _, units in each_units(read_sheet(records, schema), wanted):
        humans = [line for line, name in enumerate(units.annotators) if name != model]
        if len(humans) == len(units.annotators):
            raise InsufficientData(f"no annotation is by {model}", "give the model's name as annotator")
        answers = units.codes[units.annotators.index(model)]
        try:
            test = alt_test(units.codes[humans], answers, epsilon, articles=units.articles)
            names = [units.annotators[line] for line in humans]
            named = tuple(replace(human, human=names[int(human.human)]) for human in test.humans)
            found[units.element] = replace(test, humans=named)
        except InsufficientData as error:
            found[units.element] = error.message
    return found


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
