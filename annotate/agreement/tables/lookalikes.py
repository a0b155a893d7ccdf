"""Names that may not mean what they say: labels that look missing, names that differ only in writing."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from annotate.agreement.tables.names import ArrowNames
from annotate.counting import and_more, count, some

_LOOKS_MISSING = frozenset(
    {"na", "n/a", "#n/a", "nan", "none", "null", "nil", "missing", "-", "--", "–", "—", "?", ".", "<na>"}
)
_SHOWN = 3


def number_of(text: str) -> float | None:
    """The number that a text is; None if it is none, or not a finite one."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


def looking_missing(times: Mapping[str, int]) -> str:
    """A sentence about labels that look like missing answers, with how often each was given; empty without any."""
    labels = [label for label in times if label.strip().casefold() in _LOOKS_MISSING]
    if not labels:
        return ""
    given = " and ".join(f"{label!r} ({count(times[label], 'time')})" for label in labels)
    one = len(labels) == 1
    options = " ".join(f"--missing='{label}'" if label.startswith("-") else f"--missing '{label}'" for label in labels)
    what = "is a label here" if one else "are labels here"
    return f"{given} {what}; if {'it means' if one else 'they mean'} a missing judgement, add {options}"


def looking_headless(annotators: Collection[str], answers: Collection[str]) -> str:
    """A sentence about columns that are all called like answers, as where a table has no heading; else empty."""
    if not annotators or not set(annotators) <= set(answers):
        return ""
    return (
        f"the columns have names like answers ({some(annotators)}): if the first line has judgements, "
        "write a line above it that names the columns"
    )


def looking_alike(names: Iterable[str], what: str) -> str:
    """A sentence about names that differ only in case, in spaces or as 1 and 1.0; empty without any."""
    if isinstance(names, ArrowNames) and names.are_plain():
        return ""
    written: dict[object, list[str]] = {}
    for name in names:
        written.setdefault(_as_read(name), []).append(name)
    groups = [sorted(group) for group in written.values() if len(group) > 1]
    if not groups:
        return ""
    shown = and_more([_quoted(islice(group, _SHOWN)) for group in groups], _SHOWN, "; ")
    return f"{shown}: these {what} differ only in case, in spaces or as 1 and 1.0, and count as different ones"


def _as_read(name: str) -> object:
    number = number_of(name)
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()) if number is None else number


def _quoted(names: Iterator[str]) -> str:
    return " and ".join(map(repr, names))
