"""Many names in one array, none of them a string of Python before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

PLAIN = r"[a-z_][a-z0-9_:.-]*|[1-9][0-9]{0,14}|0"
"""Words and whole numbers in their usual writing, in small letters: two of them that differ mean different things."""


class ArrowNames(Sequence[str]):
    """Distinct names in an array of pyarrow."""

    def __init__(self, array: Any) -> None:
        self._array = array

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> ArrowNames: ...
    def __getitem__(self, index: int | slice) -> str | ArrowNames:
        return ArrowNames(self._array[index]) if isinstance(index, slice) else str(self._array[index].as_py())

    def __len__(self) -> int:
        return len(self._array)

    def __iter__(self) -> Iterator[str]:
        return iter(self._array.to_pylist())

    def have_blanks(self) -> bool:
        """Whether a name has no visible character."""
        compute = _compute()
        # A comparison with a string of Python would import pandas, if it is there.
        return bool(compute.min(compute.binary_length(compute.utf8_trim_whitespace(self._array))).as_py() == 0)

    def have_edges(self) -> bool:
        """Whether white space is before or after a name."""
        compute = _compute()
        return bool(compute.any(compute.not_equal(compute.utf8_trim_whitespace(self._array), self._array)).as_py())

    def are_plain(self) -> bool:
        """Whether all are `PLAIN`, perhaps with capitals, and no two differ only in these."""
        compute, whole = _compute(), f"^(?:{PLAIN})$"
        if compute.all(compute.match_substring_regex(self._array, whole)).as_py():
            return True
        lowered = compute.utf8_lower(self._array)
        is_plain = compute.all(compute.match_substring_regex(lowered, whole)).as_py()
        return bool(is_plain) and compute.count_distinct(lowered).as_py() == len(self)


def _compute() -> Any:
    """The module of functions, which makes most of them as it is imported."""
    from pyarrow import compute

    return compute
