"""Whether the ties that `annotate gold --settle` settles are right as often as it claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from simulation.articles import Articles, draw_articles

from annotate.agreement import dawid_skene
from annotate.gold import Decision, Status
from annotate.gold.posteriors import SMOOTHING
from annotate.gold.settle import doubt, evidence_of, likely

SURE = 0.9
_SPREAD = 0.08
_SOME, _TOLERATED = 20, 0.05
"""From so many settled ties on, a panel must not claim more than it keeps by so much."""


class Panel(NamedTuple):
    """Attributes:
    shares: how common each label is.
    accuracy: how often the middle annotator is right in an easy article.
    annotators: how many there are.
    overlap: how many of them judge a sentence.
    uneven: how much articles differ, as the standard deviation of skill in log odds; 0 where all are as easy as the
        model takes them for.
    skill: the share of sentences of the middle article in which annotators see what is there.
    """

    shares: tuple[float, ...]
    accuracy: float
    annotators: int
    overlap: int
    uneven: float = 1.5
    skill: float = 0.8

    @property
    def labels(self) -> str:
        """How common they are, in words."""
        return " / ".join(f"{100 * share:.0f}" for share in self.shares) + " %"

    @property
    def differ(self) -> str:
        """How much articles differ, in words."""
        return f"differ by {self.uneven:g}, middle {self.skill:g}" if self.uneven else "alike"

    def __str__(self) -> str:
        return f"{self.labels}; {self.overlap} of {self.annotators} at {self.accuracy}; articles {self.differ}"


class Cell(NamedTuple):
    """How many ties there were, and what became of them: with the rules of `--settle`, and with the posterior alone.

    `claimed` and `right` are shares of those settled.
    """

    panel: Panel
    articles: int
    ties: int
    settled: int
    claimed: float
    right: float
    alone: int
    claimed_alone: float
    right_alone: float


THIRDS, FIVE = (1 / 3,) * 3, (0.7, 0.15, 0.08, 0.05, 0.02)
SHARES = ((0.5, 0.5), (0.85, 0.15), THIRDS, FIVE)
PANELS = [
    Panel(shares, accuracy, annotators, overlap, uneven, skill)
    for shares in SHARES
    for accuracy in (0.7, 0.85)
    for annotators, overlap in ((3, 3), (4, 4), (5, 5), (8, 8), (6, 2))
    for uneven, skill in ((1.5, 0.8), (0.75, 0.93), (0.0, 0.8))
]
ARTICLES = (5, 15, 40)


def calibrate(panels: list[Panel], sets: int) -> Iterator[Cell]:
    """Draw `sets` data sets of each panel and number of articles, and compare what is claimed with what is so."""
    for panel in panels:
        for articles in ARTICLES:
            rng = np.random.default_rng(1)
            found = np.zeros(7)
            for _ in range(sets):
                drawn = draw_articles(articles, panel.skill, rng, panel.uneven)
                found += _settle(*_draw(panel, drawn, rng), len(panel.shares))
            ties, settled, claimed, right, alone, claimed_alone, right_alone = found
            shares = (claimed / max(settled, 1), right / max(settled, 1))
            without_rules = (claimed_alone / max(alone, 1), right_alone / max(alone, 1))
            yield Cell(panel, articles, int(ties), int(settled), *shares, int(alone), *without_rules)


def _draw(panel: Panel, articles: Articles, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes of shape (annotators, sentences), -1 where missing, the truth and the article of each sentence.

    Every annotator has confusions of their own.
    """
    size, labels = len(articles.article), len(panel.shares)
    truth = rng.choice(labels, size, p=panel.shares)
    lines = []
    for _ in range(panel.annotators):
        middle = rng.normal(panel.accuracy, _SPREAD)
        rows = []
        for label in range(labels):
            right = float(np.clip(rng.normal(middle, _SPREAD / 2), 0.3, 0.99))
            rows.append(np.insert(rng.dirichlet(np.ones(labels - 1)) * (1 - right), label, right))
        said = (rng.random(size)[:, None] > np.cumsum(rows, axis=1)[truth][:, :-1]).sum(axis=1)
        guess = rng.choice(labels, size, p=panel.shares)
        lines.append(np.where(rng.random(size) < articles.skill, said, guess) if panel.uneven else said)
    codes = np.stack(lines)
    codes[rng.random(codes.shape).argsort(axis=0).argsort(axis=0) >= panel.overlap] = -1
    return codes, truth, articles.article


def _settle(codes: np.ndarray, truth: np.ndarray, article: np.ndarray, labels: int) -> np.ndarray:
    """Ties, then settled, claimed and right: by the rules, and by the posterior alone."""
    names = [str(label) for label in range(labels)]
    posterior = dawid_skene(codes, labels, smoothing=SMOOTHING).posterior
    decided = [
        Decision(
            "label",
            "label",
            "question",
            None,
            Status.UNRESOLVED,
            Counter(names[answer] for answer in answers if answer >= 0),
            {str(one): answer for one, answer in enumerate(answers) if answer >= 0},
            posterior=dict(zip(names, chances, strict=True)),
        )
        for answers, chances in zip(codes.T, posterior.tolist(), strict=True)
    ]
    articles = list(map(str, article))
    evidence = evidence_of(decided, articles)
    counts = np.stack([(codes == label).sum(axis=0) for label in range(labels)])
    found = np.zeros(7)
    for unit in np.flatnonzero(2 * counts.max(axis=0) <= counts.sum(axis=0)).tolist():
        found[0] += 1
        label, chance = likely(decided[unit].posterior)
        right = names[truth[unit]] == label
        if chance >= SURE and not doubt(decided[unit], evidence, label, articles[unit]):
            found[1:4] += 1, chance, right
        if posterior[unit].max() >= SURE:
            found[4:] += 1, posterior[unit].max(), right
    return found


def table(cells: list[Cell]) -> str:
    """Cells as Markdown, summed over annotators and numbers of articles; claimed and right in percent of each sum."""
    head = "| labels | articles | ties | settled | claimed | right | by the posterior alone | claimed | right |"
    lines = [head, "|---|---|" + "---:|" * 7]
    for labels, differ in dict.fromkeys((cell.panel.labels, cell.panel.differ) for cell in cells):
        part = [cell for cell in cells if (cell.panel.labels, cell.panel.differ) == (labels, differ)]
        settled = _summed([(cell.settled, cell.claimed, cell.right) for cell in part])
        alone = _summed([(cell.alone, cell.claimed_alone, cell.right_alone) for cell in part])
        lines.append(f"| {labels} | {differ} | {sum(cell.ties for cell in part):,} | {settled} | {alone} |")
    return "\n".join(lines)


def _summed(parts: list[tuple[int, float, float]]) -> str:
    """How many were settled, and the shares claimed and right of them."""
    total = sum(settled for settled, _, _ in parts)
    if not total:
        return "0 | – | –"
    claimed, right = (sum(part[0] * part[place] for part in parts) / total for place in (1, 2))
    return f"{total:,} | {claimed:.0%} | {right:.0%}"


def too_sure(cells: list[Cell]) -> str:
    """The panels of which at least so many ties were settled, and which claim more than they keep by five points."""
    found = []
    for panel in dict.fromkeys(cell.panel for cell in cells):
        part = [cell for cell in cells if cell.panel == panel]
        settled = sum(cell.settled for cell in part)
        over = sum(cell.settled * (cell.claimed - cell.right) for cell in part) / max(settled, 1)
        if settled >= _SOME and over > _TOLERATED:
            found.append(f"{panel}: {settled} settled, {100 * over:.0f} points too sure")
    return "\n".join(found) or "none"
