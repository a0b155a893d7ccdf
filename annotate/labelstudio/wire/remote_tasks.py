"""The tasks of a project on the server: what is there, what is sent, and which copies are deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from annotate.allocation.plan import Assignment
from annotate.counting import count
from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.wire.client import Client, post_json, speaking_to, write_options
from annotate.labelstudio.wire.queries import TaskFields, list_fields, list_tasks
from annotate.labelstudio.wire.tasks import task_assignment, task_digest, task_round


class RemoteTask(NamedTuple):
    """A task on the server; `assignment`, `round` and `digest`, its text's, are None if no push made it."""

    id: int
    assignment: Assignment | None
    round: int | None
    digest: str | None


class Score(NamedTuple):
    """The number of a suggestion on the server, and its score."""

    suggestion: int
    value: float


def remote_tasks(client: Client, project: int) -> list[RemoteTask]:
    """Every task of a project, in the order of their ids."""
    return [
        RemoteTask(task["id"], task_assignment(task), task_round(task), task_digest(task))
        for tasks in list_tasks(client, project, annotations=False)
        for task in tasks
    ]


def import_tasks(client: Client, project: int, tasks: list[dict[str, Any]]) -> list[int]:
    """Send one batch of tasks, check that the server counted the same, and return their ids in order.

    Raises:
        LabelStudioError: the batch was refused, or it is unknown whether it arrived: list before sending again.
    """
    answer = post_json(client, f"api/projects/{project}/import", {"return_task_ids": "true"}, tasks)
    ids = answer.get("task_ids") or []
    if answer.get("task_count") != len(tasks) or len(ids) != len(tasks):
        raise UnexpectedAnswer(
            f"{client.url} accepted only {answer.get('task_count')} of {count(len(tasks), 'task')}",
            "run `annotate push` again: it sends the rest",
        )
    return [int(number) for number in ids]


def complete_task(client: Client, task: int, data: dict[str, Any]) -> None:
    """Give a task other data."""
    with speaking_to(client.url):
        client.sdk.tasks.update(str(task), data=data, request_options=write_options())


def delete_unbegun(client: Client, project: int, task: int) -> bool:
    """Delete a task, unless somebody has submitted something for it, or begun to; whether it is gone."""
    present = _look(client, project, task) or {}
    is_submitted = any(not each.get("was_cancelled") for each in present.get("annotations") or ())
    if is_submitted or present.get("draft_exists"):
        return False
    _delete_task(client, project, task)
    return True


def remove_copies(client: Client, project: int, tasks: list[RemoteTask]) -> tuple[int, int]:
    """Delete the tasks that show a sentence a second time, unless somebody has begun to annotate them.

    Where several copies have annotations they all stay. Returns how many were deleted and how many stay too many.
    """
    copies: dict[Assignment, list[int]] = defaultdict(list)
    for task in tasks:
        if task.assignment:
            copies[task.assignment].append(task.id)
    deleted = kept = 0
    for numbers in copies.values():
        if len(numbers) == 1:
            continue
        begun = [number for number in numbers if _has_work(client, project, number)]
        keep = set(begun or numbers[:1])
        for number in reversed(numbers):
            # Looked at again, because an annotator may have been shown it meanwhile.
            if number in keep or _has_work(client, project, number):
                continue
            _delete_task(client, project, number)
            deleted += 1
        kept += len(keep) - 1
    return deleted, kept


def list_scores(client: Client, project: int) -> dict[int, Score]:
    """The scores by which a project's tasks are shown, the lowest first: task → that of its first suggestion."""
    return {
        int(task["id"]): Score(int(suggestion["id"]), float(suggestion["score"] or 0))
        for tasks in list_fields(client, project, TaskFields("id,predictions"))
        for task in tasks
        for suggestion in task["predictions"][:1]
    }


def rescore(client: Client, suggestion: int, score: float) -> None:
    """Give a suggestion another score."""
    with speaking_to(client.url):
        client.sdk.predictions.update(suggestion, score=score, request_options=write_options())


def _delete_task(client: Client, project: int, task: int) -> None:
    with or_gone(partial(_task_is_gone, client, project, task)), speaking_to(client.url):
        client.sdk.tasks.delete(str(task), request_options=write_options())


@contextmanager
def or_gone(is_gone: Callable[[], bool]) -> Iterator[None]:
    """Let it pass that something could not be deleted because another push had done so."""
    try:
        yield
    except UnexpectedAnswer:
        if not is_gone():
            raise


def _look(client: Client, project: int, task: int) -> dict[str, Any] | None:
    # `drafts` would be those of the token's owner only.
    fields = TaskFields("id,annotations,draft_exists", at_once=1)
    for page in list_fields(client, project, fields, after=task - 1):
        return page[0] if page[0]["id"] == task else None
    return None


def _task_is_gone(client: Client, project: int, task: int) -> bool:
    return _look(client, project, task) is None


def _has_work(client: Client, project: int, task: int) -> bool:
    found = _look(client, project, task) or {}
    return bool(found.get("annotations") or found.get("draft_exists"))


def task_link(url: str, project: int, task: int) -> str:
    """A task's page."""
    return f"{url}projects/{project}/data?task={task}"
