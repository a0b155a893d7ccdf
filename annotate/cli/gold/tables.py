"""The tables of `annotate gold`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from annotate.cli.table import print_table

if TYPE_CHECKING:
    from annotate.agreement import Measurement
    from annotate.gold import GoldRow

_KINDS = {"question": "answers", "claim": "claims", "span": "spans in roles", "attribute": "attributes"}
_COMPETENCE = ("with_others", "accuracy", "diagonal")


class Tally:
    """What rows of gold are in numbers, counted one by one.

    Attributes:
        decisions: how many of each kind have which status.
        sentences: how many have which status.
        left: in how many a person must decide.
        left_by_one: how many of those have one annotator.
    """

    def __init__(self, rows: Iterable[GoldRow] = ()) -> None:
        self.decisions: Counter[tuple[str, str]] = Counter()
        self.sentences: Counter[str] = Counter()
        self.left = self.left_by_one = 0
        for row in rows:
            self.add(row)

    def add(self, row: GoldRow) -> None:
        """Count a row."""
        self.decisions.update((decision.kind, decision.status.value) for decision in row.decisions)
        self.sentences[row.status] += 1
        if row.conflicts:
            self.left += 1
            self.left_by_one += len(row.annotators) == 1

    def counted(self, rows: Iterable[GoldRow]) -> Iterator[GoldRow]:
        """The rows, each counted as it passes."""
        for row in rows:
            self.add(row)
            yield row


def print_gold(tally: Tally) -> None:
    """How many decisions of each kind have which status, and how many sentences."""
    from annotate.gold import Status

    counts = tally.decisions
    shown = [status for status in Status if _is_shown(status, counts)]
    lines = [(heading, *(str(counts[(kind, status)]) for status in shown)) for kind, heading in _KINDS.items()]
    lines.append(("whole sentences", *(str(tally.sentences[status]) for status in shown)))
    print_table(("gold", *shown), [line for line in lines if any(cell != "0" for cell in line[1:])])


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
