"""Whether `annotate push --dry-run` says before what intervals are like after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from simulation.answers import Design, draw_answers
from simulation.articles import draw_articles

from annotate.agreement import Resampling, alpha
from annotate.agreement.diagnosis.calibration import calibrated
from annotate.allocation.precision import EXPECTED, NORMAL_95, Assumptions, half_width, sentences_together
from annotate.errors import InsufficientData

POINT = Resampling(resamples=0)
ARTICLES = 30
OVERLAPS = (2, 3, 5)
CALIBRATIONS = (10, 20)
"""How many articles a calibration round has, for three annotators."""

SHARES = ((0.5, 0.5), (0.85, 0.15), (0.95, 0.05), (0.2,) * 5, (0.5, 0.2, 0.15, 0.1, 0.05))
UNEVEN = (0.75, 1.5)
"""The standard deviation of skill between articles, in log odds: articles that differ, and that differ a lot."""

_SKILLS = np.linspace(0.78, 0.92, 8)
_MANY = 600
_MIDDLE = (0.1, 0.5, 0.9)


class Cell(NamedTuple):
    """Half the 95 % interval: forecast, and 1.96 standard deviations of the α of simulated data sets.

    Attributes:
        shares: how common each answer is.
        uneven: as `UNEVEN`.
        forecast: annotators a sentence → what is forecast.
        realised: the same → what came about.
        at_best: what 0.1.0 forecast for three: two answers equally common, and sentences that are independent.
        calibrated: articles of a calibration round → what rounds forecast: a low one, the median, a high one.
    """

    shares: tuple[float, ...]
    uneven: float
    forecast: dict[int, float]
    realised: dict[int, float]
    at_best: float
    calibrated: dict[int, tuple[float, ...]]


class _Design(NamedTuple):
    shares: tuple[float, ...]
    uneven: float
    skill: float

    def draw(self, articles: int, annotators: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Codes, and the article of each sentence."""
        drawn = draw_articles(articles, self.skill, rng, self.uneven)
        return draw_answers(drawn, Design(self.shares, care=(1.0,) * annotators), rng), drawn.article


def compare(sets: int) -> Iterator[Cell]:
    """Forecast and realised half-width for each design."""
    for uneven in UNEVEN:
        for shares in SHARES:
            design = _Design(shares, uneven, _skill(shares, uneven))
            size, together = _size(design)
            assumed = Assumptions(shares, together=together)
            yield Cell(
                shares,
                uneven,
                {overlap: half_width(size, overlap, assumed) for overlap in OVERLAPS},
                {overlap: _realised(design, overlap, sets) for overlap in OVERLAPS},
                half_width(size, 3, Assumptions((0.5, 0.5), 0.0)),
                {articles: _calibrated(design, articles, size, sets) for articles in CALIBRATIONS},
            )


def _skill(shares: tuple[float, ...], uneven: float) -> float:
    """The skill at which α is closest to what a forecast takes it for."""
    found = []
    for skill in _SKILLS:
        codes, _ = _Design(shares, uneven, float(skill)).draw(_MANY, 3, np.random.default_rng(0))
        found.append(abs((alpha(codes, resampling=POINT).value or 0.0) - EXPECTED))
    return float(_SKILLS[int(np.argmin(found))])


def _size(design: _Design) -> tuple[int, float]:
    """How many sentences a data set has, and how many the article of a sentence has."""
    _, article = design.draw(_MANY, 2, np.random.default_rng(0))
    return round(len(article) / _MANY * ARTICLES), sentences_together(list(map(str, article)))


def _realised(design: _Design, annotators: int, sets: int) -> float:
    rng = np.random.default_rng(1)
    values = [alpha(design.draw(ARTICLES, annotators, rng)[0], resampling=POINT).value for _ in range(sets)]
    return NORMAL_95 * float(np.std(values))


def _calibrated(design: _Design, articles: int, size: int, sets: int) -> tuple[float, ...]:
    """What calibration rounds forecast for a data set of `size` sentences."""
    rng = np.random.default_rng(2)
    found = []
    for _ in range(sets):
        codes, article = design.draw(articles, 3, rng)
        try:
            seen = calibrated("", alpha(codes, articles=article), list(map(str, article)))
        except InsufficientData:
            continue
        if seen:
            found.append(seen.half_width(size, 3, Assumptions(design.shares, together=seen.together)))
    return tuple(np.quantile(found, _MIDDLE).tolist())


def table(cells: list[Cell]) -> str:
    """What came about over what was forecast, as Markdown; of calibration rounds, the median and the middle 80 %."""
    plain = [f"{overlap} annotators" for overlap in OVERLAPS]
    rounds = [f"calibration of {articles}" for articles in CALIBRATIONS]
    titles = ["answers", "articles differ", "realised", *plain, "at best", *rounds]
    lines = [f"| {' | '.join(titles)} |", f"|---|{'---:|' * (len(titles) - 1)}"]
    for cell in cells:
        shares = " / ".join(f"{100 * share:.0f}" for share in cell.shares)
        realised = cell.realised[3]
        ratios = [f"{cell.realised[overlap] / cell.forecast[overlap]:.2f}" for overlap in OVERLAPS]
        from_rounds = []
        for low, middle, high in cell.calibrated.values():
            from_rounds.append(f"{realised / middle:.2f} ({realised / high:.2f}–{realised / low:.2f})")
        columns = [f"{shares} %", f"{cell.uneven:g}", f"±{realised:.3f}", *ratios, f"{realised / cell.at_best:.2f}"]
        lines.append(f"| {' | '.join([*columns, *from_rounds])} |")
    return "\n".join(lines)
