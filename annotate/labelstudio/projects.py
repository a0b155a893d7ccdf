"""One project an annotator, so that nobody sees another's work."""

from __future__ import annotations

from collections import Counter
from typing import Any

from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.client import Client, get_json, list_tasks, speaking_to, write_options
from annotate.labelstudio.tasks import sentence_key
from annotate.schema import Schema

_TITLE_LIMIT = 50
_KEY_PAGE = 1000


def find_project(client: Client, name: str, annotator: str) -> int | None:
    """The project of this annotator in the launch called `name`; None if there is none."""
    page = 1
    # The SDK's own pager asks for the page after the last one, which the server answers with 404.
    while True:
        answer = get_json(client, "api/projects", {"page": page, "page_size": 100, "include": "id,description"})
        for project in answer["results"]:
            if (project.get("description") or "").endswith(_mark(name, annotator)):
                return int(project["id"])
        if not answer.get("next"):
            return None
        page += 1


def create_project(client: Client, name: str, annotator: str, schema: Schema, config: str, codebook: str) -> int:
    """Make an annotator's project with its labeling config, and the codebook (HTML) as instructions."""
    with speaking_to(client.url):
        project = client.sdk.projects.create(
            title=f"{schema.title[: _TITLE_LIMIT - len(annotator) - 3]} · {annotator}",
            description=f"Sentences for {annotator}. {_mark(name, annotator)}",
            label_config=config,
            expert_instruction=codebook,
            show_instruction=True,
            request_options=write_options(),
        )
    return int(project.id or 0)


def update_project(client: Client, project: int, config: str, codebook: str) -> bool:
    """Bring a project's labeling config and instructions up to date; whether anything had to change."""
    with speaking_to(client.url):
        current = client.sdk.projects.get(project)
        if current.label_config == config and current.expert_instruction == codebook:
            return False
        client.sdk.projects.update(
            project, label_config=config, expert_instruction=codebook, request_options=write_options()
        )
    return True


def remote_sentences(client: Client, project: int) -> Counter[str]:
    """How many tasks each sentence has in a project."""
    pages = list_tasks(client, project, annotations=False, page_size=_KEY_PAGE)
    return Counter(key for tasks in pages for task in tasks if (key := sentence_key(task)))


def import_tasks(client: Client, project: int, tasks: list[dict[str, Any]]) -> None:
    """Send one batch of tasks and check that the server counted the same.

    Raises:
        LabelStudioError: the batch was refused, or it is unknown whether it arrived: list before sending again.
    """
    with speaking_to(client.url):
        answer = client.sdk.projects.import_tasks(
            project, request=tasks, return_task_ids=True, request_options=write_options()
        )
    if answer.task_count != len(tasks):
        raise UnexpectedAnswer(
            f"{client.url} took {answer.task_count} of {len(tasks)} tasks",
            "run `annotate push` again: it sends the rest",
        )


def start_link(client: Client, project: int) -> str:
    """Where an annotator starts."""
    return f"{client.url}projects/{project}/data?labeling=1"


def task_link(url: str, project: int, task: int) -> str:
    """A task's page."""
    return f"{url}projects/{project}/data?task={task}"


def _mark(name: str, annotator: str) -> str:
    return f"[annotate {name}/{annotator}]"
