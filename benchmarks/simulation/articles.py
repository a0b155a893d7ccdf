"""Articles: how many sentences each has, and how sure annotators are in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

UNEVEN = 1.5
"""The standard deviation of skill between articles, in log odds."""


class Articles(NamedTuple):
    """Attributes:
    article: shape (sentences,); the article of each sentence, from 0, sorted.
    skill: shape (sentences,), 0 to 1; the share of the article's sentences in which annotators see what is there.
    count: how many articles there are.
    """

    article: np.ndarray
    skill: np.ndarray
    count: int


def draw_articles(count: int, skill: float, rng: np.random.Generator, uneven: float = UNEVEN) -> Articles:
    """Articles of 10 to 20 sentences; `skill` is that of the middle article."""
    article = np.repeat(np.arange(count), rng.integers(10, 21, count))
    odds = np.exp(rng.normal(np.log(skill / (1 - skill)), uneven, count))
    return Articles(article, (odds / (1 + odds))[article], count)
