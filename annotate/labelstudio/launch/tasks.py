"""The tasks of a launch on its server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.labelstudio.launch.model import LaunchedProject
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.queries import list_tasks


def project_tasks(client: Client, project: LaunchedProject) -> Iterator[dict[str, Any]]:
    """Every task of a project with its annotations, as a push would have made it."""
    for tasks in list_tasks(client, project.project, annotations=True):
        yield from map(project.as_pushed, tasks)
