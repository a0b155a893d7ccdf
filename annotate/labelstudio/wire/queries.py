"""Tasks on the server, in pages that are cut by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from annotate.errors import ServerFailed, UnexpectedAnswer
from annotate.labelstudio.wire.client import Client, get_dated_json, get_json

PAGE = 500
CANNOT_BE_SENT = "cannot_be_sent"
"""In an annotation: the name of what the server has and fails to send."""

_TIME = "lead_time"
_FEWER = 8
"""How many times fewer tasks are asked for after the server has failed."""


class TaskFields(NamedTuple):
    """What the server sends of each task: the fields in `names`, with commas between, and how many tasks at once.

    With `form` "task_only" the server leaves out what others made of a task, even where a field of it is named.
    """

    names: str
    form: Literal["all", "task_only"] = "all"
    at_once: int = PAGE


ANNOTATED = TaskFields(
    "id,data,annotations,result,completed_by,was_cancelled,created_at,updated_at,updated_by,lead_time,parent_annotation"
)
_BARE = TaskFields("id,data", "task_only", at_once=1000)


def list_tasks(
    client: Client, project: int, *, annotations: bool, after: int = 0, since: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Yield a project's tasks in pages as the server sends them, in the order of their ids.

    Without `annotations` they have only id and data. Pages are cut by task id and not by number, so that tasks added or
    removed meanwhile shift nothing: all ids are greater than `after`. With `since`, a moment of the server's clock in
    ISO 8601, only tasks touched after it are there.
    """
    return list_fields(client, project, ANNOTATED if annotations else _BARE, after=after, since=since)


def list_fields(
    client: Client, project: int, fields: TaskFields, *, after: int = 0, since: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Pages of tasks as `list_tasks` yields them, with these fields.

    Label Studio stores a time of infinity, and then fails at every page with it. So smaller pages are asked for until
    the task is found, and that is read without times, which each of its annotations may tell by itself.
    """
    touched = [{"filter": "filter:tasks:updated_at", "operator": "greater", "type": "Datetime", "value": since}]
    at_once = fields.at_once
    while True:
        items = [{"filter": "filter:tasks:id", "operator": "greater", "type": "Number", "value": after}]
        asked = items + (touched if since else [])
        try:
            page = fields._replace(at_once=at_once)
            tasks = query_tasks(client, project, page, filters=asked, ordering="tasks:id")["tasks"]
        except ServerFailed:
            names = fields.names.split(",")
            if _TIME not in names:
                raise
            if at_once > 1:
                at_once = max(1, at_once // _FEWER)
                continue
            page = TaskFields(",".join(name for name in names if name != _TIME), fields.form, at_once)
            tasks = query_tasks(client, project, page, filters=asked, ordering="tasks:id")["tasks"]
            for task in tasks:
                _add_times(client, task)
        if tasks:
            yield tasks
            after = tasks[-1]["id"]
        if len(tasks) < at_once:
            return
        at_once = min(fields.at_once, at_once * _FEWER)


def _add_times(client: Client, task: dict[str, Any]) -> None:
    """Ask each annotation of a task for its time, and mark those whose time the server fails to send."""
    for annotation in task["annotations"]:
        annotation[_TIME] = None
        try:
            annotation[_TIME] = get_json(client, f"api/annotations/{annotation['id']}/", {})[_TIME]
        except ServerFailed:
            annotation[CANNOT_BE_SENT] = _TIME


def query_tasks(
    client: Client,
    project: int,
    fields: TaskFields,
    *,
    filters: Sequence[dict[str, Any]] = (),
    ordering: str = "",
) -> dict[str, Any]:
    """The server's answer about the tasks that all filters let through: the first as `tasks`, and their `total`.

    `answered` is the moment of the answer by the server's clock, None if it does not say.

    Raises:
        UnexpectedAnswer: it is not a list of tasks.
    """
    items = {"conjunction": "and", "items": list(filters)}
    query = json.dumps({"filters": items, "ordering": [ordering] if ordering else []})
    names, form, at_once = fields
    params = {"project": project, "fields": form, "include": names, "page": 1, "page_size": at_once, "query": query}
    answered, answer = get_dated_json(client, "api/tasks/", params)
    if not isinstance(answer, dict) or not isinstance(answer.get("tasks"), list):
        raise UnexpectedAnswer(f"{client.url} sent no list of tasks for project {project}", "try again later")
    return answer | {"answered": answered}


def count_tasks(client: Client, project: int, only: dict[str, Any]) -> int:
    """How many tasks of the project a filter lets through: the server looks at each of them and counts."""
    return int(query_tasks(client, project, TaskFields("id", "task_only", at_once=1), filters=[only])["total"])


def last_change(client: Client, project: int) -> datetime | None:
    """When a task of the project was touched last, by the server's clock; None if there is none."""
    return dated_last_change(client, project)[1]


def dated_last_change(client: Client, project: int) -> tuple[datetime | None, datetime | None]:
    """When the server answered, if it says so, and when a task of the project was touched last."""
    answer = query_tasks(
        client, project, TaskFields("id,updated_at", "task_only", at_once=1), ordering="-tasks:updated_at"
    )
    tasks = answer["tasks"]
    return answer["answered"], datetime.fromisoformat(tasks[0]["updated_at"]) if tasks else None
