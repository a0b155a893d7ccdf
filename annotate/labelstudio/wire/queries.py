"""Tasks on the server, in pages that are cut by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.wire.client import Client, get_dated_json

PAGE = 500  # tasks with their annotations
BARE_PAGE = 1000  # tasks without
# The server applies these names to a task and to the annotations inside it alike.
_WITH_ANNOTATIONS = (
    "id,data,annotations,result,completed_by,was_cancelled,created_at,updated_at,updated_by,lead_time,parent_annotation"
)


def list_tasks(
    client: Client, project: int, *, annotations: bool, after: int = 0, since: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Yield a project's tasks in pages as the server sends them, in the order of their ids.

    Without `annotations` they have only id and data. Pages are cut by task id and not by number, so that tasks added or
    removed meanwhile shift nothing: all ids are greater than `after`. With `since`, a moment of the server's clock in
    ISO 8601, only tasks touched after it are there.
    """
    include, fields = (_WITH_ANNOTATIONS, "all") if annotations else ("id,data", "task_only")
    page_size = PAGE if annotations else BARE_PAGE
    return list_fields(client, project, include, fields=fields, page_size=page_size, after=after, since=since)


def list_fields(
    client: Client,
    project: int,
    include: str,
    *,
    fields: str,
    page_size: int | None = None,
    after: int = 0,
    since: str | None = None,
) -> Iterator[list[dict[str, Any]]]:
    """Pages of tasks, `PAGE` unless said otherwise, as `list_tasks` yields them, with the fields named in `include`."""
    page_size = page_size or PAGE
    touched = [{"filter": "filter:tasks:updated_at", "operator": "greater", "type": "Datetime", "value": since}]
    while True:
        items = [{"filter": "filter:tasks:id", "operator": "greater", "type": "Number", "value": after}]
        asked = items + (touched if since else [])
        tasks = query_tasks(
            client, project, include, fields=fields, filters=asked, ordering="tasks:id", page_size=page_size
        )["tasks"]
        if tasks:
            yield tasks
            after = tasks[-1]["id"]
        if len(tasks) < page_size:
            return


def query_tasks(
    client: Client,
    project: int,
    include: str,
    *,
    fields: str = "task_only",
    filters: Sequence[dict[str, Any]] = (),
    ordering: str = "",
    page_size: int = 1,
) -> dict[str, Any]:
    """The server's answer about the tasks that all filters let through: the first as `tasks`, and their `total`.

    `answered` is the moment of the answer by the server's clock, None if it does not say.

    Raises:
        UnexpectedAnswer: it is not a list of tasks.
    """
    items = {"conjunction": "and", "items": list(filters)}
    query = json.dumps({"filters": items, "ordering": [ordering] if ordering else []})
    params = {"project": project, "fields": fields, "include": include, "page": 1, "page_size": page_size}
    answered, answer = get_dated_json(client, "api/tasks/", params | {"query": query})
    if not isinstance(answer, dict) or not isinstance(answer.get("tasks"), list):
        raise UnexpectedAnswer(f"{client.url} sent no list of tasks for project {project}", "try again later")
    return answer | {"answered": answered}


def last_change(client: Client, project: int) -> datetime | None:
    """When a task of the project was touched last, by the server's clock; None if there is none."""
    return dated_last_change(client, project)[1]


def dated_last_change(client: Client, project: int) -> tuple[datetime | None, datetime | None]:
    """When the server answered, if it says so, and when a task of the project was touched last."""
    answer = query_tasks(client, project, "id,updated_at", ordering="-tasks:updated_at")
    tasks = answer["tasks"]
    return answer["answered"], datetime.fromisoformat(tasks[0]["updated_at"]) if tasks else None
