"""The four commands that move work, each small enough to be tried in about a second, and what must hold afterwards."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, Protocol

from conflicts import Conflicts, write_records
from deciding import chosen
from seed_conflicts import seed_conflicts
from study import Study, choice, made_sentences

from annotate.config import Adjudicator, Annotator, Config, GoldRules
from annotate.corpus import write_sentences
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.projects import find_projects
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.tasks import task_assignment
from annotate.new_project import bundled
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace
from hostile.field import Field

Progress = Callable[[str], None]
SENTENCES = made_sentences(1, each=6)
CONFLICTS = 5
SCHEMA = read_schema(bundled("schemas") / "stance.yaml")  # its page is the smallest
ANSWERS = [choice("question__relevance", "not_relevant"), choice("question__stance", "none")]


class Amiss(NamedTuple):
    """How much is not where it should be, and how much is there more than once."""

    lost: int
    doubled: int


class Trial(Protocol):
    """A command that is run once a seed."""

    def ready(self, seed: int) -> None:
        """Change what is there, so that the command has something to do."""

    def run(self, client: Client, progress: Progress) -> object: ...

    def amiss(self) -> Amiss: ...

    def clear(self) -> None:
        """Delete what the server need not keep for the next seed."""


class PushTrial:
    """Six sentences to one annotator, each time as a launch of its own."""

    def __init__(self, field: Field, folder: Path) -> None:
        self._all = _study(field, folder)
        self._numbers = itertools.count()

    def ready(self, seed: int) -> None:
        name = f"{self._all.config.name}-{seed}-{next(self._numbers)}"
        config = self._all.config.model_copy(update={"name": name})
        self._now = self._all.but(config=config, files=Workspace(self._all.files.root / name))
        self._now.write(SENTENCES)

    def run(self, client: Client, progress: Progress) -> object:
        return self._now.push(client, progress)

    def amiss(self) -> Amiss:
        projects = _projects(self._now.client, self._now.config.name)
        there = [task_assignment(task).sentence for task in self._now.tasks("ani")]
        return _against(there, (each.id for each in SENTENCES), len(projects) - 1)

    def clear(self) -> None:
        delete_launch(self._now.client, self._now.config.name)


class PullTrial:
    """Annotations of one annotator, of which one is deleted and one added each time."""

    def __init__(self, field: Field, folder: Path) -> None:
        self._study = _study(field, folder)
        self._study.write(SENTENCES)
        self._study.push()
        self._tasks = self._study.tasks("ani")
        self._expected: dict[int, int] = {}  # annotation → task
        for task in self._tasks[:4]:
            self._submit(task)

    def ready(self, seed: int) -> None:
        self._full = seed % 2 == 0
        drawn = Random(f"pull {seed}")
        gone = drawn.choice(sorted(self._expected))
        self._study.client.sdk.annotations.delete(gone)
        del self._expected[gone]
        free = [task for task in self._tasks if task["id"] not in self._expected.values()]
        self._submit(drawn.choice(free), was_cancelled=drawn.random() < 0.3)

    def run(self, client: Client, progress: Progress) -> object:
        return self._study.pull(client, full=self._full, progress=progress)

    def amiss(self) -> Amiss:
        rows = [*self._study.records(), *self._study.rejected()]
        return _against((row["origin"]["annotation"] for row in rows), self._expected)

    def clear(self) -> None: ...

    def _submit(self, task: dict[str, Any], **options: Any) -> None:
        self._expected[self._study.submit("ani", task, ANSWERS, **options)] = task["id"]


class AdjudicationPushTrial:
    """Five conflicts to one adjudicator, each time as a launch of its own."""

    def __init__(self, field: Field, folder: Path) -> None:
        self._all = _conflicts(field, folder)
        self._numbers = itertools.count()
        self._expected = self._all.open_sentences()

    def ready(self, seed: int) -> None:
        project = self._all.project
        name = f"{project.config.name}-{seed}-{next(self._numbers)}"
        config = project.config.model_copy(update={"name": name})
        files = Workspace(project.files.root / name)
        files.root.mkdir(parents=True)
        for file in ("sentences", "annotations"):
            getattr(files, file).symlink_to(getattr(project.files, file))
        self._now = self._all._replace(project=replace(project, config=config, files=files))

    def run(self, client: Client, progress: Progress) -> object:
        return self._now.push(client, progress)

    def amiss(self) -> Amiss:
        projects = _projects(self._now.client, self._now.project.config.name, "adjudicate")
        there = [task["data"]["sentence_id"] for task in self._now.tasks()]
        return _against(there, self._expected, len(projects) - 1)

    def clear(self) -> None:
        delete_launch(self._now.client, self._now.project.config.name)


class AdjudicationPullTrial:
    """Decisions of one adjudicator, of which one is deleted and one added each time."""

    def __init__(self, field: Field, folder: Path) -> None:
        self._conflicts = _conflicts(field, folder)
        self._conflicts.push()
        self._tasks = self._conflicts.tasks()
        self._expected: dict[int, int] = {}  # annotation → task
        for task in self._tasks[:3]:
            self._submit(task)

    def ready(self, seed: int) -> None:
        drawn = Random(f"adjudicate pull {seed}")
        gone = drawn.choice(sorted(self._expected))
        self._conflicts.client.sdk.annotations.delete(gone)
        del self._expected[gone]
        free = [task for task in self._tasks if task["id"] not in self._expected.values()]
        self._submit(drawn.choice(free))

    def run(self, client: Client, progress: Progress) -> object:
        return self._conflicts.pull(client)

    def amiss(self) -> Amiss:
        rejected = [row["origin"]["annotation"] for row in self._conflicts.rejected()]
        numbers = [ruling.origin.annotation for ruling in self._conflicts.rulings() if ruling.origin]
        return _against([*numbers, *rejected], self._expected)

    def clear(self) -> None: ...

    def _submit(self, task: dict[str, Any]) -> None:
        self._expected[self._conflicts.submit(task, chosen(task))] = task["id"]


TRIALS: dict[str, Callable[[Field, Path], Trial]] = {
    "push": PushTrial,
    "pull": PullTrial,
    "adjudicate push": AdjudicationPushTrial,
    "adjudicate pull": AdjudicationPullTrial,
}


def _study(field: Field, folder: Path) -> Study:
    config = Config(
        name=folder.name, server=field.front.url, annotators=(Annotator(id="ani", email="ani@example.org"),)
    )
    return Study(Project(config, Workspace(folder), SCHEMA), field.client, field.people)


def _conflicts(field: Field, folder: Path) -> Conflicts:
    seeds = seed_conflicts()
    config = Config(
        name=folder.name,
        server=field.front.url,
        annotators=tuple(Annotator(id=name, email=f"{name}@example.org") for name in ("ani", "budi", "citra")),
        adjudicators=(Adjudicator(id="dewi", email="dewi@example.org"),),
        gold=GoldRules(adjudicate="minorities"),
    )
    project = Project(config, Workspace(folder), seeds.schema)
    wanted = {case.sentence_id for case in seeds.cases[:CONFLICTS]}
    write_sentences(project.files.sentences, [each for name, each in seeds.sentences.items() if name in wanted])
    write_records(project.files.annotations, [each for each in seeds.records if each.sentence_id in wanted])
    return Conflicts(project, field.client, field.people)


def _projects(client: Client, name: str, *kind: str) -> list[int]:
    return [number for numbers in find_projects(client, name, *kind).values() for number in numbers]


def delete_launch(client: Client, name: str) -> None:
    """Delete the projects of a launch, those of adjudicators too."""
    for number in (*_projects(client, name), *_projects(client, name, "adjudicate")):
        client.sdk.projects.delete(number)


def tasks_of(client: Client, name: str) -> list[tuple[str, str]]:
    """Whose task about which sentence is on the server, for all tasks of a launch."""
    return [
        (who, task["data"]["sentence_id"])
        for kind in ((), ("adjudicate",))
        for who, numbers in find_projects(client, name, *kind).items()
        for number in numbers
        for tasks in list_tasks(client, number, annotations=False)
        for task in tasks
    ]


def _against(there: Iterable[Any], expected: Iterable[Any], more: int = 0) -> Amiss:
    actual, wanted = Counter(there), Counter(iter(expected))
    return Amiss((wanted - actual).total(), (actual - wanted).total() + more)
