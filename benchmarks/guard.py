"""What the guard costs an annotator: submissions on a server with it and on one without, in turn, in one run.

    python benchmarks/guard.py [SUBMISSIONS]

Prints a Markdown table. Two servers, each with one process, a PostgreSQL and a workspace of its own, run side by side
on this machine. An annotator on each asks for the next task and submits it, as the labeling page does; one submission
on the one server, then one on the other, SUBMISSIONS times (200 unless told), the first server first in every other
round. Only one request is under way at a time. What the processor took for a next task and its submission says more
on a machine that does other work too.
"""

from __future__ import annotations

import subprocess
import sys
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
from annotate.labelstudio.push.choose import Choice
from annotate.labelstudio.push.push import push
from annotate.labelstudio.server import Wanted, application, ensure_accounts, start, stop
from annotate.labelstudio.server.web import browser, sign_in
from annotate.labelstudio.wire.client import connect
from annotate.project import Project
from annotate.workspace import Workspace

ANI = Annotator(id="ani", email="ani@example.org")
WARM = 10  # submissions that are not counted


class Side(NamedTuple):
    """A server, its annotator's session and project, and what came back."""

    name: str
    processes: list[Any]
    session: httpx.Client
    project: int
    fetched: list[Answer]
    submitted: list[Answer]
    processor: list[float]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory() as folder, ExitStack() as open_until_then:
        places = {"with the guard": Path(folder) / "with", "without": Path(folder) / "without"}
        try:
            migrate(*places.values())
            sides = [begun(name, place, count + WARM, open_until_then) for name, place in places.items()]
            for number in range(count + WARM):
                for side in sides if number % 2 else reversed(sides):
                    annotate(side)
        finally:
            for place in places.values():
                stop(place)
    print("| server | submitted | submit: median, p90 ms | next: median, p90 ms | processor, both: mean ms |")
    print("|---|--:|--:|--:|--:|")
    for side in sides:
        processor = np.mean(side.processor[WARM:])
        print(f"| {side.name} | {count} | {spread(side.submitted)} | {spread(side.fetched)} | {processor:.0f} |")
    for what, guarded, without in (
        ("submit", *(side.submitted for side in sides)),
        ("next", *(s.fetched for s in sides)),
    ):
        print(f"{what}: {100 * (median(guarded) / median(without) - 1):+.1f} % with the guard")


def migrate(first: Path, second: Path) -> None:
    """Let the one workspace's server make its database, and copy it stopped for the other."""
    try:
        start(first, progress=tell)
    finally:
        stop(first)
    subprocess.run(["cp", "-a", first, second], check=True)


def begun(name: str, workspace: Path, count: int, open_until_then: ExitStack) -> Side:
    """A server with a project of so many sentences, and an annotator who has signed in."""
    info = start(workspace, Wanted(guarded=name.startswith("with ")), progress=tell)
    account = ensure_accounts(info.credentials, [(ANI.id, ANI.email)])[ANI.id]
    client = connect(info.url, token(workspace))
    project = Project(
        Config(name="cost", server=client.url, annotators=(ANI,)), Workspace(workspace / "launch"), SCHEMA
    )
    write_sentences(project.files.sentences, list(made_sentences(count)))
    [pushed] = push(client, project, Choice()).pushed
    session = open_until_then.enter_context(browser(info.url))
    sign_in(session, account.email, account.password)
    processes = application.running(workspace / "server" / "label-studio")
    return Side(name, processes, session, pushed.project, [], [], [])


def annotate(side: Side) -> None:
    """Ask for the next task, and submit it."""
    before = processor_seconds(side)
    side.fetched.append(next_task(side.session, side.project))
    side.submitted.append(submission(side.session, side.fetched[-1].id, side.project))
    for answer in (side.fetched[-1], side.submitted[-1]):
        if answer.error:
            raise SystemExit(f"{side.name}: {answer.error}")
    side.processor.append(1000 * (processor_seconds(side) - before))


def processor_seconds(side: Side) -> float:
    """What Label Studio's processes have used until now."""
    return sum(sum(process.cpu_times()[:2]) for process in side.processes)


def median(answers: list[Answer]) -> float:
    return float(np.median([answer.milliseconds for answer in answers[WARM:]]))


def spread(answers: list[Answer]) -> str:
    last = np.percentile([answer.milliseconds for answer in answers[WARM:]], 90)
    return f"{median(answers):.1f}, {last:.1f}"


if __name__ == "__main__":
    main()
