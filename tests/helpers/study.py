"""A small launch of a test's own on the server that all tests share."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from clients import close

from annotate.allocation.allocate import Allocation
from annotate.config import Annotator, Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.formats import read_numbered_jsonl
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.pull import pull
from annotate.labelstudio.pull.to_records import Pulled
from annotate.labelstudio.push.prepare import launch_project
from annotate.labelstudio.push.push import Pushed
from annotate.labelstudio.wire.client import Client, connect, write_options
from annotate.labelstudio.wire.queries import list_tasks
from annotate.new_project import bundled
from annotate.schema import Schema
from annotate.workspace import Workspace

ANNOTATORS = ("ani", "budi", "citra")
SCHEMA_FILE = bundled("schemas") / "claim_stance.yaml"


def made_sentences(articles: int, each: int = 4, name: str = "a") -> list[Sentence]:
    """Sentences of made-up articles, some of their characters outside the basic plane."""
    sentences = []
    for article in range(articles):
        start = 0
        for index in range(each):
            text = f"Rusia 🕊️ menuntut jaminan nomor {index} dari {name}{article}."
            end = start + len(text)
            article_id = f"{name}{article}"
            sentence = Sentence(
                f"{article_id}:{start}-{end}", article_id, index, start, end, text, "prose", 0, (), (), {}, digest(text)
            )
            sentences.append(sentence)
            start = end + 1
    return sentences


class Study(NamedTuple):
    """A workspace, its configuration, the administrator's client and one client an annotator."""

    files: Workspace
    config: Config
    client: Client
    people: dict[str, Client]
    schema: Schema

    def write(self, sentences: list[Sentence]) -> list[Sentence]:
        write_sentences(self.files.sentences, sentences)
        return sentences

    def push(self, client: Client | None = None, **options: Any) -> list[Pushed]:
        launched = launch_project(client or self.client, self.config, self.files, self.schema, ["prose"], **options)
        return launched.pushed

    def pull(self, client: Client | None = None, schema: Schema | None = None, **options: Any) -> Pulled:
        return pull(client or self.client, self.files, schema or self.schema, **options)

    def launch(self) -> Launch:
        launch = read_launch(self.files.launch)
        assert launch
        return launch

    def project(self, assignee: str) -> int:
        return next(each.project for each in self.launch().projects if each.assignee == assignee)

    def tasks(self, assignee: str) -> list[dict[str, Any]]:
        pages = list_tasks(self.client, self.project(assignee), annotations=True)
        return [task for page in pages for task in page]

    def submit(self, annotator: str, task: dict[str, Any], result: list[dict[str, Any]], **options: Any) -> int:
        annotation = self.people[annotator].sdk.annotations.create(
            task["id"], result=result, request_options=write_options(), **options
        )
        return int(annotation.id)

    def records(self) -> list[dict[str, Any]]:
        return [row for _, row in read_numbered_jsonl(self.files.annotations, "")]

    def rejected(self) -> list[dict[str, Any]]:
        return [row for _, row in read_numbered_jsonl(self.files.rejected, "")]


def changed(study: Study, people: int = 2, **allocation: Any) -> Study:
    """The study with another allocation and, perhaps, with citra."""
    annotators = [Annotator(id=name, email=f"{name}@example.org") for name in ANNOTATORS[:people]]
    update = {"allocation": Allocation(**allocation), "annotators": tuple(annotators)}
    return study._replace(config=study.config.model_copy(update=update))


def push_at_once(server: Any, *studies: Study) -> None:
    """Push each study with a client of its own, all at the same moment."""
    clients = [connect(server.url, server.admin.token) for _ in studies]
    barrier = threading.Barrier(len(studies))

    def push(study: Study, client: Client) -> None:
        barrier.wait()
        study.push(client)

    with ThreadPoolExecutor(len(studies)) as pool:
        list(pool.map(push, studies, clients))
    for client in clients:
        close(client)


def choice(control: str, *labels: str) -> dict[str, Any]:
    item = {"id": control, "from_name": control, "to_name": "text", "type": "choices"}
    return item | {"value": {"choices": list(labels)}}


NO_CLAIM = [choice("question__has_claim", "no")]
