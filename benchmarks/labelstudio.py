"""Push and pull against their peers, in one run, on a local server that this starts if need be.

    python benchmarks/labelstudio.py WORKSPACE [SENTENCES] [push | pull]

Prints a Markdown table. The peers are one bare bulk import of the same tasks in the same batches, the SDK's
`tasks.create` and `tasks.list`, and the server's own JSON export. What is slow is measured on a part and scaled; the
table says so. Each client of a pull runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from annotate.config import Annotator, Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.pull import fetch
from annotate.labelstudio.pull.pull import pull
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.push.push import push
from annotate.labelstudio.push.send import BATCH
from annotate.labelstudio.server import ensure_accounts, read_credentials, start
from annotate.labelstudio.wire.client import Client, connect, speaking_to
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.projects import create_project
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.labelstudio.wire.tasks import to_task
from annotate.labelstudio.wire.to_result import to_result
from annotate.new_project import bundled
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

FILE = bundled("schemas") / "claim_stance.yaml"
SCHEMA = read_schema(FILE)
PEOPLE = ("ani", "budi")
PART = 100
ROUNDS = 5
TEXT = "Kementerian menyatakan bahwa Rusia menuntut jaminan keamanan tertulis dari Barat sebelum perundingan. "


def main() -> None:
    workspace = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    if len(sys.argv) > 4:
        alone(sys.argv[3], Path(sys.argv[4]))
        return
    parts = sys.argv[3:] or ["push", "pull"]
    client = connect(start(workspace, progress=tell).url, token(workspace))
    if "push" in parts:
        print("| push | seconds | sentences/s | time / ours |\n|---|--:|--:|--:|")
        compare(pushes(client, list(made_sentences(count))), count)
    if "pull" in parts:
        with TemporaryDirectory() as folder:
            files = annotated(workspace, client, list(made_sentences(count)), Path(folder))
            compare_pulls(workspace, count, files.root)


def compare_pulls(workspace: Path, count: int, root: Path) -> None:
    """Let each client of a pull run once, and print its seconds and its memory beside ours."""
    print(f"\n| pull of {count} × {len(PEOPLE)} annotations | seconds | peak MB | time / ours |\n|---|--:|--:|--:|")
    ours, _ = row("`annotate pull --full`", measured(workspace, count, "full", root), None)
    row("`annotate pull`, nothing new", measured(workspace, count, "incremental", root), ours)
    row("JSON export", measured(workspace, count, "export", root), ours)
    row(f"SDK `tasks.list` (on {PART}, scaled)", measured(workspace, count, "list", root), ours)


def pushes(client: Client, sentences: list[Sentence]) -> dict[str, Callable[[], float]]:
    """What is compared: each sends the sentences to a new project and returns the seconds that took."""
    page = Page(to_labeling_config(SCHEMA), "")
    numbers = iter(range(1000))

    def ours() -> float:
        with TemporaryDirectory() as folder:
            annotators = (Annotator(id="ani", email="ani@example.org"),)
            config = Config(name=f"bench-{time.time_ns()}", server=client.url, annotators=annotators)
            project = Project(config, Workspace(Path(folder)), SCHEMA)
            write_sentences(project.files.sentences, sentences)
            begun = time.perf_counter()
            push(client, project, SendChoice())
            return time.perf_counter() - begun

    def bare() -> float:
        project = create_project(client, f"bare-{time.time_ns()}", f"p{next(numbers)}", SCHEMA, page)
        tasks = [to_task(sentence, SCHEMA) for sentence in sentences]
        headers = client.sdk._client_wrapper.get_headers()
        begun = time.perf_counter()
        for first in range(0, len(tasks), BATCH):
            address = f"{client.url}api/projects/{project}/import?return_task_ids=true"
            httpx.post(address, json=tasks[first : first + BATCH], headers=headers, timeout=300).raise_for_status()
        return time.perf_counter() - begun

    def one_by_one() -> float:
        project = create_project(client, f"slow-{time.time_ns()}", f"p{next(numbers)}", SCHEMA, page)
        begun = time.perf_counter()
        for sentence in sentences[:PART]:
            with speaking_to(client.url):
                client.sdk.tasks.create(project=project, data=to_task(sentence, SCHEMA)["data"])
        return (time.perf_counter() - begun) * len(sentences) / min(PART, len(sentences))

    return {
        "`annotate push`": ours,
        "bare bulk import, same batches": bare,
        f"SDK `tasks.create` (on {PART}, scaled)": one_by_one,
    }


def compare(contestants: dict[str, Callable[[], float]], count: int) -> None:
    """Let them take turns, and print each one's best against the best of the first."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            seconds[name].append(run())
            tell(f"{name}: {seconds[name][-1]:.1f} s")
    first = min(next(iter(seconds.values())))
    for name, taken in seconds.items():
        print(f"| {name} | {min(taken):.1f} | {count / min(taken):.0f} | {min(taken) / first:.2f} |")


