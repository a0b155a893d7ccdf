"""Bring annotations back: raw answers first, then what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from annotate.files import JsonObject
from annotate.labelstudio.launch.checks import check_server
from annotate.labelstudio.launch.file import LOCK, OTHERS
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.pull.deleted import tell_of, untold
from annotate.labelstudio.pull.fetch import fetch_raw
from annotate.labelstudio.pull.look_again import LookAgain, to_look_at
from annotate.labelstudio.pull.raw import read_raw, read_users
from annotate.labelstudio.pull.to_records import Pulled, Source, parse_tasks, read_tasks
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

        people = fetch_raw(client, launch, files.raw, full=full, progress=progress)
        refuse_drift(launch, project.schema, partial(_kept, files.raw))
        pulled = parse_tasks(partial(_kept_tasks, files.raw, launch), Source(client.url, people), project, launch)
        deleted, lines = untold(files.raw)
        tell_of(files.raw, lines)
        return pulled._replace(deleted=deleted)


def kept_to_look_at(project: Project, url: str) -> list[LookAgain]:
    """What annotators should look at again on the server, in its answers as they were last received.

    Raises:
        WorkspaceError: there is no launch, or nothing was received yet.
        SchemaError: the schema is not the launched one.
    """
    launch, raw = project.launch(), project.files.raw
    refuse_drift(launch, project.schema, partial(_kept, raw))
    source = Source(url, launch.people(read_users(raw)))
    read = read_tasks(partial(_kept_tasks, raw, launch), source, project, launch)
    return [found for _, annotation in read for found in to_look_at(annotation)]


def _kept(raw: Path, launched: LaunchedProject) -> Iterator[JsonObject]:
    return map(launched.as_pushed, read_raw(raw, launched.project))


def _kept_tasks(raw: Path, launch: Launch) -> Iterator[tuple[int, JsonObject]]:
    return ((each.project, task) for each in launch.projects for task in _kept(raw, each))
