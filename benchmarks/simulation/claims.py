"""Claims: an annotator sees what is there, or guesses whether there is a claim, and every part of it."""

from __future__ import annotations

from itertools import product

import numpy as np

from annotate.records.frames import Frame
from simulation.articles import Articles

_RATE = 0.3
_ENDS, _CLAIMANTS, _STANCES = (32, 44), (0, 5), ("oppose", "mixed", "support")


def _claim(end: int, claimant: int, stance: str) -> tuple[Frame, ...]:
    roles = {"guarantee": frozenset({(20, end)}), "claimant": frozenset({(claimant, 10)})}
    return (Frame(roles, {"stance": stance}),)


_SAID = [(), *(_claim(*parts) for parts in product(_ENDS, _CLAIMANTS, _STANCES))]


def draw_claims(articles: Articles, care: tuple[float, ...], rng: np.random.Generator) -> list[list[tuple[Frame, ...]]]:
    """The claims of each annotator in each sentence, one at most; how common they are differs between articles.

    `care` has, for each annotator, the share of sentences that are read with care; the others are guessed.
    """
    size = len(articles.article)
    rate = rng.beta(4 * _RATE, 4 * (1 - _RATE), articles.count)[articles.article]
    truth = _draw(rate, rng)
    lines = []
    for careful in care:
        said = np.where(rng.random(size) < careful * articles.skill, truth, _draw(rate, rng))
        lines.append([_SAID[number] for number in said.tolist()])
    return lines


def _draw(rate: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What is said in each sentence, as its number in `_SAID`."""
    return np.where(rng.random(len(rate)) < rate, rng.integers(1, len(_SAID), len(rate)), 0)
