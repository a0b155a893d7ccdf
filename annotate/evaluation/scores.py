"""Precision, recall and F1, from what an annotator and gold have in common in each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.gwet import share
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Counts, Settings
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.scales import LOGIT
from annotate.agreement.results.sums import Bearing, Floats, Ints, sums_of

_BEARING = Bearing(apart=np.array([-1.0, 1.0]), alike=np.array([1.0, 0.0]))


class Matches(NamedTuple):
    """What an annotator and gold have in common in each unit, and what each of them has: all of shape (units,)."""

    credit: Floats
    annotator: Floats
    gold: Floats

    def where(self, chosen: NDArray[np.bool_]) -> Matches:
        """Those of the chosen units."""
        return Matches(*(part[chosen] for part in self))


@dataclass(frozen=True)
class Basis:
    """What scores are computed on.

    Attributes:
        articles: shape (units,); the article of each unit.
        resampling: resamples and seed.
        settings: for the recipe.
    """

    articles: Ints
    resampling: Resampling
    settings: Settings


def scores(prefix: str, matches: Matches, basis: Basis, settings: Settings) -> list[Agreement]:
    """Precision, recall and F1; one that is undefined has its reason.

    Args:
        prefix: the measures' names without `_precision`, `_recall` and `_f1`.
        matches: what is counted.
        basis: what it is counted on.
        settings: how objects were matched, for the recipe.
    """
    credit, annotator, gold = matches
    counts = Counts(len(basis.articles), 1, round(float(annotator.sum() + gold.sum())))
    parts = (
        ("precision", credit, annotator, "nothing was marked that could be right"),
        ("recall", credit, gold, "gold has none that could be found"),
        ("f1", 2 * credit, annotator + gold, "nothing was marked, and gold has none"),
    )
    measured = []
    for name, part, whole, reason in parts:
        measure = f"{prefix}_{name}"
        if whole.any():
            sums = sums_of(np.column_stack([part, whole]), basis.articles, share, LOGIT, _BEARING)
            measured.append(conclude(measure, sums, basis.resampling, counts, {**settings, **basis.settings}))
        else:
            measured.append(Agreement(measure, None, **counts._asdict(), reason=reason))
    return measured
