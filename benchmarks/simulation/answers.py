"""Answers to a question in each sentence: an annotator sees the true one, or guesses by how common each is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.articles import Articles

THIRDS = (1 / 3, 1 / 3, 1 / 3)
SCALE = (0.2, 0.3, 0.3, 0.2)
SETS = tuple(map(frozenset, ("", "a", "b", "c", "ab", "bc")))


class Design(NamedTuple):
    """Attributes:
    shares: how common each label is.
    topical: how alike articles are in that: the greater, the more.
    care: for each annotator, the share of sentences that are read with care; the others are guessed.
    """

    shares: tuple[float, ...] = THIRDS
    topical: float = 4.0
    care: tuple[float, ...] = (1.0, 1.0, 1.0)


def draw_answers(articles: Articles, design: Design, rng: np.random.Generator) -> np.ndarray:
    """Codes of shape (annotators, sentences)."""
    return draw_with_truth(articles, design, rng)[:-1]


def draw_with_truth(articles: Articles, design: Design, rng: np.random.Generator) -> np.ndarray:
    """The same, and the true labels in the last line."""
    topics = rng.dirichlet(np.multiply(design.shares, design.topical), articles.count)
    size = len(articles.article)
    truth = _draw(topics.cumsum(axis=1)[articles.article], rng)
    lines = []
    for care in design.care:
        guess = _draw(np.broadcast_to(np.cumsum(design.shares), (size, len(design.shares))), rng)
        lines.append(np.where(rng.random(size) < care * articles.skill, truth, guess))
    return np.stack([*lines, truth])


def _draw(cumulated: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return (rng.random(len(cumulated))[:, None] > cumulated[:, :-1]).sum(axis=1)
