"""Bring annotations back: raw answers first, then what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotate.files import JsonObject
from annotate.labelstudio.launch.checks import check_server
from annotate.labelstudio.launch.file import LOCK, OTHERS
from annotate.labelstudio.launch.model import LaunchedProject
from annotate.labelstudio.pull.deleted import tell_of, untold
from annotate.labelstudio.pull.fetch import fetch_raw
from annotate.labelstudio.pull.raw import read_raw
from annotate.labelstudio.pull.to_records import Pulled, Source, parse_tasks
from annotate.labelstudio.versions.diff import refuse_drift
from annotate.labelstudio.wire.client import Client
from annotate.lock import one_at_a_time
from annotate.project import Project


def pull(
    client: Client, project: Project, *, full: bool = False, progress: Callable[[str], None] = lambda line: None
) -> Pulled:
    """Fetch what changed since the last pull, or everything if `full`, and write the records and the rejected ones.

    Raises:
        WorkspaceError: there is no launch.
        SchemaError: the schema is not the launched one; the raw answers are kept.
        LabelStudioError: the server failed; the records of the last pull stay, and the next one goes on from here.
    """
    files = project.files
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        launch = project.launch()  # not before: another push may have just changed it
        check_server(launch, client)

        def kept(launched: LaunchedProject) -> Iterator[JsonObject]:
            return map(launched.as_pushed, read_raw(files.raw, launched.project))

        def tasks() -> Iterator[tuple[int, JsonObject]]:
            return ((each.project, task) for each in launch.projects for task in kept(each))

        people = fetch_raw(client, launch, files.raw, full=full, progress=progress)
        refuse_drift(launch, project.schema, kept)
        pulled = parse_tasks(tasks, Source(client.url, people), project, launch)
        deleted, lines = untold(files.raw)
        tell_of(files.raw, lines)
        return pulled._replace(deleted=deleted)
