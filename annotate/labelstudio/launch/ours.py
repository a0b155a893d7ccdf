"""Which projects with a launch's mark are the launch's: everybody who may make a project can write a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotate.errors import ConfigError
from annotate.labelstudio.wire.client import Client, whoami
from annotate.labelstudio.wire.projects import MarkedProject, MarkKind, by_assignee, marked_projects


def find_ours(
    client: Client,
    name: str,
    assignee_of: Mapping[int, str],
    progress: Callable[[str], None],
    kind: MarkKind = "annotate",
) -> dict[str, list[int]]:
    """The projects of the launch called `name` on the server, by assignee.

    One that the workspace does not know must have been made by the account that asks. Otherwise it is left alone.

    Args:
        client: the server.
        name: the launch's.
        assignee_of: number → assignee of the projects that the workspace knows.
        progress: gets a line about each that is left alone.
        kind: what the projects are for.

    Raises:
        ConfigError: one that is not ours is for an assignee of whom no project is known, so that it may be ours after
            all.
    """
    marked = marked_projects(client, name, kind)
    unknown = [project for project in marked if project.project not in assignee_of]
    asking = whoami(client) if unknown else None
    others = [project for project in unknown if project.maker is None or project.maker != asking]
    for project in others:
        if project.assignee not in assignee_of.values():
            raise _made_by_another(client, project, f"[{kind} {name}/{project.assignee}]")
        progress(
            f"project {project.project}, made by {project.made_by}, has the mark of {project.assignee}'s project; "
            "it is left alone, because this workspace does not know it"
        )
    return by_assignee(project for project in marked if project not in others)


def _made_by_another(client: Client, project: MarkedProject, mark: str) -> ConfigError:
    return ConfigError(
        f"project {project.project} on {client.url} is marked {mark}, but {project.made_by} made it, "
        "and this workspace does not know it",
        f"nothing was changed; if it is this launch's, push with the token of {project.made_by}, "
        "otherwise delete it, or choose another `name:` in config.yaml",
    )
