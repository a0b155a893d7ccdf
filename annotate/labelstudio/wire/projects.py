"""The projects of a launch on the server, and their tasks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal, NamedTuple

from annotate.allocation.shared import NAMES
from annotate.errors import LabelStudioError
from annotate.labelstudio.wire.client import Client, get_json, speaking_to, write_options
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.queries import count_tasks
from annotate.labelstudio.wire.remote_tasks import or_gone
from annotate.schema import Schema
from annotate.schema.phrases import phrases

_TITLE_LIMIT = 50
ORDER_OF_CONFLICTS = {"sampling": "Uncertainty sampling", "skip_queue": "REQUEUE_FOR_ME"}
"""Lowest scores first; and what somebody skipped comes again, where it would vanish by default."""
MarkKind = Literal["annotate", "adjudicate"]
"""What the mark in a project's description says that the project is for."""


class MarkedProject(NamedTuple):
    """A project with a launch's mark, whose it says that it is, and who made it, if there is such an account still."""

    project: int
    assignee: str
    maker: int | None
    made_by: str


class ProjectCounts(NamedTuple):
    """How many tasks and annotations a project has now."""

    tasks: int
    submitted: int
    skipped: int


def list_projects(client: Client, fields: str) -> Iterator[dict[str, Any]]:
    """All projects on the server, with these fields."""
    page = 1
    # The SDK's own pager asks for the page after the last one, which the server answers with 404.
    while True:
        answer = get_json(client, "api/projects/", {"page": page, "page_size": 100, "include": fields})
        yield from answer["results"]
        if not answer.get("next"):
            return
        page += 1


def find_projects(client: Client, name: str, kind: MarkKind = "annotate") -> dict[str, list[int]]:
    """The projects that are marked as of the launch called `name`, by assignee."""
    return by_assignee(marked_projects(client, name, kind))


def marked_projects(client: Client, name: str, kind: MarkKind) -> list[MarkedProject]:
    """The same, with who made them."""
    marked = []
    for project in list_projects(client, "id,description,created_by"):
        launch, assignee = launch_mark(project, kind) or ("", "")
        if launch == name:
            maker = project.get("created_by") or {}
            made_by = str(maker.get("email") or "somebody without an account")
            marked.append(MarkedProject(int(project["id"]), assignee, maker.get("id"), made_by))
    return marked


def by_assignee(marked: Iterable[MarkedProject]) -> dict[str, list[int]]:
    """The numbers of projects by assignee; more than one only if two pushes met."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for project in sorted(marked):
        numbers[project.assignee].append(project.project)
    return dict(numbers)


def launch_mark(project: dict[str, Any], kind: MarkKind = "annotate") -> tuple[str, str] | None:
    """The launch and the assignee that a project was made for; None if a push for `kind` did not make it."""
    mark = re.search(rf"\[{kind} ([^\]/]+)/([^\]]+)\]$", project.get("description") or "")
    return (mark[1], mark[2]) if mark else None


def only_project(client: Client, whose: str, numbers: list[int], progress: Callable[[str], None]) -> int:
    """The one of somebody's projects to keep; those that nobody has worked in are deleted.

    Raises:
        LabelStudioError: more than one has annotations or drafts, and a person must decide.
    """
    used = [number for number in numbers if _is_begun(client, number)] if len(numbers) > 1 else []
    if len(used) > 1:
        raise LabelStudioError(
            f"{whose} has begun to work in the projects {' and '.join(map(str, used))}",
            "run `annotate pull`, then delete the project that is not in launch.json",
        )
    keep = (used or numbers)[0]
    for number in numbers:
        if number != keep:
            progress(f"deleted project {number}, a second project of {whose} in which nobody had worked")
            with or_gone(partial(_project_is_gone, client, number)), speaking_to(client.url):
                client.sdk.projects.delete(number, request_options=write_options())
    return keep


def _is_begun(client: Client, project: int) -> bool:
    """Whether somebody submitted, skipped or only began a task."""
    begun = {"filter": "filter:tasks:draft_exists", "operator": "equal", "type": "Boolean", "value": True}
    return any(project_counts(client, project)[1:]) or count_tasks(client, project, begun) > 0


def find_project(client: Client, project: int) -> dict[str, Any] | None:
    """The id and description of a project, or None if the server does not have it any more."""
    answer = get_json(client, "api/projects/", {"ids": project, "include": "id,description"})
    return next((found for found in answer["results"] if found["id"] == project), None)


def project_exists(client: Client, project: int) -> bool:
    """Whether the server still has this project."""
    return find_project(client, project) is not None


def project_counts(client: Client, project: int) -> ProjectCounts:
    """The server's own count of a project's tasks and annotations."""
    answer = get_json(client, f"api/projects/{project}/", {})
    return ProjectCounts(
        answer["task_number"], answer["total_annotations_number"], answer["skipped_annotations_number"]
    )


def create_project(client: Client, name: str, assignee: str, schema: Schema, page: Page) -> int:
    """Make an assignee's project in the launch called `name`."""
    whose = NAMES.get(assignee, assignee)
    sentences_for = phrases(schema.language).sentences_for.format(annotator=whose)
    return _create(client, project_title(whose, schema.title), f"{sentences_for} [annotate {name}/{assignee}]", page)


def create_adjudication(client: Client, name: str, adjudicator: str, schema: Schema, page: Page) -> int:
    """Make an adjudicator's project for the launch called `name`."""
    conflicts_for = phrases(schema.language).conflicts_for.format(adjudicator=adjudicator)
    title = project_title(conflicts_for.rstrip("."), schema.title)
    return _create(client, title, f"{conflicts_for} [adjudicate {name}/{adjudicator}]", page)


def _create(client: Client, title: str, description: str, page: Page) -> int:
    with speaking_to(client.url):
        project = client.sdk.projects.create(
            title=title,
            description=description,
            label_config=page.config,
            expert_instruction=page.codebook,
            show_instruction=True,
            request_options=write_options(),
        )
    return int(project.id or 0)


def settle_order(client: Client, project: int) -> None:
    """Have an adjudicator's project show tasks in the order of their scores, and skipped ones again to who skipped."""
    there = get_json(client, f"api/projects/{project}/", {})
    if any(there.get(setting) != value for setting, value in ORDER_OF_CONFLICTS.items()):
        with speaking_to(client.url):
            client.sdk.projects.update(project, request_options=write_options(), **ORDER_OF_CONFLICTS)


def project_title(whose: str, about: str) -> str:
    """A project's title: whose it is comes first, because the list of projects cuts the end off.

    Label Studio takes 3 to 50 characters.
    """
    return f"{whose} · {about}"[:_TITLE_LIMIT].rstrip()


def _project_is_gone(client: Client, project: int) -> bool:
    return not project_exists(client, project)


def start_link(client: Client, project: int) -> str:
    """Where an annotator starts."""
    return f"{client.url}projects/{project}/data?labeling=1"
