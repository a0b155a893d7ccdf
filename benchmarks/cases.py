"""The measures whose intervals are tried: how data are drawn, and how they are measured."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from simulation import answers, claims, spans
from simulation.articles import Articles, draw_articles

from annotate.agreement import (
    Agreement,
    Continuum,
    Resampling,
    alpha,
    cohen_kappa,
    competence,
    fleiss_kappa,
    frame_alpha,
    frame_f1,
    gwet_ac1,
    gwet_ac2,
    match_all,
    observed_agreement,
    soft_frame_f1,
    span_f1,
    unitizing_alpha,
)
from annotate.agreement.coefficients.gwet import prevalence
from annotate.agreement.elements.levels import LEVELS
from annotate.agreement.elements.units import Unit, Units

POINT = Resampling(resamples=0)
VALUES = (0.25, 0.4, 0.55, 0.7, 0.85, 0.95)
_UNEQUAL = (1.0, 1.0, 0.8)
_THREE = (1.0, 1.0, 1.0)
Draw = Callable[[Articles, np.random.Generator], Any]
Measure = Callable[..., Agreement]


class Case(NamedTuple):
    """One measure on data of one design.

    Attributes:
        name: the measure.
        design: what is particular about the data.
        room: answers, spans, claims, rare labels or differences.
        draw: data of articles.
        measure: data and the keywords `articles` and `resampling` → a result.
        second: for a difference, the measure of the same data that is subtracted; None where there is none.
        rounds: whether what is subtracted is the same measure of other articles.
        apart: whether the statistics of an article depend on the others, so that each data set is measured by itself.
        truth: data → the true value, where that is not what the measure has on many articles.
    """

    name: str
    design: str
    room: str
    draw: Draw
    measure: Measure
    second: Measure | None = None
    rounds: bool = False
    apart: bool = False
    truth: Callable[[Any], float] | None = None

    def simulate(self, articles: int, skill: float, rng: np.random.Generator) -> tuple[Any, np.ndarray]:
        """Data and the article of each sentence."""
        drawn = draw_articles(articles, skill, rng)
        return self.draw(drawn, rng), drawn.article


def _answers(design: answers.Design) -> Draw:
    return lambda articles, rng: answers.draw_answers(articles, design, rng)


def _spans(design: spans.Design) -> Draw:
    return lambda articles, rng: spans.draw_spans(articles, design, rng)


def _claims(care: tuple[float, ...]) -> Draw:
    return lambda articles, rng: claims.draw_claims(articles, care, rng)


def _span_f1(data: spans.Spans, **options: Any) -> Agreement:
    return span_f1(data.spans, data.seen, **options)


def _unitizing(data: spans.Spans, **options: Any) -> Agreement:
    return unitizing_alpha(Continuum(data.spans, data.seen, data.lengths), **options)


def _matched(measure: Callable[..., Agreement]) -> Callable[..., Agreement]:
    return lambda data, **options: measure(match_all(data), **options)


def _with_truth(design: answers.Design) -> Draw:
    return lambda articles, rng: answers.draw_with_truth(articles, design, rng)


def _commoner(articles: Articles, rng: np.random.Generator) -> np.ndarray:
    """Answers of three careful annotators; what a value is reached by is how common the label 1 is."""
    truth = rng.random(len(articles.article)) < articles.skill
    return np.where(rng.random((3, len(truth))) < 0.9, truth, ~truth).astype(int)


def _rated(measure: str, data: np.ndarray, **options: Any) -> Agreement:
    """The first annotator's share under the model, or with the others; what is true is in the last line."""
    articles, data = options["articles"], np.asarray(data)
    names, units = ("a", "b", "c"), tuple(Unit(str(number)) for number in range(data.shape[1]))
    labels = tuple(map(str, range(int(data.max()) + 1)))
    asked = Units("", "question", LEVELS["nominal"], units, names, data[:-1], labels, articles)
    (first, *_) = competence(asked, options.get("resampling"))
    if measure == "diagonal":
        return first.diagonal.get("1") or Agreement("diagonal", None, reason="nobody gave it")
    return first.accuracy if measure == "accuracy" else first.with_others


