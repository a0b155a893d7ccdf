"""The answers of the adjudicators' projects, kept as `annotate pull` keeps those of the annotators' projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotate.config import Adjudicator
from annotate.errors import AnnotateError, ConfigError, RequestRejected, ServerFailed
from annotate.json_files import JsonObject
from annotate.labelstudio.adjudicate.file import Adjudication, AdjudicationProject
from annotate.labelstudio.pull.fetch import fetch_project
from annotate.labelstudio.pull.raw import kept_tasks, write_users
from annotate.labelstudio.pull.watch import Watch
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.projects import find_project, launch_mark


class Fetched(NamedTuple):
    """The users (user id → e-mail address), and why some projects were not read; what came from those before stays."""

    users: dict[int, str]
    not_read: list[AnnotateError]


def fetch(
    client: Client,
    adjudication: Adjudication,
    raw: Path,
    adjudicators: Iterable[Adjudicator],
    progress: Callable[[str], None],
) -> Fetched:
    """Bring the kept answers of all projects up to date that are there and the launch's.

    Args:
        client: the server.
        adjudication: the projects.
        raw: where answers are kept.
        adjudicators: those of the configuration, to call them by their ids.
        progress: gets a line now and then.

    Raises:
        RequestRejected: none of the projects is on the server.
        ConfigError: the same, and one is another launch's.
        LabelStudioError: the server failed; the next fetch continues.
    """
    problems = {project.project: problem_of(client, adjudication, project) for project in adjudication.present}
    not_read = [problem for problem in problems.values() if problem]
    if not_read and len(not_read) == len(problems):
        raise next((problem for problem in not_read if isinstance(problem, ConfigError)), not_read[0])
    users = read_users(client)
    write_users(raw, users)
    ids = {person.email: person.id for person in adjudicators}
    watch = Watch({user: ids.get(email, email) for user, email in users.items()})
    for project in adjudication.present:
        if problems[project.project]:
            continue
        try:
            fetch_project(client, raw, project, watch, progress)
        except ServerFailed as error:
            named = f"the adjudication project {project.project} of {project.whose} cannot be read: {error}"
            not_read.append(ServerFailed(named, error.hint))
    if not_read and len(not_read) == len(problems):
        raise not_read[-1]
    return Fetched(users, not_read)


def received(adjudication: Adjudication, raw: Path) -> Iterator[tuple[int, JsonObject]]:
    """Each (project, task) as it was last received, those of projects that are gone among them."""
    return ((each.project, task) for each in adjudication.projects for task in kept_tasks(raw, each.project))


def problem_of(client: Client, adjudication: Adjudication, project: AdjudicationProject) -> AnnotateError | None:
    """Why nothing can be read from a project, or must not."""
    there = find_project(client, project.project)
    if there is None:
        return RequestRejected(
            f"the adjudication project {project.project} of {project.whose} is not on the server, "
            "or this token may not see it",
            "`annotate adjudicate push` makes a new one; what was decided in the old one stays decided",
        )
    mark = launch_mark(there, "adjudicate")
    if mark not in (None, (adjudication.name, project.adjudicator)):
        return ConfigError(
            f"project {project.project} on {client.url} is marked [adjudicate {'/'.join(mark or ())}], but "
            f"adjudication.json has it as [adjudicate {adjudication.name}/{project.adjudicator}]",
            "nothing was changed; use another workspace for another server",
        )
    return None
