"""Spans of a role: an annotator sees what is there, or guesses whether there is a span, and from where to where."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.articles import Articles

LENGTH = 120
_PLACES = (0, 60)


class Spans(NamedTuple):
    """What `span_f1` and `unitizing_alpha` take."""

    spans: np.ndarray
    seen: np.ndarray
    lengths: np.ndarray


class Design(NamedTuple):
    """Attributes:
    rate: how often half a sentence has a span, on average over the articles that have any.
    articles: the share of articles that have any.
    care: for each annotator, the share of sentences that are read with care; the others are guessed.
    """

    rate: float = 0.3
    articles: float = 1.0
    care: tuple[float, ...] = (1.0, 1.0, 1.0)


def draw_spans(articles: Articles, design: Design, rng: np.random.Generator) -> Spans:
    """Up to two spans in each sentence; how common they are differs between articles."""
    size = len(articles.article)
    rates = rng.beta(4 * design.rate, 4 * (1 - design.rate), articles.count)
    rate = (rates * (rng.random(articles.count) < design.articles))[articles.article]
    parts = []
    for place in _PLACES:
        truth = _draw(rate, rng)
        for annotator, care in enumerate(design.care):
            sees = rng.random(size) < care * articles.skill
            there, start, end = (
                np.where(sees, true, guess) for true, guess in zip(truth, _draw(rate, rng), strict=True)
            )
            at = np.flatnonzero(there)
            parts.append(np.column_stack([np.full(len(at), annotator), at, place + start[at], place + end[at]]))
    seen = np.ones((len(design.care), size), dtype=bool)
    return Spans(np.concatenate(parts), seen, np.full(size, LENGTH))


def _draw(rate: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether there is a span in half a sentence, where it begins and where it ends."""
    start = rng.integers(0, 30, len(rate))
    return rng.random(len(rate)) < rate, start, start + rng.integers(10, 30, len(rate))
