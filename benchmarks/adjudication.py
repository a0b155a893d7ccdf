"""Conflicts pushed to an adjudicator, and the next page asked for, beside an annotator's.

    python benchmarks/adjudication.py WORKSPACE [CONFLICTS]

The server is that of WORKSPACE, which this starts if need be. Prints a Markdown table: seconds, and those of the
processor in this command and in the server, which say more on a busy machine. The conflicts, 1,000 unless told, are
those of the sample annotations again and again, each copy in articles of its own.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "helpers"))

from conflicts import Conflicts, write_records  # noqa: E402
from labelstudio import tell  # noqa: E402
from seed_conflicts import seed_conflicts  # noqa: E402

from annotate.config import Adjudicator, Annotator, Config, GoldRules  # noqa: E402
from annotate.corpus import Sentence, write_sentences  # noqa: E402
from annotate.labelstudio.push.choose import SendChoice  # noqa: E402
from annotate.labelstudio.push.push import push  # noqa: E402
from annotate.labelstudio.server import application, ensure_accounts, postgres, read_credentials, start  # noqa: E402
from annotate.labelstudio.wire.client import Client, connect, post_json  # noqa: E402
from annotate.project import Project  # noqa: E402
from annotate.schema import Record  # noqa: E402
from annotate.workspace import Workspace  # noqa: E402

ANNOTATORS = ("ani", "budi", "citra")
PAGES = 25


def main() -> None:
    workspace = Path(sys.argv[1])
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    info = start(workspace, progress=tell)
    people = [(name, f"{name}@example.org") for name in (*ANNOTATORS, "dewi")]
    accounts = ensure_accounts(info.credentials, people)
    administrator = connect(info.url, read_credentials(info.credentials).admin.token)
    with TemporaryDirectory() as folder:
        project = project_with(number, Path(folder) / "conflicts", administrator.url)
        conflicts = Conflicts(project, administrator, {})
        print("| what | seconds | this command's processor | the server's |\n|---|--:|--:|--:|")
        row(f"push of {number} conflicts", conflicts.push, workspace)
        row("push that finds nothing new", conflicts.push, workspace)
        launch = replace(project, files=Workspace(Path(folder) / "launch"))
        write_sentences(launch.files.sentences, project.sentences())
        pushed = {each.annotator: each.project for each in push(administrator, launch, SendChoice()).pushed}
        for name, at in {"ani": pushed["ani"], "dewi": conflicts.number_of("dewi")}.items():
            person = connect(info.url, accounts[name].token)
            what = "an adjudicator's" if name == "dewi" else "an annotator's"
            row(f"{what} next page", partial(next_page, person, at), workspace, PAGES)


def row(what: str, action: Callable[[], object], workspace: Path, times: int = 1) -> None:
    """Print what an action takes, the mean of so many times."""
    begun, ours, theirs = time.monotonic(), time.process_time(), server_seconds(workspace)
    for _ in range(times):
        action()
    seconds = time.monotonic() - begun, time.process_time() - ours, server_seconds(workspace) - theirs
    print(f"| {what} | {' | '.join(f'{part / times:.2f}' for part in seconds)} |", flush=True)


def server_seconds(workspace: Path) -> float:
    """The processor's seconds of Label Studio and PostgreSQL until now."""
    server = workspace.resolve() / "server"
    processes = application.running(server / "label-studio") + postgres.running(server / "postgres")
    return sum(sum(process.cpu_times()[:4]) for process in processes)


def next_page(client: Client, project: int) -> None:
    post_json(client, "api/dm/actions", {"id": "next_task", "project": project}, {})


def project_with(number: int, folder: Path, url: str) -> Project:
    """A project with so many conflicts, which dewi decides."""
    seeds = seed_conflicts()
    by_sentence: dict[str, list[Record]] = defaultdict(list)
    for record in seeds.records:
        by_sentence[record.sentence_id].append(record)
    sentences: list[Sentence] = []
    records: list[Record] = []
    for place, case in enumerate(islice(cycle(seeds.cases), number)):
        sentence = seeds.sentences[case.sentence_id]
        article = f"{place // len(seeds.cases)}-{sentence.article_id}"
        moved = {"article_id": article, "sentence_id": f"{article}:{sentence.start}-{sentence.end}"}
        sentences.append(replace(sentence, id=moved["sentence_id"], article_id=article))
        records += [record.model_copy(update=moved) for record in by_sentence[case.sentence_id]]
    config = Config(
        name=f"conflicts-{int(time.time())}",
        server=url,
        annotators=tuple(Annotator(id=name, email=f"{name}@example.org") for name in ANNOTATORS),
        adjudicators=(Adjudicator(id="dewi", email="dewi@example.org"),),
        gold=GoldRules(adjudicate="minorities"),
    )
    project = Project(config, Workspace(folder), seeds.schema)
    write_sentences(project.files.sentences, sentences)
    write_records(project.files.annotations, records)
    return project


if __name__ == "__main__":
    main()
