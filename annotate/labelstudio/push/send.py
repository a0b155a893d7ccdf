"""Tasks into a project, each exactly once.

The server deduplicates nothing, and an answer can be lost although its request was carried out. So no write is repeated
because it failed: what is on the server is listed, what is missing is sent, and the server's count must then agree.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotate.allocation.plan import Plan
from annotate.counting import count
from annotate.errors import UnexpectedAnswer, Unreachable
from annotate.labelstudio.launch.model import LaunchedProject
from annotate.labelstudio.push.order import Order
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.projects import project_counts
from annotate.labelstudio.wire.remote_tasks import RemoteTask, import_tasks, remote_tasks, remove_copies

BATCH = 1000
PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0)
STILL_SECONDS = 1.0
T = TypeVar("T")


def persist(attempt: Callable[[bool], T], progress: Callable[[str], None]) -> T:
    """Run `attempt` until the server does not fail it, for about forty seconds; its argument is whether it is a retry.

    The attempt must begin by looking at what is there.
    """
    for number, pause in enumerate(PAUSES):
        try:
            return attempt(number > 0)
        except (Unreachable, UnexpectedAnswer) as error:
            progress(f"{error.message}; trying again in {pause:.0f} s")
            time.sleep(pause)
    return attempt(True)


def wait_until_still(client: Client, projects: Iterable[int]) -> None:
    """Wait until no project grows: a write whose answer was lost may still be going on."""
    for project in projects:
        before, now = -1, project_counts(client, project).tasks
        while now != before:
            time.sleep(STILL_SECONDS)
            before, now = now, project_counts(client, project).tasks


def send_missing(order: Order, plan: Plan, project: LaunchedProject, remote: Sequence[RemoteTask]) -> None:
    """Send what is not among `remote`, the tasks in the project, and see that every assignment is there once.

    Raises:
        UnexpectedAnswer: somebody deleted tasks meanwhile.
    """
    client, number, whose, progress = order.client, project.project, project.whose, order.progress
    assignments = order.assignments(plan, project.assignee)
    there = [task.assignment for task in remote if task.assignment]
    distinct = set(there)
    missing = [assignment for assignment in assignments if assignment not in distinct]
    for start in range(0, len(missing), BATCH):
        import_tasks(client, number, order.tasks(missing[start : start + BATCH], plan, project.assignee))
        progress(f"{whose}: {min(start + BATCH, len(missing))} of {len(missing)} sent")
    if len(there) == len(distinct) and project_counts(client, number).tasks == len(remote) + len(missing):
        return
    tasks = remote_tasks(client, number)
    deleted, kept = remove_copies(client, number, tasks)
    if deleted:
        progress(f"{whose}: deleted {count(deleted, 'duplicate task')} that nobody had begun")
    if kept:
        progress(f"{whose}: kept {count(kept, 'duplicate task')} with annotations on both copies")
    lost = set(assignments) - {task.assignment for task in tasks}
    if lost:
        raise UnexpectedAnswer(f"the project of {whose} lost {count(len(lost), 'task')} meanwhile", "push again")
