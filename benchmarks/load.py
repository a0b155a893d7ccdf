"""Ten annotators who submit without a pause, against one process of the server and several, in one run.

    python benchmarks/load.py [SECONDS [WORKERS ...]]

Prints a Markdown table. Each annotator signs in, and asks for the next task and submits an annotation as the labeling
page does, for SECONDS (120 unless told), in a project of their own; afterwards every annotation that the server
accepted is looked for. Server, database and annotators share this machine, and everything is in a temporary workspace.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Any, NamedTuple

import httpx
import numpy as np
from labelstudio import SCHEMA, annotation, made_sentences, tell, token

from annotate.config import Annotator, Config
from annotate.corpus import write_sentences
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.push.push import push
from annotate.labelstudio.server import Account, Wanted, ensure_accounts, start, stop
from annotate.labelstudio.server.web import browser, sign_in
from annotate.labelstudio.wire.client import Client, connect
from annotate.labelstudio.wire.queries import list_tasks
from annotate.project import Project
from annotate.workspace import Workspace

ANNOTATORS = tuple(Annotator(id=f"a{number}", email=f"a{number}@example.org") for number in range(10))
FASTEST = 4  # tasks a second that no annotator reaches here
RESULT = annotation(next(made_sentences(1)), 0)["result"]


class Answer(NamedTuple):
    """What came back: the id of a task or an annotation, or an error, after so many milliseconds."""

    id: int
    error: str
    milliseconds: float


class Work(NamedTuple):
    """One annotator's requests for the next task, and submissions."""

    fetched: list[Answer]
    submitted: list[Answer]


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    workers = [int(number) for number in sys.argv[2:]] or [1, os.cpu_count() or 2]
    print(
        "| processes | submitted | found | lost | errors | a second | submit: median, p99 ms | next: median, p99 ms |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    with TemporaryDirectory() as folder:
        for number in workers:
            try:
                print(f"| {number} | {' | '.join(measured(Path(folder), number, seconds))} |", flush=True)
            finally:
                stop(Path(folder))


def measured(workspace: Path, workers: int, seconds: int) -> list[str]:
    """One row of the table, after the number of workers."""
    info = start(workspace, Wanted(workers=workers), progress=tell)
    accounts = ensure_accounts(info.credentials, [(each.id, each.email) for each in ANNOTATORS])
    client = connect(info.url, token(workspace))
    sentences = list(made_sentences(FASTEST * seconds))
    config = Config(name=f"load-{workers}", server=client.url, annotators=ANNOTATORS)
    project = Project(config, Workspace(workspace / f"launch-{workers}"), SCHEMA)
    write_sentences(project.files.sentences, sentences)
    pushed = push(client, project, SendChoice()).pushed
    tell(f"workers: {workers}; {len(ANNOTATORS)} annotators submit for {seconds} s")
    gate = Barrier(len(ANNOTATORS), timeout=60)
    with ThreadPoolExecutor(len(ANNOTATORS)) as pool:
        futures = [
            pool.submit(work, info.url, accounts[each.annotator], each.project, seconds, gate) for each in pushed
        ]
    done = [future.result() for future in futures]
    submitted = [answer for each in done for answer in each.submitted]
    fetched = [answer for each in done for answer in each.fetched]
    accepted = {answer.id for answer in submitted if not answer.error}
    found = {number for each in pushed for number in annotations(client, each.project)}
    errors = [answer.error for answer in fetched + submitted if answer.error]
    for error in sorted(set(errors)):
        tell(f"{errors.count(error)} × {error}")
    counts = (len(accepted), len(found), len(accepted - found), len(errors))
    return [*map(str, counts), f"{len(accepted) / seconds:.1f}", spread(submitted), spread(fetched)]


def work(url: str, account: Account, project: int, seconds: int, gate: Barrier) -> Work:
    """Annotate as fast as the server answers, for so many seconds from when everybody has signed in."""
    done = Work([], [])
    with browser(url) as client:
        sign_in(client, account.email, account.password)
        gate.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            done.fetched.append(next_task(client, project))
            if done.fetched[-1].error:
                continue
            done.submitted.append(submission(client, done.fetched[-1].id, project))
    return done


def next_task(client: httpx.Client, project: int) -> Answer:
    """The next task, as the labeling page asks for it."""
    return asked(client, "POST", f"api/dm/actions?id=next_task&project={project}", json={"project": str(project)})


def submission(client: httpx.Client, task: int, project: int) -> Answer:
    """An annotation, as the labeling page submits it."""
    body = {"result": RESULT, "lead_time": 20.0, "was_cancelled": False, "project": project}
    return asked(client, "POST", f"api/tasks/{task}/annotations/?project={project}", json=body)


def asked(client: httpx.Client, method: str, address: str, **options: Any) -> Answer:
    begun = time.perf_counter()
    number, error = 0, ""
    try:
        answer = client.request(method, address, **options)
        if answer.is_success:
            number = answer.json()["id"]
        else:
            error = f"{method}: {answer.status_code}"
    except httpx.TransportError as broken:
        error = f"{method}: {broken!r}"
    return Answer(number, error, 1000 * (time.perf_counter() - begun))


def annotations(client: Client, project: int) -> list[int]:
    """The ids of all annotations in a project."""
    pages = list_tasks(client, project, annotations=True)
    return [each["id"] for page in pages for task in page for each in task["annotations"]]


def spread(answers: list[Answer]) -> str:
    median, last = np.percentile([answer.milliseconds for answer in answers], [50, 99])
    return f"{median:.0f}, {last:.0f}"


if __name__ == "__main__":
    main()
