"""The tables of `annotate gold`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from annotate.cli.table import print_table

if TYPE_CHECKING:
    from annotate.agreement import Measurement
    from annotate.gold import Decision, GoldRow

_KINDS = {"question": "answers", "claim": "claims", "span": "spans in roles", "attribute": "attributes"}
_COMPETENCE = ("with_others", "accuracy", "diagonal")


def print_gold(rows: Sequence[GoldRow]) -> None:
    """How many decisions of each kind have which status, and how many sentences."""
    from annotate.gold import Status

    counts = _count(decision for row in rows for decision in row.decisions)
    shown = [status for status in Status if _is_shown(status, counts)]
    lines = [(heading, *(str(counts[(kind, status)]) for status in shown)) for kind, heading in _KINDS.items()]
    whole: Counter[str] = Counter(row.status for row in rows)
    lines.append(("whole sentences", *(str(whole[status]) for status in shown)))
    print_table(("gold", *shown), [line for line in lines if any(cell != "0" for cell in line[1:])])


def _count(decisions: Iterable[Decision]) -> Counter[tuple[str, str]]:
    return Counter((decision.kind, decision.status) for decision in decisions)


def _is_shown(status: str, counts: Counter[tuple[str, str]]) -> bool:
    """Whether a status has a column: `single` and `model` only if something has it."""
    from annotate.gold import Status

    return status not in (Status.SINGLE, Status.MODEL) or any(status == given for _, given in counts)


def write_competence(rows: Iterable[Measurement], file: IO[bytes]) -> None:
    """Write how good each annotator is, one line a number; a diagonal's `of` is the annotator and the label."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["variable", "measure", "of", "value", "low", "high", "units"])
    for row in rows:
        if row.agreement.measure in _COMPETENCE:
            value, interval = row.agreement.value, row.agreement.interval or ("", "")
            numbers = [number if number in ("", None) else f"{number:.6g}" for number in (value, *interval)]
            lines.writerow([row.element, row.agreement.measure, row.group, *numbers, row.agreement.units])
    text.detach()
