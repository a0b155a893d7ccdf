"""Long columns, one judgement a row, into the code array that measures take."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.errors import InsufficientData


class LongCodes(NamedTuple):
    """Codes of shape (annotators, units), -1 where missing, and what rows, columns and codes stand for, sorted."""

    codes: NDArray[np.integer]
    annotators: NDArray[Any]
    units: NDArray[Any]
    labels: NDArray[Any]


def codes_of(units: ArrayLike, annotators: ArrayLike, values: ArrayLike) -> LongCodes:
    """Lay out three columns of equal length; ints are much faster than text.

    Raises:
        InsufficientData: the columns differ in length, or an annotator judged a unit twice.
    """
    columns = [np.asarray(column) for column in (units, annotators, values)]
    if len({column.shape for column in columns}) > 1 or columns[0].ndim != 1:
        raise InsufficientData("units, annotators and values must be three columns of equal length")
    (unit_names, unit), (names, annotator), (labels, value) = (_number(column) for column in columns)
    cells = annotator * len(unit_names) + unit
    codes = np.full(len(names) * len(unit_names), -1, dtype=np.min_scalar_type(-max(len(labels), 2)))
    codes[cells] = value
    if np.count_nonzero(codes >= 0) < len(cells):
        raise InsufficientData("an annotator judged a unit twice", "keep one row a unit and annotator")
    return LongCodes(codes.reshape(len(names), len(unit_names)), names, unit_names, labels)


def _number(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The distinct entries, sorted, and the number of each row's entry; without sorting where they are small ints."""
    if np.issubdtype(column.dtype, np.integer) and column.size:
        low, high = int(column.min()), int(column.max())
        if high - low <= 4 * column.size:
            shifted = column.astype(np.intp) - low
            present = np.zeros(high - low + 1, dtype=bool)
            present[shifted] = True
            if present.all():
                return np.arange(low, high + 1), shifted
            return np.flatnonzero(present) + low, (np.cumsum(present) - 1)[shifted]
    names, numbers = np.unique(column, return_inverse=True)
    return names, numbers
