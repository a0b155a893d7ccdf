"""The answers of the adjudicators' projects, kept as `annotate pull` keeps those of the annotators' projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotate.config import Adjudicator
from annotate.errors import ConfigError, RequestRejected
from annotate.files import JsonObject
from annotate.labelstudio.adjudicate.file import Adjudication, AdjudicationProject
from annotate.labelstudio.pull.fetch import fetch_project
from annotate.labelstudio.pull.raw import kept_tasks, write_users
from annotate.labelstudio.pull.watch import Watch
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.projects import find_project, launch_mark


def fetch(
    client: Client,
    adjudication: Adjudication,
    raw: Path,
    adjudicators: Iterable[Adjudicator],
    progress: Callable[[str], None],
) -> dict[int, str]:
    """Bring the kept answers of all projects up to date, and return the users: user id → e-mail address.

    Args:
        client: the server.
        adjudication: the projects.
        raw: where answers are kept.
        adjudicators: those of the configuration, to call them by their ids.
        progress: gets a line now and then.

    Raises:
        RequestRejected: a project is not on the server.
        ConfigError: a project is another launch's.
        LabelStudioError: the server failed; the next fetch continues.
    """
    for project in adjudication.present:
        _refuse_absent(client, adjudication, project)
    users = read_users(client)
    write_users(raw, users)
    ids = {person.email: person.id for person in adjudicators}
    watch = Watch({user: ids.get(email, email) for user, email in users.items()})
    for project in adjudication.present:
        fetch_project(client, raw, project, watch, progress)
    return users


def received(adjudication: Adjudication, raw: Path) -> Iterator[tuple[int, JsonObject]]:
    """Each (project, task) as it was last received, those of projects that are gone among them."""
    return ((each.project, task) for each in adjudication.projects for task in kept_tasks(raw, each.project))


def _refuse_absent(client: Client, adjudication: Adjudication, project: AdjudicationProject) -> None:
    there = find_project(client, project.project)
    if there is None:
        raise RequestRejected(
            f"the adjudication project {project.project} of {project.whose} is not on the server, "
            "or this token may not see it",
            "`annotate adjudicate push` makes a new one; what was decided in the old one stays decided",
        )
    mark = launch_mark(there, "adjudicate")
    if mark not in (None, (adjudication.name, project.adjudicator)):
        raise ConfigError(
            f"project {project.project} on {client.url} is marked [adjudicate {'/'.join(mark or ())}], but "
            f"adjudication.json has it as [adjudicate {adjudication.name}/{project.adjudicator}]",
            "nothing was changed; use another workspace for another server",
        )
