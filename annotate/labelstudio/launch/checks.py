"""Whether what is launched, here and on its server, is what the configuration says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from annotate.allocation.allocate import Allocation
from annotate.allocation.shared import NAMES
from annotate.config import Annotator
from annotate.errors import ConfigError
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.projects import find_project, launch_mark
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.tasks import sentence_key, task_article


def check_server(launch: Launch, client: Client) -> None:
    """Stop if the workspace was launched somewhere else.

    Raises:
        ConfigError: the launch names another server.
    """
    if is_elsewhere(launch, client):
        raise ConfigError(
            f"config.yaml gives the server {client.url}, but the projects were pushed to {launch.server}",
            "correct `server:`, or use another workspace for another server",
        )


def is_elsewhere(launch: Launch, client: Client) -> bool:
    """Whether the launch is on another server than the client's."""
    return is_elsewhere_than(launch.server, client.url)


def is_elsewhere_than(server: str, other: str) -> bool:
    """Whether two addresses are those of different servers."""
    # A local server may come back on another port; its data, and so its projects, are the same.
    both_local = all(url.startswith("http://127.0.0.1:") for url in (server, other))
    return server != other and not both_local


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
                f"config.yaml gives {annotator.id} the address {annotator.email}, "
                f"but the projects were pushed for {before}",
                f"write {before} again, or give {annotator.email} another id: both have or will have an account",
            )


def refuse_stranger(client: Client, launch: Launch, project: LaunchedProject) -> None:
    """Stop if a project of launch.json is not the launch's any more; one that is gone is not a stranger.

    Raises:
        ConfigError: names the project, its mark, and what it is for launch.json.
    """
    present = find_project(client, project.project)
    if present and (problem := other_mark(client, launch, project, present)):
        raise problem


def is_stranger(launch: Launch, project: LaunchedProject, present: dict[str, Any]) -> bool:
    """Whether what is `present` under a project's number is marked as another launch's, or as another assignee's.

    The number of a project says little: a server whose data was deleted gives the same ones again. Without a mark,
    its description was changed by hand and it is still ours; an adopted one never has a mark.
    """
    mark = launch_mark(present)
    return mark is not None and (project.adopted is not None or mark != (launch.name, project.assignee))


def other_mark(client: Client, launch: Launch, project: LaunchedProject, present: dict[str, Any]) -> ConfigError | None:
    """What to say if what is `present` under the number of a project of launch.json is not the launch's any more."""
    mark = launch_mark(present)
    if mark is None or not is_stranger(launch, project, present):
        return None
    marked = f"project {project.project} on {client.url} is marked [annotate {mark[0]}/{mark[1]}]"
    hint = "nothing was changed; use another workspace for another server"
    if project.adopted:
        return ConfigError(
            f"{marked}, but launch.json has it as an adopted project", f"{hint}, or put the old one back"
        )
    ours = f"[annotate {launch.name}/{project.assignee}]"
    return ConfigError(
        f"{marked}, but launch.json has it as {ours}",
        f"{hint}, or end the project's description with {ours} if it is this launch's",
    )


def refuse_other_name(launch: Launch, name: str) -> None:
    """Stop if the configuration's `name:` is not the launched one, which marks the projects on the server.

    Raises:
        ConfigError: says both names.
    """
    if launch.name != name:
        raise ConfigError(
            f"config.yaml has `name: {name}`, but the projects were pushed with `name: {launch.name}`",
            "write the old name again, or use another `workspace:`",
        )


def refuse_nobody(annotators: Collection[Annotator]) -> None:
    """Stop if there is nobody to launch for.

    Raises:
        ConfigError: always then.
    """
    if not annotators:
        raise ConfigError("config.yaml names no annotators", "add `annotators:` with an id and an e-mail address each")


def refuse_no_calibration(allocation: Allocation) -> None:
    """Stop if only the calibration round is to be sent, and there is none.

    Raises:
        ConfigError: always then.
    """
    if not allocation.calibration:
        raise ConfigError("there is no calibration round", "set `calibration:` under `allocation:` in config.yaml")


def refuse_renamed(launch: Launch, annotators: Iterable[Annotator]) -> None:
    """Stop if the configuration gives somebody of the launch another id: they would get everything a second time.

    Raises:
        ConfigError: says both ids.
    """
    for annotator in annotators:
        before = [name for name, email in launch.annotators.items() if email == annotator.email]
        if before and annotator.id not in before:
            raise ConfigError(
                f"config.yaml gives {annotator.email} the id {annotator.id}, "
                f"but the projects were pushed for {before[0]}",
                f"write the id {before[0]} again: it marks the project on the server and is in every record",
            )


def refuse_foreign(client: Client, name: str, projects: Mapping[str, list[int]], articles: Collection[str]) -> None:
    """Stop if what is on the server under this name is another workspace's: it has tasks, and none of these articles.

    Raises:
        ConfigError: names one of the projects.
    """
    foreign = 0
    for number in (project for numbers in projects.values() for project in numbers):
        for tasks in list_tasks(client, number, annotations=False):
            shown = {task_article(task) for task in tasks if sentence_key(task)}
            if not shown.isdisjoint(articles):
                return
            foreign = foreign or (number if shown else 0)
    if foreign:
        raise ConfigError(
            f"project {foreign} on {client.url} belongs to a launch called {name}, "
            f"but has no article of this workspace",
            "change `name:` in config.yaml: projects of one name are one launch",
        )


def refuse_mixture(launched: Iterable[str], allocation: Allocation) -> None:
    """Stop if the launch, with these assignees, gave each a project and is now to be shared, or the other way round.

    Raises:
        ConfigError: `blind:` is not what it was.
    """
    if allocation.blind in {assignee in NAMES for assignee in launched}:
        before, now = ("false", "true") if allocation.blind else ("true", "false")
        raise ConfigError(
            f"config.yaml has `blind: {now}`, but the projects were pushed with `blind: {before}`",
            "change it back, or use another `name:` and `workspace:`",
        )
