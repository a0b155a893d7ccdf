"""Bring the kept answers of the server up to date.

A fetch asks only for what was touched since the last one. Deletions leave no trace to ask for, so the server's own
count is compared with ours, and the ids only if they differ.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from annotate.counting import count
from annotate.errors import ServerFailed
from annotate.files import remove
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.pull.projects import NotRead, not_read
from annotate.labelstudio.pull.raw import (
    Header,
    append_page,
    drop_deleted,
    forget_state,
    interrupted,
    kept_counts,
    merge_partial,
    partial_file,
    pulled_until,
    read_removed,
    read_users,
    write_state,
    write_users,
)
from annotate.labelstudio.pull.watch import Watch
from annotate.labelstudio.wire import client as server
from annotate.labelstudio.wire.client import Client
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


class Received(NamedTuple):
    """What a fetch learnt beside the answers.

    Attributes:
        people: who each user is, those without an account any more among them: user id → annotator id, or e-mail
            address.
        without_account: who of them has none any more.
        not_read: the projects that are not on the server, are marked as another's, or at which the server fails; of
            them stays what was received before.
    """

    people: dict[int, str]
    without_account: set[str]
    not_read: NotRead


def fetch_raw(
    client: Client, launch: Launch, raw: Path, *, full: bool = False, progress: Callable[[str], None]
) -> Received:
    """Bring the kept answers up to date.

    Continues where an interrupted fetch stopped. `full` reads everything again.

    Raises:
        RequestRejected: none of the projects is on the server.
        ConfigError: none of those that are there is the launch's; what is kept stays as it is.
        LabelStudioError: the server failed; the next fetch continues.
    """
    left_alone = not_read(client, launch)
    now = server.read_users(client)
    users = (read_users(raw) if (raw / "users.json").exists() else {}) | now
    write_users(raw, users)
    people = launch.people(users)
    removed = read_removed(raw)
    failed: list[tuple[LaunchedProject, ServerFailed]] = []
    to_read = [project for project in launch.projects if project not in left_alone.projects]
    for project in to_read:
        if full:
            forget_state(raw, project.project)
        try:
            fetch_project(client, raw, project, Watch(people, removed, project.adopted is not None), progress)
        except ServerFailed as error:
            named = f"project {project.project} of {project.whose} cannot be read: {error}"
            failed.append((project, ServerFailed(named, error.hint)))
    if failed and len(failed) == len(to_read):
        raise failed[0][1]
    without_account = {people[user] for user in users if user not in now}
    return Received(people, without_account, left_alone._replace(failed=failed))


def fetch_project(client: Client, raw: Path, there: Fetched, watch: Watch, progress: Callable[[str], None]) -> None:
    """Bring the kept answers of one project up to date.

    Args:
        client: the server.
        raw: where answers are kept.
        there: the project, which is on the server.
        watch: who is who.
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
            here = merge_partial(raw, project, partial, watch, keep=since is not None)
        write_state(raw, project, header.start, here)
        remove(partial)
        if resumed:
            continue
        if here == project_counts(client, project):
            return
        write_state(raw, project, header.start, drop_deleted(raw, project, _ids(client, project), watch))
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
