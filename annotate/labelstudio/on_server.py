"""A launch on its server: whether what is there is the launch's, and its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.errors import ConfigError
from annotate.labelstudio.client import Client
from annotate.labelstudio.launch import Launch, LaunchedProject
from annotate.labelstudio.listing import list_tasks
from annotate.labelstudio.projects import find_project, launch_mark


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


def refuse_strangers(client: Client, launch: Launch) -> None:
    """Stop if a project of launch.json is marked as another launch's, or as another holder's.

    The number of a project says little: a server whose data was made anew gives the same ones again. Without a mark,
    its description was changed by hand and it is still ours.

    Raises:
        ConfigError: names the project and both marks.
    """
    for project in launch.projects:
        found = None if project.adopted else find_project(client, project.project)
        mark = launch_mark(found) if found else None
        if mark and mark != (launch.name, project.holder):
            ours = f"[annotate {launch.name}/{project.holder}]"
            raise ConfigError(
                f"project {project.project} on {client.url} is marked [annotate {mark[0]}/{mark[1]}], "
                f"and for launch.json it is {ours}",
                "nothing was sent; use another workspace for another server, "
                f"or end the project's description with {ours} if it is this launch's",
            )


def launched_tasks(client: Client, launch: Launch) -> Iterator[dict[str, Any]]:
    """Every task of a launch with its annotations, as a push would have made it."""
    for project in launch.projects:
        yield from project_tasks(client, project)


def project_tasks(client: Client, project: LaunchedProject) -> Iterator[dict[str, Any]]:
    """Every task of a project with its annotations, as a push would have made it."""
    for tasks in list_tasks(client, project.project, annotations=True, page_size=500):
        yield from map(project.ours, tasks)
