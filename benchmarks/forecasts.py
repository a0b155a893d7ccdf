"""Whether `annotate push --dry-run` says before what intervals are like after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from simulation.answers import Design, draw_answers
from simulation.articles import draw_articles

from annotate.agreement import Resampling, alpha
from annotate.allocation.precision import EXPECTED, NORMAL_95, Assumptions, half_width, sentences_together

POINT = Resampling(resamples=0)
ARTICLES = 30
ANNOTATORS = 3
SHARES = ((0.5, 0.5), (0.85, 0.15), (0.95, 0.05), (0.2,) * 5, (0.5, 0.2, 0.15, 0.1, 0.05))
UNEVEN = (0.75, 1.5)
"""The standard deviation of skill between articles, in log odds: articles that differ, and that differ a lot."""

_SKILLS = np.linspace(0.8, 0.92, 7)
_MANY = 600


class Cell(NamedTuple):
    """Half the 95 % interval: forecast, and 1.96 standard deviations of the α of simulated data sets.

    `at_best` is what 0.1.0 forecast: two answers equally common, and sentences that are independent.
    """

    shares: tuple[float, ...]
    uneven: float
    forecast: float
    realised: float
    at_best: float


def compare(sets: int) -> Iterator[Cell]:
    """Forecast and realised half-width for each design."""
    for uneven in UNEVEN:
        for shares in SHARES:
            skill = _skill(shares, uneven)
            rng = np.random.default_rng(1)
            values, sentences, together = [], [], []
            for _ in range(sets):
                articles = draw_articles(ARTICLES, skill, rng, uneven)
                codes = draw_answers(articles, Design(shares), rng)
                values.append(alpha(codes, resampling=POINT).value)
                sentences.append(codes.shape[1])
                together.append(sentences_together(list(map(str, articles.article))))
            size = round(np.mean(sentences))
            assumed = Assumptions(shares, together=float(np.mean(together)))
            yield Cell(
                shares,
                uneven,
                half_width(size, ANNOTATORS, assumed),
                NORMAL_95 * float(np.std(values)),
                half_width(size, ANNOTATORS, Assumptions((0.5, 0.5), 0.0)),
            )


def _skill(shares: tuple[float, ...], uneven: float) -> float:
    """The skill at which α is closest to what a forecast takes it for."""
    found = []
    for skill in _SKILLS:
        rng = np.random.default_rng(0)
        codes = draw_answers(draw_articles(_MANY, skill, rng, uneven), Design(shares), rng)
        found.append(abs((alpha(codes, resampling=POINT).value or 0.0) - EXPECTED))
    return float(_SKILLS[int(np.argmin(found))])


def table(cells: list[Cell]) -> str:
    """Cells as Markdown."""
    head = "| answers | articles differ | forecast | realised | realised / forecast | realised / at best |\n"
    lines = [head + "|---|---:|---:|---:|---:|---:|"]
    for cell in cells:
        shares = " / ".join(f"{100 * share:.0f}" for share in cell.shares)
        widths = f"±{cell.forecast:.3f} | ±{cell.realised:.3f}"
        ratios = f"{cell.realised / cell.forecast:.2f} | {cell.realised / cell.at_best:.2f}"
        lines.append(f"| {shares} % | {cell.uneven:g} | {widths} | {ratios} |")
    return "\n".join(lines)
