"""Long columns, one judgement per row, into the code array that measures take."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.errors import InsufficientData


class LongCodes(NamedTuple):
    """Codes of shape (annotators, units), -1 where missing, and what rows, columns and codes mean, sorted."""

    codes: NDArray[np.integer]
    annotators: NDArray[Any]
    units: NDArray[Any]
    labels: NDArray[Any]


def codes_of(units: ArrayLike, annotators: ArrayLike, values: ArrayLike) -> LongCodes:
    """Lay out three columns of equal length; ints are much faster than text.

    A judgement is missing where it has no row, or where its value is None or the float NaN. Text is a label, whatever
    it says: "nan", "None" and "" too.

    Raises:
        InsufficientData: the columns differ in length, a row names no unit or annotator, a column mixes kinds that have
            no order, or an annotator judged a unit twice.
    """
    columns = [np.asarray(column) for column in (units, annotators, values)]
    if len({column.shape for column in columns}) > 1 or columns[0].ndim != 1:
        raise InsufficientData("units, annotators and values must be three columns of equal length")
    missing = [
        _missing(column_given, column)
        for column_given, column in zip((units, annotators, values), columns, strict=True)
    ]
    for what, lacks in zip(("unit", "annotator"), missing[:2], strict=True):
        if lacks.any():
            raise InsufficientData(f"{int(lacks.sum())} rows have no {what}", "leave them out, or name it")
    there = ~missing[2] if missing[2].any() else slice(None)
    (unit_names, unit), (names, annotator) = (number_entries(column) for column in columns[:2])
    unit, annotator, (labels, value) = unit[there], annotator[there], number_entries(columns[2][there])
    cells = annotator * len(unit_names) + unit
    codes = np.full(len(names) * len(unit_names), -1, dtype=np.min_scalar_type(-max(len(labels), 2)))
    codes[cells] = value
    if np.count_nonzero(codes >= 0) < len(cells):
        raise InsufficientData("an annotator judged a unit twice", "keep one row for each unit and annotator")
    return LongCodes(codes.reshape(len(names), len(unit_names)), names, unit_names, labels)


def refuse_alone(annotators: int, on: str) -> None:
    """Refuse to measure agreement of fewer than two annotators with answers; `on` is what they would both answer.

    Raises:
        InsufficientData: there are fewer.
    """
    if annotators < 2:
        raise InsufficientData(
            "only one annotator gave answers" if annotators else "nobody gave answers",
            f"agreement needs two annotators on the same {on}; a skipped or missing answer does not count",
        )


def _missing(given: ArrayLike, column: NDArray[Any]) -> NDArray[np.bool_]:
    """Which entries are None or NaN; asked of what was given, for numpy makes the text "nan" of a NaN among texts."""
    if column.dtype.kind == "f":
        return np.asarray(np.isnan(column))
    if column.dtype.kind in "iub" or (isinstance(given, np.ndarray) and column.dtype.kind == "U"):
        return np.zeros(len(column), dtype=bool)
    entries: Iterable[Any] = column if column.dtype.kind == "O" else cast("Iterable[Any]", given)
    return np.array([entry is None or (isinstance(entry, Real) and entry != entry) for entry in entries], dtype=bool)


def number_entries(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
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
    try:
        names, numbers = np.unique(column, return_inverse=True)
    except TypeError as error:
        kinds = sorted({type(entry).__name__ for entry in column})
        raise InsufficientData(f"a column mixes {' and '.join(kinds)}", "write all of them as text") from error
    return names, numbers
