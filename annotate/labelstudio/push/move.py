"""Which page a launch has: the one on which claims have numbers, or the one that it began with before there was this.

A launch keeps its page until somebody asks for the other one: annotators learn their page, and a half-done draft looks
different on another.
"""

from __future__ import annotations

from annotate.counting import count
from annotate.labelstudio.launch.file import write_launch
from annotate.labelstudio.launch.model import Launch, LaunchedProject, PageKind
from annotate.labelstudio.push.merge import known_plan
from annotate.labelstudio.push.order import Order
from annotate.labelstudio.wire.page import is_linked
from annotate.labelstudio.wire.project_page import project_page
from annotate.labelstudio.wire.projects import find_projects, project_exists
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.remote_tasks import complete_task, remote_tasks
from annotate.labelstudio.wire.tasks import PROGRESS, sentence_key, task_assignment, task_data


def choose_page(order: Order, launch: Launch | None) -> PageKind:
    """The page that the launch has, or moves to because it was asked for; its tasks have all that this page shows."""
    before = launch.page if launch else _page_there(order)
    if before != "linked" or not order.choice.page:
        return before
    for project in launch.pushed if launch else ():
        if project_exists(order.client, project.project):
            _complete(order, launch, project)
    if launch:
        write_launch(order.project.files.launch, launch.model_copy(update={"page": "moved"}))
    order.progress("the launch has the page with numbered claims now")
    return "moved"


def _page_there(order: Order) -> PageKind:
    """The page of projects whose launch.json is lost; without projects, that of new ones."""
    present = [
        number for numbers in find_projects(order.client, order.project.config.name).values() for number in numbers
    ]
    linked = present and is_linked(project_page(order.client, present[0]))
    return "linked" if linked else "numbered"


def _complete(order: Order, launch: Launch | None, project: LaunchedProject) -> None:
    """Give a project's tasks what the page shows and they lack, before the page asks for it."""
    client, number = order.client, project.project
    plan = known_plan(launch, {project.assignee: remote_tasks(client, number)})
    completed = 0
    for tasks in list_tasks(client, number, annotations=False):
        lacking = {task["id"]: task for task in tasks if PROGRESS not in task_data(task) and sentence_key(task)}
        by_id = {task_id: task_assignment(task) for task_id, task in lacking.items()}
        lines = order.progress_lines(plan, project.assignee)
        for task_id, assignment in by_id.items():
            line = lines.get(assignment, "") if assignment else ""
            complete_task(client, task_id, task_data(lacking[task_id]) | {PROGRESS: line})
            completed += 1
    if completed:
        order.progress(f"{project.whose}: {count(completed, 'task')} completed for the page")
