"""Whether the ties that `annotate gold --settle` settles are right as often as it claims."""

from __future__ import annotations

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


class Panel(NamedTuple):
    """Attributes:
    shares: how common each label is.
    accuracy: how often the middle annotator is right in an easy article.
    annotators: how many there are.
    overlap: how many of them judge a sentence.
    alike: whether all articles are as easy as the model takes them for.
    """

    shares: tuple[float, ...]
    accuracy: float
    annotators: int
    overlap: int
    alike: bool

    def __str__(self) -> str:
        shares = "/".join(f"{100 * share:.0f}" for share in self.shares)
        articles = "articles alike" if self.alike else "articles differ"
        return f"{shares} % | {self.overlap} of {self.annotators} at {self.accuracy} | {articles}"


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
    Panel(shares, accuracy, annotators, overlap, alike)
    for shares in SHARES
    for accuracy in (0.7, 0.85)
    for annotators, overlap in ((3, 3), (4, 4), (5, 5), (6, 2))
    for alike in (False, True)
]
ARTICLES = (5, 15, 40)


def calibrate(panels: list[Panel], sets: int) -> Iterator[Cell]:
    """Draw `sets` data sets of each panel and number of articles, and compare what is claimed with what is so."""
    for panel in panels:
        for articles in ARTICLES:
            rng = np.random.default_rng(1)
            found = np.zeros(7)
            for _ in range(sets):
                found += _settle(*_draw(panel, draw_articles(articles, 0.8, rng), rng), len(panel.shares))
            ties, settled, claimed, right, alone, claimed_alone, right_alone = found
            shares = (claimed / max(settled, 1), right / max(settled, 1))
            without_rules = (claimed_alone / max(alone, 1), right_alone / max(alone, 1))
            yield Cell(panel, articles, int(ties), int(settled), *shares, int(alone), *without_rules)


def _draw(panel: Panel, articles: Articles, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Codes of shape (annotators, sentences), -1 where missing, and the truth: confusions of every annotator's own."""
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
        lines.append(said if panel.alike else np.where(rng.random(size) < articles.skill, said, guess))
    codes = np.stack(lines)
    codes[rng.random(codes.shape).argsort(axis=0).argsort(axis=0) >= panel.overlap] = -1
    return codes, truth


def _settle(codes: np.ndarray, truth: np.ndarray, labels: int) -> np.ndarray:
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
            {},
            {str(one): answer for one, answer in enumerate(answers) if answer >= 0},
            posterior=dict(zip(names, chances, strict=True)),
        )
        for answers, chances in zip(codes.T, posterior.tolist(), strict=True)
    ]
    evidence = evidence_of([one.posterior for one in decided])
    counts = np.stack([(codes == label).sum(axis=0) for label in range(labels)])
    found = np.zeros(7)
    for unit in np.flatnonzero(2 * counts.max(axis=0) <= counts.sum(axis=0)).tolist():
        found[0] += 1
        label, chance = likely(decided[unit].posterior)
        right = names[truth[unit]] == label
        if chance >= SURE and not doubt(decided[unit], evidence, label):
            found[1:4] += 1, chance, right
        if posterior[unit].max() >= SURE:
            found[4:] += 1, posterior[unit].max(), right
    return found


def table(cells: list[Cell]) -> str:
    """Cells as Markdown; claimed and right in percent of what was settled, and of what the posterior alone would."""
    head = "| labels | annotators | articles | number | ties | settled | claimed | right | alone | claimed | right |\n"
    lines = [head + "|---|---|---|" + "---:|" * 8]
    for cell in cells:
        kept = f"{100 * cell.claimed:.0f} | {100 * cell.right:.0f}" if cell.settled else "– | –"
        alone = f"{cell.alone} | {100 * cell.claimed_alone:.0f} | {100 * cell.right_alone:.0f}"
        lines.append(f"| {cell.panel} | {cell.articles} | {cell.ties} | {cell.settled} | {kept} | {alone} |")
    return "\n".join(lines)
