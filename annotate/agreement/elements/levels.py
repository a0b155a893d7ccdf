"""The levels of measurement: how far two answers are apart, and what is measured on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients import distance
from annotate.agreement.coefficients.alpha import alpha
from annotate.agreement.coefficients.gwet import gwet_ac1, gwet_ac2, observed_agreement
from annotate.agreement.coefficients.kappa import cohen_kappa, fleiss_kappa, weighted_kappa
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.sums import Floats
from annotate.records.no_answer import NO_ANSWER

Codes = NDArray[np.intp]
Labels = Sequence[Any]
Measures = Mapping[str, Callable[..., Agreement]]
"""Name → what computes the measure, which still asks for `articles` and `resampling`."""


@dataclass(frozen=True)
class Level:
    """How the answers to an element relate to each other.

    Attributes:
        name: as the schema says it, or `--level`.
        measures: the measures of codes of shape (annotators, units) with these labels.
        distance: how far each two labels are apart, 0 to 1: shape (labels, labels). It asks for the labels and for how
            often each is used, shape (labels,), which the steps of an ordinal scale follow from.
        scale: what a table must write as values: numbers, as the sentence says; empty where any word will do.
    """

    name: str
    measures: Callable[[Codes, Labels], Measures]
    distance: Callable[[Labels, Floats], Floats]
    scale: str = ""

    @property
    def has_one_label(self) -> bool:
        """Whether an answer is one label of a list, and not a set of them or any number."""
        return self.name in ("nominal", "ordinal")


def _nominal(codes: Codes, labels: Labels) -> Measures:
    of_pairs: Measures = (
        {"cohen_kappa": partial(cohen_kappa, *codes)}
        if len(codes) == 2
        else {"fleiss_kappa": partial(fleiss_kappa, codes)}
    )
    return {
        "alpha": partial(alpha, codes, labels=labels),
        "observed": partial(observed_agreement, codes),
        "ac1": partial(gwet_ac1, codes, len(labels)),
        **of_pairs,
    }


def _ordinal(codes: Codes, labels: Labels) -> Measures:
    steps = len(labels) - (NO_ANSWER in labels)
    of_pairs: Measures = (
        {
            "linear_kappa": partial(weighted_kappa, codes, "linear", steps),
            "quadratic_kappa": partial(weighted_kappa, codes, "quadratic", steps),
        }
        if len(codes) == 2
        else {}
    )
    return {
        "alpha": partial(alpha, codes, "ordinal", labels=labels),
        "observed": partial(observed_agreement, codes),
        "ac2": partial(gwet_ac2, codes, len(labels), last_apart=NO_ANSWER in labels),
        **of_pairs,
    }


def _set(codes: Codes, labels: Labels) -> Measures:
    return {
        "alpha_masi": partial(alpha, codes, "masi", labels=labels),
        "alpha_jaccard": partial(alpha, codes, "jaccard", labels=labels),
        "observed": partial(observed_agreement, codes),
    }


def _interval(codes: Codes, labels: Labels) -> Measures:
    return {"alpha": partial(alpha, codes, "interval", labels=labels)}


def _apart(labels: Labels, _: Floats) -> Floats:
    return 1 - np.eye(max(1, len(labels)))


def _steps_apart(labels: Labels, times: Floats) -> Floats:
    return _to_one(distance.ordinal(times, last_apart=NO_ANSWER in labels))


def _members_apart(labels: Labels, _: Floats) -> Floats:
    return distance.matrix(labels, distance.masi)


def _numbers_apart(labels: Labels, _: Floats) -> Floats:
    numbers = distance.within_one(np.asarray(labels, float))[0]
    return _to_one(np.subtract.outer(numbers, numbers) ** 2)


def _to_one(distances: Floats) -> Floats:
    """The same distances, the ends of the scale being 1 apart."""
    return np.asarray(distances / (distances.max(initial=0.0) or 1.0))


LEVELS = {
    level.name: level
    for level in (
        Level("nominal", _nominal, _apart),
        Level("ordinal", _ordinal, _steps_apart, scale="number the steps of the scale"),
        Level("set", _set, _members_apart),
        Level("interval", _interval, _numbers_apart, scale="write numbers"),
    )
}
