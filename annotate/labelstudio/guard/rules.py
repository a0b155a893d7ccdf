"""What may be asked, by the route that Django has resolved: who is not named here is refused.

A rule takes what is asked and raises `Refused`, with a reason for people, unless it belongs to the member.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .bodies import check_written

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .owners import Owners


class Refused(Exception):
    """The reason why something is refused, in words."""


@dataclass(frozen=True)
class Asked:
    """A request of somebody who is signed in and not the administrator."""

    request: HttpRequest
    arguments: Mapping[str, Any]
    owners: Owners
    making_accounts: bool

    @property
    def user(self) -> Any:
        """The Django user."""
        return self.request.user

    def own(self, project: object) -> None:
        """Refuse a project that is not the member's."""
        try:
            is_own = int(str(project)) in self.owners.of(self.user.email)
        except ValueError:
            is_own = False
        if not is_own:
            raise Refused("this project is not yours")

    def parameter(self, name: str) -> str:
        """A parameter of the query, which must be there once."""
        values = self.request.GET.getlist(name)
        if len(values) != 1:
            raise Refused(f"{name} must be named once")
        return str(values[0])


Rule = Callable[[Asked], None]


def anybody(asked: Asked) -> None:
    """Pages and files without anything of somebody else."""


def own_project(asked: Asked) -> None:
    """A project in the address."""
    asked.own(asked.arguments["pk"])


def project_in_query(asked: Asked) -> None:
    """A project in the query."""
    asked.own(asked.parameter("project"))


def project_perhaps_in_query(asked: Asked) -> None:
    """A list, which shows only what is one's own; a project in the query must be."""
    if "project" in asked.request.GET:
        project_in_query(asked)


def view_of_own_project(asked: Asked) -> None:
    """The tasks of a project, as a view of the same project shows them."""
    project_in_query(asked)
    if "view" in asked.request.GET:
        view = _rows("data_manager", "View").filter(pk=_number(asked.parameter("view"))).first()
        if view is None or str(view.project_id) != asked.parameter("project"):
            raise Refused("this view is not of your project")


def new_view(asked: Asked) -> None:
    """A view of an own project."""
    body = check_written(asked.request)
    asked.own(body.get("project"))
    project_perhaps_in_query(asked)


def next_task(asked: Asked) -> None:
    """The next task of an own project, and no other action."""
    project_in_query(asked)
    if asked.parameter("id") != "next_task":
        raise Refused("you may ask for the next task only")


def own_task(asked: Asked) -> None:
    """A task of an own project."""
    task = _rows("tasks", "Task").filter(pk=asked.arguments["pk"]).only("project_id").first()
    if task is None:
        raise Refused("there is no such task")
    asked.own(task.project_id)


def write_on_own_task(asked: Asked) -> None:
    """An annotation or a draft on a task of an own project, in one's own name."""
    own_task(asked)
    project_perhaps_in_query(asked)
    check_written(asked.request, user=asked.user.id, task=asked.arguments["pk"])


def draft_on_own_annotation(asked: Asked) -> None:
    """A draft of an own annotation."""
    _own_annotation(asked, asked.arguments["annotation_id"], asked.arguments["pk"])
    write_on_own_task(asked)


def own_annotation(asked: Asked) -> None:
    """Changing an own annotation."""
    task = _own_annotation(asked, asked.arguments["pk"])
    check_written(asked.request, user=asked.user.id, task=task)


def own_skip(asked: Asked) -> None:
    """Taking back that one skipped a task."""
    _own_annotation(asked, asked.arguments["pk"], only_skipped=True)


def own_draft(asked: Asked) -> None:
    """An own draft, which may be written again in one's own name."""
    draft = _rows("tasks", "AnnotationDraft").filter(pk=asked.arguments["pk"]).select_related("task").first()
    if draft is None or draft.user_id != asked.user.id:
        raise Refused("this draft is not yours")
    asked.own(draft.task.project_id)
    if asked.request.method in ("PATCH", "PUT"):
        check_written(asked.request, user=asked.user.id, task=draft.task_id)


def while_accounts_are_made(asked: Asked) -> None:
    """Tokens, which a push makes for accounts."""
    if not asked.making_accounts:
        raise Refused("tokens are made by `annotate push` only")


