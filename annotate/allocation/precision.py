"""How sure agreement can be, from how many sentences are annotated and what is assumed of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations_with_replacement
from math import ceil, factorial, prod, sqrt
from typing import NamedTuple

from annotate.errors import ConfigError

EXPECTED = 0.67
RELIABLE = 0.80
NORMAL_95 = 1.96
_MOST = 8

_HARDER = 0.22
"""By how much α differs between articles, some of which are harder: its standard deviation."""

_TOPICAL = 0.035
"""How much it adds that labels are commoner in some articles. Both are measured: see benchmarks/forecasts.py."""


class Assumptions(NamedTuple):
    """What has to be assumed of answers before there are any.

    Attributes:
        shares: how common each answer is; they sum to 1.
        within_article: ρ, how alike sentences of an article are in what they add to agreement, 0 to 1. None to take it
            from how much articles usually differ, which depends on the shares and on how many annotators there are.
        together: how many sentences there are in the article of a sentence, on average over sentences.
    """

    shares: tuple[float, ...] = (0.85, 0.15)
    within_article: float | None = None
    together: float = 1.0

    def likeness(self, overlap: int) -> float:
        """ρ, if each sentence has so many annotators."""
        if self.within_article is not None:
            return self.within_article
        return min(1.0, _article_variance(self.shares) / sentence_variance(overlap, self.shares))

    def design_effect(self, overlap: int) -> float:
        """By how much the variance grows because sentences come in articles."""
        return 1 + (self.together - 1) * self.likeness(overlap)

    def in_words(self, overlap: int) -> str:
        """What is assumed, if each sentence has so many annotators."""
        shares = " / ".join(f"{100 * share:.3g}" for share in self.shares)
        return f"answers {shares} %, ρ = {self.likeness(overlap):.2g} within articles"


def parse_shares(text: str) -> tuple[float, ...]:
    """Read how common each answer is, such as "0.85,0.15" or "85,10,5".

    Raises:
        ConfigError: they are not two to eight positive numbers.
    """
    try:
        shares = tuple(map(float, text.split(",")))
    except ValueError:
        shares = ()
    if not 2 <= len(shares) <= _MOST or not all(0 < share < float("inf") for share in shares):
        raise ConfigError(
            f"{text!r} does not say how common the answers are",
            f"write two to {_MOST} positive numbers with commas between, like 0.85,0.15",
        )
    return tuple(share / sum(shares) for share in shares)


def sentences_together(articles: Sequence[str]) -> float:
    """How many sentences the article of a sentence has, on average; `articles` has that of each sentence."""
    sizes = Counter(articles).values()
    return sum(size**2 for size in sizes) / max(1, sum(sizes))


def half_width(sentences: int, overlap: int, assumed: Assumptions) -> float:
    """Half the 95 % interval of Krippendorff's α that may be expected at a true 0.67.

    Each annotator sees the true answer in a share of √0.67 of the sentences, and otherwise guesses by how common each
    answer is; so α is 0.67 whatever the shares are.

    Args:
        sentences: how many are judged.
        overlap: how many annotators judge each.
        assumed: of the answers, and of the sentences of an article.

    Source:
        The variance of a ratio, linear in each sentence's judgements (the delta method); Kish (1965), Survey Sampling,
        for the design effect.
    """
    variance = sentence_variance(overlap, assumed.shares) * assumed.design_effect(overlap)
    return NORMAL_95 * sqrt(variance / sentences)


def sentences_needed(overlap: int, assumed: Assumptions) -> int:
    """How many sentences tell an agreement of 0.67 from one of 0.80 with this overlap."""
    return ceil((half_width(1, overlap, assumed) / ((RELIABLE - EXPECTED) / 2)) ** 2)


def _article_variance(shares: tuple[float, ...]) -> float:
    """The variance of what an article's sentences add to α on average.

    A hard article moves α as much whatever the answers are; an article with more of a label does so if it is rare.
    """
    squares, cubes = sum(share**2 for share in shares), sum(share**3 for share in shares)
    return _HARDER**2 + _TOPICAL * (cubes - squares**2) / (1 - squares) ** 2


@lru_cache
def sentence_variance(overlap: int, shares: tuple[float, ...]) -> float:
    """The variance of what one sentence adds to α, times the number of sentences."""
    sees = sqrt(EXPECTED)
    by_chance = 1 - sum(share**2 for share in shares)
    variance = 0.0
    for answers in combinations_with_replacement(range(len(shares)), overlap):
        times = Counter(answers)
        orders = factorial(overlap) / prod(map(factorial, times.values()))
        likely = orders * sum(
            share * prod((sees * (truth == one) + (1 - sees) * shares[one]) ** n for one, n in times.items())
            for truth, share in enumerate(shares)
        )
        apart = 1 - sum(n * (n - 1) for n in times.values()) / (overlap * (overlap - 1))
        moved = -2 * sum(share * (times[one] / overlap - share) for one, share in enumerate(shares))
        observed = (1 - EXPECTED) * by_chance
        variance += likely * ((observed / by_chance * moved - (apart - observed)) / by_chance) ** 2
    return variance
