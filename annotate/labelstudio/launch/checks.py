"""A launch on its server: whether what is there is the launch's, and its tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from annotate.config import Annotator
from annotate.errors import ConfigError, RequestRejected
from annotate.labelstudio.launch.model import Launch, LaunchedProject, refuse_other_name, refuse_renamed
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.projects import find_project, launch_mark
from annotate.labelstudio.wire.queries import list_tasks


def refuse_another(client: Client, launch: Launch, name: str, annotators: Collection[Annotator]) -> None:
    """Stop if the launch is not that of this name and these annotators, or not on this server any more.

    Raises:
        ConfigError: says what the launch has, and what the configuration or the server.
    """
    refuse_other_name(launch, name)
    check_server(launch, client)
    refuse_strangers(client, launch)
    refuse_renamed(launch, annotators)
    refuse_other_accounts(client, launch, annotators)


def check_server(launch: Launch, client: Client) -> None:
    """Stop if the workspace was launched somewhere else.

    Raises:
        ConfigError: the launch names another server.
    """
    if launch.server != client.url and not _both_local(launch.server, client.url):
        raise ConfigError(
            f"this workspace was launched on {launch.server}, and the configuration says {client.url}",
            "correct `server:`, or use another workspace for another server",
        )


def _both_local(*urls: str) -> bool:
    # A local server may come back on another port; its data, and so its projects, are the same.
    return all(url.startswith("http://127.0.0.1:") for url in urls)


def refuse_other_accounts(client: Client, launch: Launch, annotators: Iterable[Annotator]) -> None:
    """Stop if an annotator has another e-mail address than was launched, and that one an account, perhaps with work.

    Raises:
        ConfigError: says both addresses.
    """
    changed = [each for each in annotators if launch.annotators.get(each.id) not in (None, "", each.email)]
    accounts = read_users(client).values() if changed else ()
    for annotator in changed:
        if (before := launch.annotators[annotator.id]) in accounts:
            raise ConfigError(
                f"{annotator.id} was launched as {before}, and config.yaml says {annotator.email}",
                f"put {before} back, or give {annotator.email} another id: both have or will have an account",
            )


def refuse_strangers(client: Client, launch: Launch) -> None:
    """Stop if a project of launch.json is not the launch's any more; one that is gone is no stranger.

    Raises:
        ConfigError: as `refuse_stranger`.
    """
    for project in launch.projects:
        if found := find_project(client, project.project):
            refuse_stranger(client.url, launch, project, found)


def refuse_absent(client: Client, launch: Launch) -> None:
    """Stop if a project of launch.json is not on the server, or not the launch's any more.

    Raises:
        RequestRejected: names the project that is gone.
        ConfigError: as `refuse_stranger`.
    """
    for project in launch.projects:
        found = find_project(client, project.project)
        if found is None:
            whose = project.whose if project.adopted else f"project {project.project} of {project.whose}"
            raise RequestRejected(
                f"{whose} is not on the server, or not for this token to see",
                "restore it, or take it out of launch.json"
                if project.adopted
                else "`annotate push` makes it anew; what was pulled from it stays under raw/",
            )
        refuse_stranger(client.url, launch, project, found)


def refuse_stranger(url: str, launch: Launch, project: LaunchedProject, found: dict[str, Any]) -> None:
    """Stop if what is `found` under a project's number is marked as another launch's, or as another holder's.

    The number of a project says little: a server whose data was made anew gives the same ones again. Without a mark,
    its description was changed by hand and it is still ours; an adopted one never has a mark.

    Raises:
        ConfigError: names the project, its mark, and what it is for launch.json.
    """
    mark = launch_mark(found)
    if mark is None or (not project.adopted and mark == (launch.name, project.holder)):
        return
    marked = f"project {project.project} on {url} is marked [annotate {mark[0]}/{mark[1]}]"
    hint = "nothing was changed; use another workspace for another server"
    if project.adopted:
        raise ConfigError(f"{marked}, and for launch.json it is an adopted one", f"{hint}, or put the old one back")
    ours = f"[annotate {launch.name}/{project.holder}]"
    raise ConfigError(
        f"{marked}, and for launch.json it is {ours}",
        f"{hint}, or end the project's description with {ours} if it is this launch's",
    )


def launched_tasks(client: Client, launch: Launch) -> Iterator[dict[str, Any]]:
    """Every task of a launch with its annotations, as a push would have made it."""
    for project in launch.projects:
        yield from project_tasks(client, project)


def project_tasks(client: Client, project: LaunchedProject) -> Iterator[dict[str, Any]]:
    """Every task of a project with its annotations, as a push would have made it."""
    for tasks in list_tasks(client, project.project, annotations=True, page_size=500):
        yield from map(project.ours, tasks)
