"""What a run counted, the log of all runs, and the table that is made from it."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

COUNTED = ("lost", "doubled", "tracebacks", "secrets", "hangs")


@dataclass
class Outcome:
    """One line of the log: the runs of one seed, which is one, or as many as Hypothesis drew from it.

    Attributes:
        runs: 0 if what was to happen was not reached.
        again: how often a command ended with an error and was run again, as its hint says.
        note: what was done, and what was found.
    """

    part: str
    seed: int
    runs: int = 1
    lost: int = 0
    doubled: int = 0
    tracebacks: int = 0
    secrets: int = 0
    hangs: int = 0
    again: int = 0
    seconds: float = 0.0
    version: str = ""
    note: str = ""

    @property
    def is_clean(self) -> bool:
        return not any(getattr(self, name) for name in COUNTED)

    def add(self, what: str, number: int, note: str) -> None:
        """Count what was found, and say what it was."""
        if number:
            setattr(self, what, getattr(self, what) + number)
            self.note += f"; {what}: {note}"
            print(f"{self.part} {self.seed}: {what} {number}: {note}", file=sys.stderr, flush=True)


def append(log: Path, outcome: Outcome) -> None:
    """Add a line, which leaves out what is as always."""
    log.parent.mkdir(parents=True, exist_ok=True)
    always = {field.name: field.default for field in fields(Outcome)}
    said = {name: value for name, value in asdict(outcome).items() if value != always[name]}
    with log.open("a") as file:
        file.write(json.dumps(said, ensure_ascii=False) + "\n")


def read(log: Path) -> dict[tuple[str, int], Outcome]:
    """The last outcome of each part and seed."""
    lines = log.read_text().splitlines() if log.exists() else []
    outcomes = (Outcome(**json.loads(line)) for line in lines)
    return {(outcome.part, outcome.seed): outcome for outcome in outcomes}


def table(outcomes: Iterable[Outcome]) -> str:
    """A row a part, as Markdown, with the seeds that were run; parts in the order in which they come first."""
    rows = ["| part | seeds | runs | run again | lost | doubled | tracebacks | secrets | hangs |"]
    rows.append("|---|---|" + "--:|" * 7)
    by_part = defaultdict(list)
    for outcome in outcomes:
        by_part[outcome.part].append(outcome)
    for part, own in by_part.items():
        totals = [sum(getattr(outcome, name) for outcome in own) for name in ("runs", "again", *COUNTED)]
        seeds = ", ".join(_ranges(sorted(outcome.seed for outcome in own)))
        rows.append(f"| {part} | {seeds} | " + " | ".join(f"{total:,}" for total in totals) + " |")
    return "\n".join(rows)


def _ranges(seeds: list[int]) -> Iterator[str]:
    first = last = seeds[0]
    for seed in [*seeds[1:], -1]:
        if seed != last + 1:
            yield f"{first} to {last}" if last > first else f"{first}"
            first = seed
        last = seed
