"""What the guard costs an annotator: submissions on a server with it and on one without, in turn, in one run.

    python benchmarks/guard.py [SUBMISSIONS]

Prints a Markdown table. Two servers, each with one process, a PostgreSQL and a workspace of its own, run side by side
on this machine. An annotator on each asks for the next task and submits it, as the labeling page does; one submission
on the one server, then one on the other, SUBMISSIONS times (200 unless told), the first server first in every other
round. Only one request is under way at a time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx
import numpy as np
from labelstudio import SCHEMA, made_sentences, tell, token
from load import Answer, next_task, submission

from annotate.config import Annotator, Config
from annotate.corpus import write_sentences
from annotate.labelstudio.push.choose import Choice
from annotate.labelstudio.push.push import push
from annotate.labelstudio.server import Wanted, ensure_accounts, start, stop
from annotate.labelstudio.server.web import browser, sign_in
from annotate.labelstudio.wire.client import connect
from annotate.project import Project
from annotate.workspace import Workspace

ANI = Annotator(id="ani", email="ani@example.org")
WARM = 10  # submissions that are not counted


class Side(NamedTuple):
    """A server, its annotator's session and project, and what came back."""

    name: str
    session: httpx.Client
    project: int
    fetched: list[Answer]
    submitted: list[Answer]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory() as folder:
        places = {"with the guard": Path(folder) / "with", "without": Path(folder) / "without"}
        try:
            sides = [begun(name, place, count + WARM) for name, place in places.items()]
            for number in range(count + WARM):
                for side in sides if number % 2 else reversed(sides):
                    annotate(side)
        finally:
            for place in places.values():
                stop(place)
    print("| server | submitted | submit: median, p90 ms | next: median, p90 ms |\n|---|--:|--:|--:|")
    for side in sides:
        print(f"| {side.name} | {count} | {spread(side.submitted)} | {spread(side.fetched)} |")
    for what, guarded, without in (
        ("submit", *(side.submitted for side in sides)),
        ("next", *(s.fetched for s in sides)),
    ):
        print(f"{what}: {100 * (median(guarded) / median(without) - 1):+.1f} % with the guard")


def begun(name: str, workspace: Path, count: int) -> Side:
    """A server with a project of so many sentences, and an annotator who has signed in."""
    info = start(workspace, Wanted(guarded=name.startswith("with ")), progress=tell)
    account = ensure_accounts(info.credentials, [(ANI.id, ANI.email)])[ANI.id]
    client = connect(info.url, token(workspace))
    project = Project(
        Config(name="cost", server=client.url, annotators=(ANI,)), Workspace(workspace / "launch"), SCHEMA
    )
    write_sentences(project.files.sentences, list(made_sentences(count)))
    [pushed] = push(client, project, Choice()).pushed
    session = browser(info.url).__enter__()
    sign_in(session, account.email, account.password)
    return Side(name, session, pushed.project, [], [])


def annotate(side: Side) -> None:
    """Ask for the next task, and submit it."""
    side.fetched.append(next_task(side.session, side.project))
    side.submitted.append(submission(side.session, side.fetched[-1].id, side.project))
    for answer in (side.fetched[-1], side.submitted[-1]):
        if answer.error:
            raise SystemExit(f"{side.name}: {answer.error}")


def median(answers: list[Answer]) -> float:
    return float(np.median([answer.milliseconds for answer in answers[WARM:]]))


def spread(answers: list[Answer]) -> str:
    last = np.percentile([answer.milliseconds for answer in answers[WARM:]], 90)
    return f"{median(answers):.1f}, {last:.1f}"


if __name__ == "__main__":
    main()
