"""F1 averaged over pairs of annotators, from what each pair has in common in each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.codes import refuse_alone
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.recipe import Counts, Settings
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOGIT
from annotate.agreement.results.sums import Bearing, Estimate, Floats, as_articles, sums_of
from annotate.errors import InsufficientData


class Credits(NamedTuple):
    """What two annotators have in common in each sentence.

    `credit` is in whole matches, `size` the objects of the first and of the second; both of shape (sentences,).
    """

    first: int
    second: int
    credit: Floats
    size: NDArray[Any]


class InCommon(NamedTuple):
    """What was compared: what each pair of annotators has in common, and of how many objects.

    `seen` says which annotator saw which sentence, shape (annotators, sentences).
    """

    pairs: Sequence[Credits]
    seen: NDArray[np.bool_]
    judgements: int


def mean_f1(
    measure: str,
    compared: InCommon,
    matching: Settings,
    *,
    articles: ArrayLike | None,
    resampling: Resampling | None,
) -> Agreement:
    """F = 2 Σ credit / Σ sizes for each pair over the sentences both saw, averaged over pairs.

    Args:
        measure: its name.
        compared: what was compared.
        matching: how objects were matched, for the recipe.
        articles: shape (sentences,), int, or None.
        resampling: resamples and seed.

    Raises:
        InsufficientData: one annotator, no sentence seen by two, or nothing marked in any of them.
    """
    pairs, seen, judgements = compared
    shared = shared_sentences(seen)
    columns = []
    for first, second, credit, size in pairs:
        both = seen[first] & seen[second]
        columns += [np.where(both, credit, 0.0), np.where(both, size, 0.0)]
    article = as_articles(articles, len(shared))
    rows = np.column_stack(columns)[shared]
    bearing = Bearing(apart=np.tile([-2.0, 1.0], len(pairs)), alike=np.tile([1.0, 0.0], len(pairs)))
    sums = sums_of(rows, None if article is None else article[shared], _mean_over_pairs, LOGIT, bearing)
    if np.isnan(sums.estimate.value):
        raise InsufficientData("nobody marked one in a sentence that two annotators saw")
    result = conclude(
        measure,
        sums,
        per("sentence", articles, resampling),
        Counts(int(shared.sum()), int((seen & shared).any(axis=1).sum()), judgements),
        matching,
    )
    of_pairs = _each_pair(sums.total)
    return replace(result, pairs=(float(np.nanmin(of_pairs)), float(np.nanmax(of_pairs))))


def shared_sentences(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which sentences two annotators saw, shape (sentences,), from who saw which, shape (annotators, sentences).

    Raises:
        InsufficientData: one annotator, or no such sentence.
    """
    refuse_alone(len(seen), "sentences")
    shared = seen.sum(axis=0) > 1
    if not shared.any():
        raise InsufficientData("no sentence was seen by two annotators", "give some sentences to two annotators")
    return np.asarray(shared)


def _each_pair(sums: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(2 * sums[..., 0::2] / sums[..., 1::2])


def _mean_over_pairs(sums: Floats) -> Estimate:
    each = _each_pair(sums)
    defined = ~np.isnan(each)
    with np.errstate(invalid="ignore"):
        value = np.where(defined, each, 0).sum(axis=-1) / defined.sum(axis=-1)
    return Estimate(value, *(np.full_like(value, np.nan) for _ in range(2)))
