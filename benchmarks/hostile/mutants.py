"""Results and exports that no page and no server would write, a hundred a seed, drawn by Hypothesis."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drawn import TEXT, mutated
from drawn_exports import exports, numbers_in
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from annotate.config import Config
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.wire.results import parse_result
from annotate.project import Project
from annotate.workspace import Workspace
from hostile.outcome import Outcome
from hostile.watched import watched

EACH = 100
RESULTS, EXPORTS = "mutated results", "mutated exports"


def mutants(what: str) -> Callable[[int], Outcome]:
    """What happens at a seed: a hundred mutants are read."""
    strategy, read = (mutated(), _read_result) if what == RESULTS else (exports(), _read_export)

    def run(number: int) -> Outcome:
        begun = time.monotonic()
        outcome = Outcome(what, number, runs=0)
        for drawn in _drawn(strategy, number):
            outcome.runs += 1
            read(outcome, *drawn)
        outcome.seconds = round(time.monotonic() - begun, 2)
        return outcome

    return run


def _drawn(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    found: list[Any] = []

    @seed(number)
    @settings(
        max_examples=EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def _read_result(outcome: Outcome, schema: Any, result: Any) -> None:
    watched(outcome, None, lambda progress: parse_result(result, TEXT, schema))


def _read_export(outcome: Outcome, schema: Any, tasks: list[Any]) -> None:
    with TemporaryDirectory() as name:
        files = Workspace(Path(name))
        file = files.root / "export.json"
        file.write_text(json.dumps(tasks))
        for _ in range(2):  # the second time over what the first one left
            if not watched(outcome, None, lambda progress: pull_export([file], Project(Config(), files, schema))):
                return
        rows = [row for _, row in read_jsonl(files.annotations, "")] + [
            row for _, row in read_jsonl(files.rejected, "")
        ]
    expected = len({number for task in tasks for number in numbers_in(task)})
    outcome.add("lost", max(0, expected - len(rows)), json.dumps(tasks)[:2000])
    pairs = [(row.get("origin", {}).get("task"), row.get("origin", {}).get("annotation")) for row in rows]
    named = Counter(str(pair) for pair in pairs if None not in pair)
    twice = max(0, len(rows) - expected, *(times - 1 for times in named.values()))
    outcome.add("doubled", twice, json.dumps(tasks)[:2000])
