"""Projects that a pull misses or leaves alone, and projects of others that look like those of the launch."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotate.allocation.shared import NAMES
from annotate.counting import count
from annotate.errors import AnnotateError, ConfigError, RequestRejected, ServerFailed
from annotate.json_files import JsonObject
from annotate.labelstudio.launch.checks import other_mark
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.pull.raw import kept_tasks
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.projects import find_project, launch_mark, list_projects


class Absent(NamedTuple):
    """A project of the launch that is not on the server, and how many annotations were received from it before."""

    project: int
    whose: str
    annotations: int
    is_adopted: bool = False

    def __str__(self) -> str:
        named = self.whose if self.is_adopted else f"project {self.project} of {self.whose}"
        kept = f"kept among the records: {count(self.annotations, 'annotation')} that came before"
        return f"{named} is not on the server, or this token may not see it; {kept}"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        if self.is_adopted:
            return "restore it, or take it out of launch.json, and its annotations with it"
        return "restore it; or `annotate push` makes it again, and what came from the old one still counts"

    def to_json(self) -> JsonObject:
        """What `--json` says of it."""
        return {**self._asdict(), "sentence": str(self)}


class Unread(NamedTuple):
    """A project of the launch that is there and is not read, and how many annotations were received from it before.

    `problem` says why: it is marked as another's, or the server fails at it; and `remedy` what to do about it.
    """

    project: int
    whose: str
    annotations: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        kept = f"kept among the records: {count(self.annotations, 'annotation')} that came before"
        return f"{self.problem}; nothing is pulled from it; {kept}"

    def to_json(self) -> JsonObject:
        """What `--json` says of it."""
        return {**self._asdict(), "sentence": str(self)}


class NotRead(NamedTuple):
    """The projects of launch.json from which nothing is read, and why.

    Attributes:
        absent: not on the server.
        altered: marked as another's.
        failed: those at which the server fails; nobody knows before they are read.
    """

    absent: list[LaunchedProject]
    altered: list[tuple[LaunchedProject, ConfigError]]
    failed: Sequence[tuple[LaunchedProject, ServerFailed]] = ()

    @property
    def projects(self) -> list[LaunchedProject]:
        """All of them."""
        return [*self.absent, *(project for project, _ in (*self.altered, *self.failed))]


class Lookalike(NamedTuple):
    """A project that is not in launch.json and looks like the one that is `whose`; `made_by` may be unknown."""

    project: int
    title: str
    whose: str
    made_by: str

    def __str__(self) -> str:
        maker = f", made by {self.made_by}," if self.made_by else ""
        return (
            f"project {self.project} ({self.title!r}){maker} looks like that of {self.whose} and is not in "
            "launch.json: nothing is pulled from it"
        )

    def to_json(self) -> JsonObject:
        """What `--json` says of it."""
        return {**self._asdict(), "sentence": str(self)}


def not_read(client: Client, launch: Launch) -> NotRead:
    """The projects of launch.json from which nothing can be read, or must not.

    Raises:
        RequestRejected: none of the launch's is there.
        ConfigError: the same, and one is marked as another's: it may be another server.
    """
    absent, altered = [], []
    for project in launch.projects:
        if (present := find_project(client, project.project)) is None:
            absent.append(project)
        elif problem := other_mark(client, launch, project, present):
            altered.append((project, problem))
    if len(absent) + len(altered) < len(launch.projects):
        return NotRead(absent, altered)
    if altered:
        raise altered[0][1]
    if absent:
        named = ", ".join(f"{project.project} of {project.whose}" for project in absent if not project.adopted)
        adopted = ", ".join(project.whose for project in absent if project.adopted)
        raise RequestRejected(
            "no project of the launch is on the server, or this token may not see them: "
            + ", ".join(part for part in (named, adopted) if part),
            "restore them; or `annotate push` makes again those that it made, and what came from the old ones still "
            "counts; an adopted one may be taken out of launch.json",
        )
    return NotRead(absent, altered)


def told_absent(raw: Path, absent: Collection[LaunchedProject]) -> list[Absent]:
    """Those that are not on the server, with how many annotations are kept."""
    return [
        Absent(project.project, project.whose, _kept(raw, project), project.adopted is not None) for project in absent
    ]


def told_unread(raw: Path, unread: Collection[tuple[LaunchedProject, AnnotateError]]) -> list[Unread]:
    """Those that are marked as another's, or at which the server fails, with how many annotations are kept."""
    return [
        Unread(project.project, project.whose, _kept(raw, project), str(problem), problem.hint)
        for project, problem in unread
    ]


def _kept(raw: Path, project: LaunchedProject) -> int:
    return sum(len(task.get("annotations") or ()) for task in kept_tasks(raw, project.project))


def lookalikes(client: Client, launch: Launch) -> Iterator[Lookalike]:
    """Projects that are not in launch.json, and have its mark, or the title of one of its projects."""
    numbers = {project.project: project for project in launch.received}
    projects = list(list_projects(client, "id,title,description,created_by"))
    ours = [project for project in projects if project["id"] in numbers]
    titles = {_plain(project["title"]): numbers[project["id"]].whose for project in ours}
    makers = {_maker(project) for project in ours}
    for project in projects:
        if project["id"] in numbers:
            continue
        mark = launch_mark(project)
        whose = titles.get(_plain(project["title"]))
        if mark and mark[0] == launch.name:
            whose = NAMES.get(mark[1], mark[1])
        elif (mark or launch_mark(project, "adjudicate")) and _maker(project) in makers:
            continue  # another launch of the same people
        if whose:
            yield Lookalike(project["id"], str(project["title"]), whose, _maker(project))


def _plain(title: Any) -> str:
    """A title without what an eye does not see."""
    return " ".join(unicodedata.normalize("NFKC", str(title or "")).casefold().split())


def _maker(project: JsonObject) -> str:
    maker = project.get("created_by")
    return str(maker.get("email") or "") if isinstance(maker, dict) else ""