def _own_annotation(asked: Asked, number: object, task: object = None, *, only_skipped: bool = False) -> int:
    annotation = _rows("tasks", "Annotation").filter(pk=number).select_related("task").first()
    if annotation is None or annotation.completed_by_id != asked.user.id:
        raise Refused("this annotation is not yours")
    if task is not None and annotation.task_id != task:
        raise Refused("this annotation is of another task")
    if only_skipped and not annotation.was_cancelled:
        raise Refused("annotations are not deleted")
    asked.own(annotation.task.project_id)
    return int(annotation.task_id)


def _rows(app: str, model: str) -> Any:
    """What Label Studio's database has of a model."""
    from django.apps import apps

    return apps.get_model(app, model).objects


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused("a number is needed") from None


_STATIC: dict[str, dict[str, Rule]] = {
    route: {"GET": anybody}
    for route in (
        r"^sw\.js$",
        r"^sw-fallback\.js$",
        r"^favicon\.ico$",
        r"^label-studio-frontend/(?P<path>.*)$",
        r"^dm/(?P<path>.*)$",
        r"^react-app/(?P<path>.*)$",
        r"^static/fonts/roboto/roboto.css$",
        r"^static/(?P<path>.*)$",
        "health/",
        "version/",
        "api/version/",
        r"^logout/?$",
    )
}

ANONYMOUS: dict[str, dict[str, Rule]] = _STATIC | {
    r"^$": {"GET": anybody},
    r"^user/login/": {"GET": anybody, "POST": anybody},
    r"^user/signup/": {"GET": anybody, "POST": anybody},
    r"^api/token/refresh/": {"POST": anybody},
    # Their own pages send strangers to the sign-in, with the rest of the address kept.
    r"^projects/": {"GET": anybody},
    r"^projects/<int:pk>/": {"GET": anybody},
    r"^projects/<int:pk>/data/": {"GET": anybody},
}
"""What strangers may ask."""

MEMBERS: dict[str, dict[str, Rule]] = _STATIC | {
    r"^$": {"GET": anybody},
    r"^user/login/": {"GET": anybody, "POST": anybody},
    r"^user/signup/": {"GET": anybody, "POST": anybody},
    r"^user/account/": {"GET": anybody},
    r"^projects/": {"GET": anybody},
    r"^projects/<int:pk>/": {"GET": own_project},
    r"^projects/<int:pk>/data/": {"GET": own_project},
    r"^api/current-user/whoami": {"GET": anybody},
    r"^api/current-user/hotkeys/": {"GET": anybody},
    r"^api/jwt/settings": {"GET": anybody},
    r"^api/users/$": {"GET": project_perhaps_in_query},
    r"^api/projects/": {"GET": anybody},
    r"^api/projects/counts/": {"GET": anybody},
    r"^api/projects/<int:pk>/": {"GET": own_project},
    r"^api/projects/<int:pk>/label-stream-history/": {"GET": own_project},
    r"^api/ml/": {"GET": project_in_query},
    r"^api/label_links/$": {"GET": project_in_query},
    r"^api/dm/columns/": {"GET": project_in_query},
    r"^api/dm/project/": {"GET": project_in_query},
    r"^api/dm/views/$": {"GET": project_in_query, "POST": new_view},
    r"^api/dm/actions/": {"GET": project_in_query, "POST": next_task},
    r"^api/tasks/": {"GET": view_of_own_project},
    r"^api/tasks/<int:pk>/": {"GET": own_task},
    r"^api/tasks/<int:pk>/annotations/": {"POST": write_on_own_task},
    r"^api/tasks/<int:pk>/drafts": {"POST": write_on_own_task},
    r"^api/tasks/<int:pk>/annotations/<int:annotation_id>/drafts": {"POST": draft_on_own_annotation},
    r"^api/annotations/<int:pk>/": {"PATCH": own_annotation, "DELETE": own_skip},
    r"^api/drafts/<int:pk>/": {"GET": own_draft, "PATCH": own_draft, "DELETE": own_draft},
    r"^api/token/refresh/": {"POST": anybody},
    r"^api/token/": {"GET": while_accounts_are_made, "POST": while_accounts_are_made},
    r"^api/token/blacklist/": {"POST": while_accounts_are_made},
}
"""What members may ask, by route and method."""
