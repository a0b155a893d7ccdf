"""The long table: one judgement per line, in the units that agreement counts; and one file per variable for ReCal."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotate.agreement.elements.measure import units_of
from annotate.agreement.elements.units import Units
from annotate.export.rows import Rows
from annotate.records.aligned import align_records
from annotate.records.no_answer import NO_ANSWER

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
    everything = list(units_of(align_records(rows.records(), rows.schema)))
    losses: Counter[str] = Counter()
    table = [("unit", "annotator", "variable", "value")]
    (folder / "recal").mkdir()
    for units in everything:
        values = _values(units, {label: f"{value:g}" for label, value in _numbers(rows, units).items()})
        judged = [
            (str(unit), name, units.element, values[code])
            for unit, codes in zip(units.ids, units.codes.T.tolist(), strict=True)
            for name, code in zip(units.annotators, codes, strict=True)
            if code >= 0
        ]
        table += [line for line in judged if line[3]]
        losses["questions left empty on a scale"] += sum(not line[3] for line in judged)
        if units.level.name != "set":
            _write_recal(folder / "recal", units, values)
        else:
            losses["answers of sets in ReCal's files"] += len(judged)
    _write_table(folder / "long.csv", table)
    losses["spans, but for their actors"] += sum(
        len(row.unlinked) + sum(len(claim.spans) for claim in row.claims) for row in rows
    )
    return losses


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
    is_scale = units.level.name == "ordinal"
    numbers = [value if is_scale else str(code) for code, value in enumerate(values, 1)]
    lines = [[numbers[code] or _MISSING if code >= 0 else _MISSING for code in codes] for codes in units.codes.T]
    _write_table(folder / f"{units.element}.csv", [units.annotators, *lines])
    if not is_scale:
        _write_table(folder / f"{units.element}.codes.csv", zip(numbers, values, strict=True))


def _write_table(file: Path, lines: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    file.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
