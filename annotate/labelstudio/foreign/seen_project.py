"""What a project of others asks, and what was answered there, for a schema to start from."""

from __future__ import annotations

from pathlib import Path

from annotate.errors import ConfigError
from annotate.labelstudio.foreign.seen_config import merged, see_config
from annotate.labelstudio.foreign.seen_tasks import see_tasks
from annotate.labelstudio.wire.client import Client, get_json
from annotate.labelstudio.wire.projects import launch_mark, project_exists
from annotate.labelstudio.wire.queries import list_tasks
from annotate.schema.draft import Draft


def see_project(client: Client, number: int) -> Draft:
    """What project `number` asks, with how often it was answered; the server is only read.

    Raises:
        ConfigError: there is no such project, or a push made it.
        WorkspaceError: it asks nothing.
        LabelStudioError: the server cannot be read.
    """
    if not project_exists(client, number):
        raise ConfigError(
            f"project {number} is not on {client.url}, or this token may not see it",
            "the number is in the address of the project's pages",
        )
    name = f"project {number}"
    settings = get_json(client, f"api/projects/{number}/", {})
    if mark := launch_mark(settings):
        raise ConfigError(
            f"{name} was made by `annotate push` for the launch {mark[0]}, and has a schema already",
            "infer from projects that others made; the schema of a launch is the one that it was pushed with",
        )
    asked = see_config(settings["label_config"], name)
    tasks = (task for page in list_tasks(client, number, annotations=True) for task in page)
    return merged(asked, see_tasks(tasks, Path(name)))
