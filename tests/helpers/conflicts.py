"""A project with conflicts, its adjudicators, and what they do."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from seed_conflicts import seed_conflicts

from annotate.adjudication import Ruling, adjudicate, read_rulings
from annotate.adjudication.gold import Adjudicated
from annotate.adjudication.open_cases import open_cases
from annotate.config import Adjudicator, Annotator, Config, GoldRules
from annotate.corpus import write_sentences
from annotate.formats import read_numbered_jsonl, with_format
from annotate.gold import make_gold
from annotate.json_files import write_jsonl
from annotate.labelstudio.adjudicate.file import read_adjudication
from annotate.labelstudio.adjudicate.pull import PulledDecisions, pull
from annotate.labelstudio.adjudicate.push import ConflictsPushed, push
from annotate.labelstudio.wire.client import Client, write_options
from annotate.labelstudio.wire.projects import find_projects
from annotate.labelstudio.wire.queries import list_tasks
from annotate.project import Project
from annotate.schema import Record, record_row
from annotate.workspace import Workspace

_numbers = itertools.count(1)


def write_records(file: Path, records: Iterable[Record]) -> None:
    """annotations.jsonl with these records."""
    write_jsonl(file, (with_format(record_row(record), 1) for record in records))


class Conflicts(NamedTuple):
    """A project, the administrator's client, and one client an adjudicator."""

    project: Project
    client: Client
    people: dict[str, Client]

    def before(self, *adjudicators: str, own_sentences: bool = False) -> Conflicts:
        """The same with these adjudicators."""
        people = tuple(
            Adjudicator(id=name, email=f"{name}@example.org", own_sentences=own_sentences) for name in adjudicators
        )
        return self._replace(
            project=replace(self.project, config=self.project.config.model_copy(update={"adjudicators": people}))
        )

    def as_another(self, suffix: str) -> Conflicts:
        """The same conflicts as a launch of its own."""
        config = self.project.config.model_copy(update={"name": f"{self.project.config.name}-{suffix}"})
        files = Workspace(self.project.files.root / suffix)
        write_sentences(files.sentences, seed_conflicts().sentences.values())
        write_records(files.annotations, self.records())
        return self._replace(project=replace(self.project, config=config, files=files))

    def push(
        self, client: Client | None = None, progress: Callable[[str], None] = lambda line: None
    ) -> ConflictsPushed:
        return push(client or self.client, self.project, progress)

    def pull(self, client: Client | None = None) -> PulledDecisions:
        return pull(client or self.client, self.project)

    def number_of(self, adjudicator: str) -> int:
        adjudication = read_adjudication(self.project.files.adjudication)
        assert adjudication is not None
        return next(each.project for each in adjudication.present if each.adjudicator == adjudicator)

    def tasks(self, adjudicator: str = "dewi") -> list[dict[str, Any]]:
        """The tasks of an adjudicator, in the order in which they are asked."""
        pages = list_tasks(self.client, self.number_of(adjudicator), annotations=True)
        return [task for page in pages for task in page]

    def submit(self, task: dict[str, Any], result: list[dict[str, Any]], by: str = "dewi", **options: Any) -> int:
        annotation = self.people[by].sdk.annotations.create(
            task["id"], result=result, request_options=write_options(), **options
        )
        return int(annotation.id or 0)

    def begin(self, task: dict[str, Any], result: list[dict[str, Any]], by: str = "dewi") -> None:
        """What an adjudicator's page does before they submit."""
        http = self.people[by].sdk._client_wrapper.httpx_client
        http.request(f"api/tasks/{task['id']}/drafts", method="POST", json={"result": result})

    def rulings(self) -> list[Ruling]:
        return read_rulings(self.project.files.decisions)

    def rejected(self) -> list[dict[str, Any]]:
        return [row for _, row in read_numbered_jsonl(self.project.files.rejected_decisions, "")]

    def records(self) -> list[Record]:
        return list(self.project.records())

    def assert_asked_once(self) -> None:
        """Dewi has one project, which asks every conflict once."""
        assert len(find_projects(self.client, self.project.config.name, "adjudicate")["dewi"]) == 1
        assert Counter(task["data"]["sentence_id"] for task in self.tasks()) == Counter(self.open_sentences())

    def gold(self) -> Adjudicated:
        records, schema, rules = self.records(), self.project.schema, self.project.config.gold
        return adjudicate(make_gold(records, schema, rules), records, self.rulings(), schema, rules)

    def open_sentences(self) -> list[str]:
        """The sentences that votes leave open, the costliest first."""
        config = self.project.config
        return [each.sentence_id for each in open_cases(self.records(), self.project.schema, config.gold, config.seed)]


def seed_project(folder: Path, url: str) -> Project:
    """The conflicts of two seed articles, with dewi to decide them on the server at `url`, not yet pushed."""
    seeds = seed_conflicts()
    config = Config(
        name=f"conflicts-{next(_numbers)}",
        server=url,
        annotators=tuple(Annotator(id=name, email=f"{name}@example.org") for name in ("ani", "budi", "citra")),
        adjudicators=(Adjudicator(id="dewi", email="dewi@example.org"),),
        gold=GoldRules(adjudicate="minorities"),
    )
    project = Project(config, Workspace(folder), seeds.schema)
    write_sentences(project.files.sentences, seeds.sentences.values())
    articles = sorted({sentence.article_id for sentence in seeds.sentences.values()})[:2]
    write_records(project.files.annotations, [each for each in seeds.records if each.article_id in articles])
    return project


def only_first(conflicts: Conflicts, number: int) -> Conflicts:
    """The same workspace with its costliest conflicts alone."""
    wanted = set(conflicts.open_sentences()[:number])
    records = [record for record in conflicts.records() if record.sentence_id in wanted]
    write_records(conflicts.project.files.annotations, records)
    return conflicts