def _right(data: np.ndarray) -> float:
    return float((data[0] == data[-1]).mean())


def _found(data: np.ndarray) -> float:
    return float((data[0] == 1)[data[-1] == 1].mean())


def _two(data: np.ndarray, **options: Any) -> Agreement:
    return alpha(data[:2], **options)


_THIRDS, _SETS = _answers(answers.Design()), _answers(answers.Design((0.3, 0.2, 0.15, 0.15, 0.1, 0.1)))
_SCALE = _answers(answers.Design(answers.SCALE))
_PLAIN, _FIFTH = _spans(spans.Design()), _spans(spans.Design(articles=0.2))
_RARE = {share: _answers(answers.Design((1 - share, share), 20.0)) for share in (0.05, 0.02)}
_CARELESS, _RARER = answers.Design(care=_UNEQUAL), answers.Design((0.85, 0.15), 20.0)

CASES = (
    Case("alpha", "3 labels", "answers", _THIRDS, alpha),
    Case("alpha", "unequal annotators", "answers", _answers(answers.Design(care=_UNEQUAL)), alpha),
    Case("alpha ordinal", "4 steps", "answers", _SCALE, partial(alpha, level="ordinal")),
    Case("alpha on sets", "MASI", "answers", _SETS, partial(alpha, level="masi", labels=answers.SETS)),
    Case("Fleiss' kappa", "3 labels", "answers", _THIRDS, fleiss_kappa),
    Case("Cohen's kappa", "3 labels", "answers", _THIRDS, lambda data, **options: cohen_kappa(*data[:2], **options)),
    Case("AC1", "3 labels", "answers", _THIRDS, partial(gwet_ac1, labels=3)),
    Case("AC1", "a label of 5 %", "answers", _RARE[0.05], partial(gwet_ac1, labels=2)),
    Case("AC2", "4 steps", "answers", _SCALE, partial(gwet_ac2, labels=4)),
    Case("observed", "3 labels", "answers", _THIRDS, observed_agreement),
    Case("span F1", "", "spans", _PLAIN, _span_f1),
    Case("span F1", "unequal annotators", "spans", _spans(spans.Design(care=_UNEQUAL)), _span_f1),
    Case("relaxed span F1", "", "spans", _PLAIN, partial(_span_f1, relaxed=True)),
    Case("unitizing alpha", "", "spans", _PLAIN, _unitizing),
    Case("strict F1 of claims", "", "claims", _claims(_THREE), frame_f1),
    Case("soft F1 of claims", "", "claims", _claims(_THREE), _matched(soft_frame_f1)),
    Case("soft F1 of claims", "unequal annotators", "claims", _claims(_UNEQUAL), _matched(soft_frame_f1)),
    Case("alpha on sentences", "", "claims", _claims(_THREE), _matched(frame_alpha), apart=True),
    Case("share of a label", "", "shares", _commoner, prevalence),
    Case(
        "agreement with the others", "3 labels", "shares", _with_truth(answers.Design()), partial(_rated, "with_others")
    ),
    Case("accuracy", "3 labels", "shares", _with_truth(answers.Design()), partial(_rated, "accuracy"), truth=_right),
    Case("accuracy", "unequal", "shares", _with_truth(_CARELESS), partial(_rated, "accuracy"), truth=_right),
    Case("diagonal", "a label of 15 %", "shares", _with_truth(_RARER), partial(_rated, "diagonal"), truth=_found),
    Case("alpha by category", "a label of 5 %", "rare", _RARE[0.05], alpha),
    Case("alpha by category", "a label of 2 %", "rare", _RARE[0.02], alpha),
    Case("span F1", "a role in a fifth of the articles", "rare", _FIFTH, _span_f1),
    Case("unitizing alpha", "a role in a fifth of the articles", "rare", _FIFTH, _unitizing),
    Case("alpha", "an annotator left out", "differences", _answers(answers.Design(care=_UNEQUAL)), _two, alpha),
    Case("alpha", "two rounds", "differences", _THIRDS, alpha, rounds=True),
    Case("span F1", "two rounds", "differences", _PLAIN, _span_f1, rounds=True),
)
