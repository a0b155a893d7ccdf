"""Bring annotations back: raw answers first, then what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from annotate.json_files import JsonObject
from annotate.labelstudio.launch.checks import check_server
from annotate.labelstudio.launch.file import LOCK, OTHERS
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.pull.fetch import fetch_raw
from annotate.labelstudio.pull.look_again import LookAgain, to_look_at
from annotate.labelstudio.pull.mentioned import mention_all, mentions_by_annotation, sentences_of
from annotate.labelstudio.pull.projects import lookalikes, told_absent, told_unread
from annotate.labelstudio.pull.raw import kept_tasks, read_users, write_removed
from annotate.labelstudio.pull.to_records import Pulled, Source, parse_tasks, read_tasks
from annotate.labelstudio.versions.diff import refuse_drift
from annotate.labelstudio.wire.client import Client
from annotate.lock import one_at_a_time
from annotate.project import Project


def pull(
    client: Client, project: Project, *, full: bool = False, progress: Callable[[str], None] = lambda line: None
) -> Pulled:
    """Fetch what changed since the last pull, or everything if `full`, and write the records and the rejected ones.

    Of a project that is not on the server, is marked as another's, or at which the server fails, what was received
    before stays among the records.

    Raises:
        WorkspaceError: there is no launch.
        SchemaError: the schema is not the launched one; the raw answers are kept.
        LabelStudioError: the server failed; the records of the last pull stay, and the next one goes on from here.
    """
    files = project.files
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        launch = project.launch()  # not before: another push may have just changed it
        check_server(launch, client)

        received = fetch_raw(client, launch, files.raw, full=full, progress=progress)
        refuse_drift(launch, project.schema, partial(_kept, files.raw))
        source = Source(client.url, received.people, noticed=mentions_by_annotation(files.raw, launch))
        pulled = parse_tasks(partial(_kept_tasks, files.raw, launch), source, project, launch)
        looked_alike = tuple(lookalikes(client, launch))
        absent = told_absent(files.raw, received.not_read.absent)
        altered = told_unread(files.raw, received.not_read.altered)
        failed = told_unread(files.raw, received.not_read.failed)
        deleted, noticed = mention_all(files.raw, sentences_of(launch))
        pulled = pulled._replace(deleted=deleted, noticed=noticed)
        pulled = pulled._replace(absent=absent, altered=altered, failed=failed, lookalikes=looked_alike)
        write_removed(files.raw, _removed(project, launch) | received.without_account)
        return pulled


def _removed(project: Project, launch: Launch) -> set[str]:
    """The people of the launch who are not in config.yaml any more; nobody if it names no annotators at all."""
    launched = {name for each in launch.pushed for name in each.annotators}
    current = {annotator.id for annotator in project.config.annotators}
    return launched - current if current else set()


def kept_to_look_at(project: Project, url: str) -> list[LookAgain]:
    """What annotators should look at again on the server, in its answers as they were last received.

    Raises:
        WorkspaceError: there is no launch, or nothing was received yet.
        SchemaError: the schema is not the launched one.
    """
    launch, raw = project.launch(), project.files.raw
    refuse_drift(launch, project.schema, partial(_kept, raw))
    source = Source(url, launch.people(read_users(raw)), noticed=mentions_by_annotation(raw, launch))
    read = read_tasks(partial(_kept_tasks, raw, launch), source, project, launch)
    return [found for _, annotation in read for found in to_look_at(annotation)]


def _kept(raw: Path, launched: LaunchedProject) -> Iterator[JsonObject]:
    # Nothing was received of a project that was deleted before the first pull.
    return map(launched.as_pushed, kept_tasks(raw, launched.project))


def _kept_tasks(raw: Path, launch: Launch) -> Iterator[tuple[int, JsonObject]]:
    return ((each.project, task) for each in launch.received for task in _kept(raw, each))
