"""A small launch of a test's own on the server that all tests share."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

from clients import close

from annotate.allocation.allocate import Allocation
from annotate.config import Annotator, Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.formats import read_numbered_jsonl
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.pull import pull
from annotate.labelstudio.pull.to_records import Pulled
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.push.order import Progress
from annotate.labelstudio.push.push import Pushed, push
from annotate.labelstudio.wire.client import Client, connect, write_options
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.queries import list_tasks
from annotate.new_project import bundled
from annotate.project import Project
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
    """A project, the administrator's client and one client an annotator."""

    project: Project
    client: Client
    people: dict[str, Client]

    @property
    def config(self) -> Config:
        return self.project.config

    @property
    def files(self) -> Workspace:
        return self.project.files

    @property
    def schema(self) -> Schema:
        return self.project.schema

    def but(self, **parts: Any) -> Study:
        """The study with other parts of its project."""
        return self._replace(project=replace(self.project, **parts))

    def write(self, sentences: list[Sentence]) -> list[Sentence]:
        write_sentences(self.files.sentences, sentences)
        return sentences

    def push(
        self, client: Client | None = None, progress: Progress = lambda line: None, **choice: bool
    ) -> list[Pushed]:
        return push(client or self.client, self.project, SendChoice(["prose"], **choice), progress).pushed

    def pull(self, client: Client | None = None, **options: Any) -> Pulled:
        return pull(client or self.client, self.project, **options)

    def launch(self) -> Launch:
        return self.project.launch()

    def number_of(self, assignee: str) -> int:
        return next(each.project for each in self.launch().projects if each.assignee == assignee)

    def tasks(self, assignee: str) -> list[dict[str, Any]]:
        pages = list_tasks(self.client, self.number_of(assignee), annotations=True)
        return [task for page in pages for task in page]

    def submit(self, annotator: str, task: dict[str, Any], result: list[dict[str, Any]], **options: Any) -> int:
        annotation = self.people[annotator].sdk.annotations.create(
            task["id"], result=result, request_options=write_options(), **options
        )
        return int(annotation.id)

    def open_to_all(self) -> None:
        """Let everybody annotate in every project of the launch, as on a server without a guard."""
        people = tuple(f"{name}@example.org" for name in self.people)
        tell_owners(self.client, self.config.name, [Owned(each.project, people) for each in self.launch().projects])

    def records(self) -> list[dict[str, Any]]:
        return [row for _, row in read_numbered_jsonl(self.files.annotations, "")]

    def rejected(self) -> list[dict[str, Any]]:
        return [row for _, row in read_numbered_jsonl(self.files.rejected, "")]


def changed(study: Study, people: int = 2, **allocation: Any) -> Study:
    """The study with another allocation and, perhaps, with citra."""
    annotators = [Annotator(id=name, email=f"{name}@example.org") for name in ANNOTATORS[:people]]
    update = {"allocation": Allocation(**allocation), "annotators": tuple(annotators)}
    return study.but(config=study.config.model_copy(update=update))


def push_at_once(server: Any, *studies: Study) -> None:
    """Push each study with a client of its own, all at the same moment."""
    clients = [connect(server.url, server.admin.token) for _ in studies]
    barrier = threading.Barrier(len(studies))

    def push_one(study: Study, client: Client) -> None:
        barrier.wait()
        study.push(client)

    with ThreadPoolExecutor(len(studies)) as pool:
        list(pool.map(push_one, studies, clients))
    for client in clients:
        close(client)


def choice(control: str, *labels: str) -> dict[str, Any]:
    item = {"id": control, "from_name": control, "to_name": "text", "type": "choices"}
    return item | {"value": {"choices": list(labels)}}


NO_CLAIM = [choice("question__has_claim", "no")]
