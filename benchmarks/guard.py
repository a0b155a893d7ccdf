"""What the guard costs an annotator: submissions on a server with it and on one without, in turn, in one run.

    python benchmarks/guard.py [SUBMISSIONS]

Prints a Markdown table. Two servers, each with one process, a PostgreSQL and a workspace of its own, run side by side
on this machine. An annotator on each asks for the next task and submits it, as the labeling page does; one submission
on the one server, then one on the other, the first server first in every other round. Only one request is under way at
a time. Two servers that are alike differ by one or two percent for as long as they run, so SUBMISSIONS (200 unless
told) are divided among four pairs, and the guard is on the server that was started first in every other pair. What the
processor took for a next task and its submission says more on a machine that does other work too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import httpx
import numpy as np
from labelstudio import SCHEMA, made_sentences, tell, token
from load import Answer, next_task, submission

from annotate.config import Annotator, Config
from annotate.corpus import write_sentences
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.push.push import push
from annotate.labelstudio.server import Wanted, application, ensure_accounts, start, stop
from annotate.labelstudio.server.web import browser, sign_in
from annotate.labelstudio.wire.client import connect
from annotate.project import Project
from annotate.workspace import Workspace

ANI = Annotator(id="ani", email="ani@example.org")
NAMES = ("with the guard", "without")
PAIRS = 4
WARM = 10  # submissions to each server that are not counted


class Measured(NamedTuple):
    """What came back from a server, and what the processor took for both requests, in milliseconds."""

    fetched: list[Answer]
    submitted: list[Answer]
    processor: list[float]


class Side(NamedTuple):
    """A server that runs, its annotator's session and project."""

    name: str
    processes: list[Any]
    session: httpx.Client
    project: int


def main() -> None:
    count = (int(sys.argv[1]) if len(sys.argv) > 1 else 200) // PAIRS
    measured = {name: Measured([], [], []) for name in NAMES}
    with TemporaryDirectory() as folder:
        migrated = Path(folder) / "migrated"
        try:
            start(migrated, progress=tell)
        finally:
            stop(migrated)
        for number in range(PAIRS):
            measure_pair(migrated, NAMES if number % 2 else NAMES[::-1], count, measured)
    print("| server | submitted | submit: median, p90 ms | next: median, p90 ms | processor, both: mean ms |")
    print("|---|--:|--:|--:|--:|")
    for name, (fetched, submitted, processor) in measured.items():
        print(f"| {name} | {len(submitted)} | {spread(submitted)} | {spread(fetched)} | {np.mean(processor):.0f} |")
    guarded, without = (measured[name] for name in NAMES)
    for what, ratio in (
        ("submit", median(guarded.submitted) / median(without.submitted)),
        ("next", median(guarded.fetched) / median(without.fetched)),
    ):
        print(f"{what}: {100 * (ratio - 1):+.1f} % with the guard")


def measure_pair(migrated: Path, names: Sequence[str], count: int, measured: Mapping[str, Measured]) -> None:
    """Start two servers in this order, each on a copy of a database, and submit so many annotations to each."""
    with TemporaryDirectory() as folder, ExitStack() as open_until_then:
        sides = []
        for name in names:
            workspace = Path(folder) / name
            subprocess.run(["cp", "-a", migrated, workspace], check=True)
            open_until_then.callback(stop, workspace)
            sides.append(begun(name, workspace, count + WARM, open_until_then))
        unmeasured = Measured([], [], [])
        for number in range(WARM + count):
            for side in sides if number % 2 else reversed(sides):
                annotate(side, unmeasured if number < WARM else measured[side.name])


def begun(name: str, workspace: Path, count: int, open_until_then: ExitStack) -> Side:
    """A server with a project of so many sentences, and an annotator who has signed in."""
    info = start(workspace, Wanted(guarded=name == NAMES[0]), progress=tell)
    account = ensure_accounts(info.credentials, [(ANI.id, ANI.email)])[ANI.id]
    client = connect(info.url, token(workspace))
    project = Project(
        Config(name="cost", server=client.url, annotators=(ANI,)), Workspace(workspace / "launch"), SCHEMA
    )
    write_sentences(project.files.sentences, list(made_sentences(count)))
    [pushed] = push(client, project, SendChoice()).pushed
    session = open_until_then.enter_context(browser(info.url))
    sign_in(session, account.email, account.password)
    processes = application.running(workspace / "server" / "label-studio")
    return Side(name, processes, session, pushed.project)


def annotate(side: Side, measured: Measured) -> None:
    """Ask for the next task, and submit it."""
    before = processor_seconds(side)
    measured.fetched.append(next_task(side.session, side.project))
    measured.submitted.append(submission(side.session, measured.fetched[-1].id, side.project))
    for answer in (measured.fetched[-1], measured.submitted[-1]):
        if answer.error:
            raise SystemExit(f"{side.name}: {answer.error}")
    measured.processor.append(1000 * (processor_seconds(side) - before))


def processor_seconds(side: Side) -> float:
    """What Label Studio's processes have used until now."""
    return sum(sum(process.cpu_times()[:2]) for process in side.processes)


def median(answers: list[Answer]) -> float:
    return float(np.median([answer.milliseconds for answer in answers]))


def spread(answers: list[Answer]) -> str:
    last = np.percentile([answer.milliseconds for answer in answers], 90)
    return f"{median(answers):.1f}, {last:.1f}"


if __name__ == "__main__":
    main()
