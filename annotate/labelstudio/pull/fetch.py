"""Bring the kept answers of the server up to date.

A fetch asks only for what was touched since the last one. Deletions leave no trace to ask for, so the server's own
count is compared with ours, and the ids only if they differ.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from annotate.counting import count
from annotate.files import remove
from annotate.labelstudio.launch.checks import refuse_absent
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.raw import (
    Header,
    People,
    append_page,
    drop_deleted,
    forget_state,
    interrupted,
    kept_counts,
    merge_partial,
    partial_file,
    pulled_until,
    write_state,
    write_users,
)
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.projects import project_counts
from annotate.labelstudio.wire.queries import TaskFields, dated_last_change, list_fields, list_tasks

_LOOKS = 3
# What a transaction writes becomes visible only when it ends; none of those that annotators start lasts this long.
_OVERLAP = timedelta(minutes=5)


class Fetched(Protocol):
    """A project on the server, and whose it is, for people to read."""

    @property
    def project(self) -> int:
        """Its number."""

    @property
    def whose(self) -> str:
        """Whose it is."""


def fetch_raw(
    client: Client, launch: Launch, raw: Path, *, full: bool = False, progress: Callable[[str], None]
) -> dict[int, str]:
    """Bring the kept answers up to date and return who each user is: user id → annotator id, or e-mail address.

    Continues where an interrupted fetch stopped. `full` reads everything again.

    Raises:
        RequestRejected: a project is not on the server.
        ConfigError: a project is another launch's; what is kept stays as it is.
        LabelStudioError: the server failed; the next fetch continues.
    """
    refuse_absent(client, launch)
    users = read_users(client)
    write_users(raw, users)
    names = launch.people(users)
    for project in launch.projects:
        if full:
            forget_state(raw, project.project)
        fetch_project(client, raw, project, names, progress)
    return names


def fetch_project(client: Client, raw: Path, there: Fetched, names: People, progress: Callable[[str], None]) -> None:
    """Bring the kept answers of one project up to date.

    Args:
        client: the server.
        raw: where answers are kept.
        there: the project, which is on the server.
        names: user id → who it is.
        progress: gets a line now and then.

    Raises:
        LabelStudioError: the server failed; the next fetch continues.
    """
    project, whose = there.project, there.whose
    partial = partial_file(raw, project)
    for _ in range(_LOOKS):
        since = pulled_until(raw, project)
        header, after, read = interrupted(partial, since)
        resumed = header is not None
        if header is None:
            header = Header(since, _newest(client, project))
            append_page(partial, [header._asdict()], new=True)
        for tasks in list_tasks(client, project, annotations=True, after=after, since=header.since):
            # The id leads each line, so that files are merged without reading the rest of it.
            append_page(partial, [{"id": task["id"]} | task for task in tasks])
            read += len(tasks)
            progress(f"{whose}: {count(read, 'task')} read")
        here = None if read or since is None else kept_counts(raw, project)
        if here is None:
            here = merge_partial(raw, project, partial, names, keep=since is not None)
        write_state(raw, project, header.start, here)
        remove(partial)
        if resumed:
            continue
        if here == project_counts(client, project):
            return
        write_state(raw, project, header.start, drop_deleted(raw, project, _ids(client, project), names))
    progress(f"the project of {whose} changed while it was being read; run `annotate pull` again for the rest")


def _ids(client: Client, project: int) -> dict[int, set[int]]:
    """The ids of a project's tasks, with those of their annotations."""
    return {
        int(task["id"]): {annotation["id"] for annotation in task["annotations"]}
        for tasks in list_fields(client, project, TaskFields("id,annotations"))
        for task in tasks
    }


def _newest(client: Client, project: int) -> str | None:
    """From where the fetch after this one must look: shortly before the last change, or at it when it is long ago.

    Long ago is twice as long as otherwise, for the web server that dates the answer may have a clock of its own.
    """
    answered, moment = dated_last_change(client, project)
    if moment is None:
        return None
    start = moment - _OVERLAP
    if answered:
        # Once the last change is old enough, nothing before it can be on its way, and it need not be read again.
        start = min(moment, max(start, answered - 2 * _OVERLAP))
    # The server answers 500 to any other way of writing a date.
    return f"{start:%Y-%m-%dT%H:%M:%S.%fZ}"
