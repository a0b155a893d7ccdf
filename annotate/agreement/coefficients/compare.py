"""Each two annotators compared in each unit: shape (annotators, annotators, units), NaN where one did not judge it.

On the diagonal is 0 where the annotator judged the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.results.sums import Floats
from annotate.records.distinct import distinct, pairs_of


def compare_codes(codes: NDArray[np.integer], table: Floats) -> Floats:
    """Look up each two codes in a table of shape (labels, labels); codes are of shape (annotators, units)."""
    present = codes >= 0
    found = _empty(present)
    for one, two in combinations(range(len(codes)), 2):
        both = present[one] & present[two]
        found[one, two, both] = found[two, one, both] = table[codes[one, both], codes[two, both]]
    return found


def compare_answers(lines: Sequence[Sequence[Any]], function: Callable[[Any, Any], float]) -> Floats:
    """Apply a symmetric function to each two answers; `lines` has those of each annotator, None where missing."""
    answers = distinct(lines)
    found = _empty(answers.numbers >= 0)
    for one, two in combinations(range(len(lines)), 2):
        pairs, units, which = pairs_of(answers, one, two)
        found[one, two, units] = found[two, one, units] = np.array([function(*pair) for pair in pairs], float)[which]
    return found


def _empty(present: NDArray[np.bool_]) -> Floats:
    found = np.full((len(present), *present.shape), np.nan)
    found[np.diag_indices(len(present))] = np.where(present, 0.0, np.nan)
    return found
