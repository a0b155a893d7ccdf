"""The projects that a launch has: one an assignee, found again or made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from annotate.allocation.allocate import Allocation
from annotate.allocation.shared import CALIBRATING, NAMES, SHARED
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.launch.ours import find_ours
from annotate.labelstudio.push.order import Order
from annotate.labelstudio.wire.projects import create_project, only_project, project_exists


def find_by_assignee(order: Order, launched: Launch | None) -> dict[str, list[int]]:
    """The launch's projects that are on the server, by assignee."""
    client, progress = order.client, order.progress
    found = _marked(order, launched)
    for project in launched.projects if launched else ():
        if project.adopted or project.project in found.get(project.assignee, ()):
            continue
        if project_exists(client, project.project):  # its description, where our mark is, was changed by hand
            found.setdefault(project.assignee, []).append(project.project)
        else:
            progress(f"project {project.project} of {project.whose} is no longer on the server")
    return found


def with_those_who_left(
    names: Sequence[str], found: Mapping[str, list[int]], progress: Callable[[str], None]
) -> list[str]:
    """The assignees of a blind launch whose launch.json is lost: the annotators, and who else has a project there."""
    left = [assignee for assignee in found if assignee not in names and assignee not in NAMES]
    for assignee in left:
        progress(f"{assignee} is not in config.yaml, but has a project of this launch; it is kept")
    return [*names, *left]


def shared_assignees(found: Mapping[str, list[int]], allocation: Allocation, calibration_only: bool) -> list[str]:
    """The assignees of a shared launch; a main project that has nothing yet is not made before there is need of it."""
    calibrating = [CALIBRATING] if allocation.calibration or CALIBRATING in found else []
    return calibrating if calibration_only and SHARED not in found else [*calibrating, SHARED]


def only_or_create(
    order: Order, assignees: Sequence[str], found: dict[str, list[int]], launched: Launch | None
) -> dict[str, int]:
    """Each assignee's one project on the server."""
    client, name = order.client, order.project.config.name
    missing = [assignee for assignee in assignees if assignee not in found]
    for assignee in missing:
        create_project(client, name, assignee, order.project.schema, order.page)
    if missing:  # somebody else may have made one at the same time
        found = found | _marked(order, launched)
    return {each: only_project(client, NAMES.get(each, each), found[each], order.progress) for each in assignees}


def _marked(order: Order, launched: Launch | None) -> dict[str, list[int]]:
    known = {project.project: project.assignee for project in launched.pushed} if launched else {}
    return find_ours(order.client, order.project.config.name, known, order.progress)