def annotated(workspace: Path, client: Client, sentences: list[Sentence], root: Path) -> Workspace:
    """A launch in which everybody has annotated everything."""
    emails = [(name, f"{name}@example.org") for name in PEOPLE]
    accounts = ensure_accounts(workspace / "credentials.json", emails)
    name = f"pull-{time.time_ns()}"
    page = Page(to_labeling_config(SCHEMA), "")
    for person in PEOPLE:
        project = create_project(client, name, person, SCHEMA, page)
        for first in range(0, len(sentences), BATCH):
            tasks = [
                to_task(sentence, SCHEMA) | {"annotations": [annotation(sentence, accounts[person].user_id)]}
                for sentence in sentences[first : first + BATCH]
            ]
            import_tasks(client, project, tasks)
            tell(f"{person}: {first + len(tasks)} annotated")
    people = tuple(Annotator(id=person, email=email) for person, email in emails)
    project = Project(Config(name=name, server=client.url, annotators=people), Workspace(root), SCHEMA)
    write_sentences(project.files.sentences, sentences)
    push(client, project, SendChoice())
    return project.files


def annotation(sentence: Sentence, user: int) -> dict[str, object]:
    start = sentence.text.index("jaminan keamanan tertulis")
    span = {"start": start, "end": start + 25, "text": "jaminan keamanan tertulis"}
    actor = sentence.text.index("Rusia")
    claim = {
        "guarantee": span,
        "claimant": [{"start": actor, "end": actor + 5, "text": "Rusia"}],
        "act": "demand",
        "stance": "support",
    }
    result = to_result({"has_claim": "yes", "claims": [claim]}, SCHEMA)
    return {"result": result, "completed_by": user, "ground_truth": False, "lead_time": 20.0}


def alone(what: str, root: Path) -> None:
    """One client of a pull; prints its seconds and the kilobytes that it added to what it began with."""
    workspace = Path(sys.argv[1])
    credentials = read_credentials(workspace / "credentials.json")
    client = connect(credentials.url, credentials.admin.token)
    files, count = Workspace(root), int(sys.argv[2])
    fetch._OVERLAP = timedelta(0)  # as if the five minutes since the annotations were made had gone by
    launch = read_launch(files.launch)
    assert launch
    begun = time.perf_counter()
    if what in ("full", "incremental"):
        done = pull(client, Project(Config(), files, SCHEMA), full=what == "full")
        assert done.valid.total() == count * len(PEOPLE), done
    else:
        for project in launch.projects:
            if what == "export":
                address = f"{client.url}api/projects/{project.project}/export?exportType=JSON"
                headers = client.sdk._client_wrapper.get_headers()
                assert len(httpx.get(address, headers=headers, timeout=3600).json()) == count
            else:
                tasks = iter(client.sdk.tasks.list(project=project.project, fields="all"))
                assert len([next(tasks) for _ in range(min(PART, count))])
    taken = time.perf_counter() - begun
    taken *= count / min(PART, count) if what == "list" else 1
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))


def measured(workspace: Path, count: int, what: str, root: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, str(workspace), str(count), what, str(root)]
    seconds, kilobytes = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    tell(f"{what}: {seconds:.1f} s")
    return seconds, kilobytes / 1000


def row(name: str, taken: tuple[float, float], ours: float | None) -> tuple[float, float]:
    seconds, megabytes = taken
    print(f"| {name} | {seconds:.1f} | {megabytes:.0f} | {seconds / (ours or seconds):.2f} |")
    return taken


def made_sentences(count: int) -> Iterator[Sentence]:
    for number in range(count):
        text = f"{TEXT}Nomor {number}."
        article, index = divmod(number, 20)
        start = index * 200
        yield Sentence(
            f"article-{article:05}:{start}-{start + len(text)}",
            f"article-{article:05}",
            index,
            start,
            start + len(text),
            text,
            "prose",
            index,
            (TEXT, TEXT),
            (TEXT,),
            {},
            digest(text),
        )


def token(workspace: Path) -> str:
    return read_credentials(workspace / "credentials.json").admin.token


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
