"""How sure a value is that comes out of articles: its bounds, or the reason why there are none."""

from __future__ import annotations

from math import isnan
from typing import NamedTuple

from annotate.agreement.results.intervals import FEWEST, LEVEL
from annotate.counting import count

_NO_WIDTH = 1e-12


class Certainty(NamedTuple):
    """What is known of a weight or a measure.

    Attributes:
        articles: how many articles have statements that it is made of.
        bounds: of its 95 % interval; None if there cannot be one.
        note: why there is none.
    """

    articles: int
    bounds: tuple[float, float] | None
    note: str = ""

    @property
    def is_distinct(self) -> bool:
        """Whether it is distinct from none: 0 is outside its interval."""
        return self.bounds is not None and (self.bounds[0] > 0 or self.bounds[1] < 0)


class Estimated(NamedTuple):
    """A value, its standard error, the articles that bear on it, and the degrees of freedom of Student's t."""

    value: float
    error: float
    articles: int
    freedom: int


def certainty(estimated: Estimated, ends: tuple[float, float], everything: str = "all articles") -> Certainty:
    """The 95 % interval of a value by Student's t, cut at the ends of what the value can be.

    Args:
        estimated: the value; its error is NaN where it is undefined without one of the articles.
        ends: the least and the most that it can be.
        everything: what is alike if the error is 0, in words.
    """
    from scipy.special import stdtrit

    value, error, articles, freedom = estimated
    if articles < FEWEST:
        return Certainty(articles, None, f"statements in {count(articles, 'article')} only; an interval needs three")
    if isnan(error):
        return Certainty(articles, None, "undefined without one of the articles")
    if error < _NO_WIDTH:
        return Certainty(articles, None, f"{everything} are alike, which says nothing about others")
    reach = float(stdtrit(freedom, (1 + LEVEL) / 2)) * error
    return Certainty(articles, (max(value - reach, ends[0]), min(value + reach, ends[1])))
