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
    found = _empty(np.array([[answer is not None for answer in line] for line in lines], dtype=bool))
    for one, two in combinations(range(len(lines)), 2):
        for unit, (left, right) in enumerate(zip(lines[one], lines[two], strict=True)):
            if left is not None and right is not None:
                found[one, two, unit] = found[two, one, unit] = function(left, right)
    return found


def _empty(present: NDArray[np.bool_]) -> Floats:
    found = np.full((len(present), *present.shape), np.nan)
    found[np.diag_indices(len(present))] = np.where(present, 0.0, np.nan)
    return found
