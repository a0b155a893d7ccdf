"""The long table: one judgement per line, in the units that agreement counts; and one file per variable for ReCal."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from annotate.agreement.elements.measure import units_of
from annotate.agreement.elements.units import Units
from annotate.export.rows import Rows
from annotate.file_names import file_name
from annotate.quiet import much_is_kept
from annotate.records.aligned import align_records
from annotate.records.contents import spans_of
from annotate.records.no_answer import NO_ANSWER
from annotate.records.slim import sharer
from annotate.schema import Record, Schema

_MISSING = "#"

# kripp.alpha wants annotators in rows; the other way round it computes something else without a warning.
R_LINES = (
    "In R, for has_claim or any other variable:",
    '  long <- subset(read.csv("{path}/long.csv"), variable == "has_claim")',
    '  wide <- reshape(long[-3], idvar = "unit", timevar = "annotator", direction = "wide")',
    '  irr::kripp.alpha(t(as.matrix(wide[-1])), "nominal")',
)


def write_long(rows: Rows, folder: Path) -> Counter[str]:
    """Write long.csv, and recal/VARIABLE.csv with its codes for each variable, and return what they cannot hold.

    An ordinal answer is its number, and a set its labels with ` | ` between. A question that may be left empty has
    `(no answer)`; on a scale, which has no number for it, that is missing.
    """
    losses: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    with much_is_kept():
        aligned = align_records(_counted(rows, spans), rows.schema)
    (folder / "recal").mkdir()
    with _table(folder / "long.csv") as long:
        long.writerow(("unit", "annotator", "variable", "value"))
        for units in units_of(aligned):
            values = _values(units, {label: f"{value:g}" for label, value in _numbers(rows, units).items()})
            long.writerows(line for line in _judged(units, values) if line[3])
            empty = [code for code, value in enumerate(values) if not value]
            losses["questions left empty on a scale"] += int(np.isin(units.codes, empty).sum())
            if units.level.name != "set":
                _write_recal(folder / "recal", units, values)
            else:
                losses["answers of sets in ReCal's files"] += int((units.codes >= 0).sum())
    return losses + spans


def _counted(rows: Rows, spans: Counter[str]) -> Iterator[Record]:
    share = sharer(rows.schema)
    for record in rows.records():
        if record.status == "submitted":
            share(record)
            spans["spans, but for their actors"] += _spans_in(record, rows.schema)
            yield record


def _judged(units: Units, values: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """The lines of a variable, those without a value too."""
    for unit, codes in zip(units.ids, units.codes.T.tolist(), strict=True):
        name = str(unit)
        for annotator, code in zip(units.annotators, codes, strict=True):
            if code >= 0:
                yield name, annotator, units.element, values[code]


def _spans_in(record: Any, schema: Schema) -> int:
    if not schema.head:
        return 0
    linked = sum(len(spans_of(claim, role.name)) for claim in record.claims for role in schema.roles)
    return linked + len(record.unlinked)


def _numbers(rows: Rows, units: Units) -> Mapping[str, float]:
    """Label → number, of an ordinal element."""
    if units.level.name != "ordinal":
        return {}
    return next(element.values for element in rows.schema.answerables if element.name == units.element)


def _values(units: Units, numbers: dict[str, str]) -> list[str]:
    """What is written for each code; empty where a scale has no number for it."""

    def written(label: Any) -> str:
        if label is NO_ANSWER:
            return "" if numbers else str(NO_ANSWER)
        return (
            " | ".join(sorted(label)) or str(NO_ANSWER) if isinstance(label, frozenset) else numbers.get(label, label)
        )

    return [written(label) for label in units.labels]


def _write_recal(folder: Path, units: Units, values: Sequence[str]) -> None:
    """One variable as ReCal OIR reads it: names first, then a line a unit, numbers, and # for what is missing."""
    name = file_name(units.element)
    is_scale = units.level.name == "ordinal"
    numbers = [value if is_scale else str(code) for code, value in enumerate(values, 1)]
    # A code of -1, a missing judgement, is the last of these.
    written = [*(number or _MISSING for number in numbers), _MISSING]
    with _table(folder / f"{name}.csv") as table:
        table.writerow(units.annotators)
        table.writerows([written[code] for code in codes] for codes in units.codes.T.tolist())
    if not is_scale:
        with _table(folder / f"{name}.codes.csv") as table:
            table.writerows(zip(numbers, values, strict=True))


@contextmanager
def _table(file: Path) -> Iterator[Any]:
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as text:
        yield csv.writer(text, lineterminator="\n")
