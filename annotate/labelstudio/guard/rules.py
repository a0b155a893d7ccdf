"""What may be asked. A rule raises `Refused`, with a reason for people, unless what is asked belongs to the member."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .asked import MemberRequest, Refused, number, rows
from .bodies import check_said, read_body
from .searches import check_search

Rule = Callable[[MemberRequest], None]


def anybody(asked: MemberRequest) -> None:
    """Pages and files without anything of somebody else."""


def invited(asked: MemberRequest) -> None:
    """Signing up with an invitation that has not ended; Label Studio looks whether it is the right one."""
    if "token" in asked.request.GET and not asked.invitations.is_good(asked.parameter("token")):
        raise Refused("this invitation has ended; please ask for a new one")


def own_project(asked: MemberRequest) -> None:
    """A project in the address."""
    asked.own(asked.arguments["pk"])


def own_projects(asked: MemberRequest) -> None:
    """The list of projects, for which Label Studio is asked by their numbers: its pages would be full of others'."""
    own = asked.owners.of(asked.user.email)
    if any(asked.request.GET.getlist("ids")):
        own &= {number(named) for named in asked.parameter("ids").split(",")}
    query = asked.request.GET.copy()
    query["ids"] = ",".join(map(str, sorted(own))) or "0"
    asked.request.GET = query


def project_in_query(asked: MemberRequest) -> None:
    """A project in the query, without which Label Studio may take another one."""
    asked.own(asked.parameter("project"))


def tasks_of_own_project(asked: MemberRequest) -> None:
    """The tasks of a project, as a view or a search shows them."""
    check_search(asked, asked.own(asked.parameter("project")))


def new_view(asked: MemberRequest) -> None:
    """A view of an own project."""
    check_search(asked, asked.own(read_body(asked.request).get("project")))


def next_task(asked: MemberRequest) -> None:
    """The next task of an own project, and no other action."""
    if asked.parameter("id") != "next_task":
        raise Refused("you may ask for the next task only")
    tasks_of_own_project(asked)


def own_task(asked: MemberRequest) -> None:
    """A task of an own project."""
    _own_task(asked)


def write_on_own_task(asked: MemberRequest) -> None:
    """An annotation or a draft on a task of an own project, in one's own name."""
    _check_said(asked, task=number(asked.arguments["pk"]), project=_own_task(asked))


def draft_on_own_annotation(asked: MemberRequest) -> None:
    """A draft of an own annotation."""
    annotation = _own_annotation(asked, asked.arguments["annotation_id"])
    if annotation.task_id != number(asked.arguments["pk"]):
        raise Refused("this annotation is of another task")
    _check_said(asked, task=annotation.task_id, project=annotation.task.project_id, annotation=annotation.id)


def own_annotation(asked: MemberRequest) -> None:
    """Changing an own annotation."""
    annotation = _own_annotation(asked, asked.arguments["pk"])
    body = _check_said(asked, task=annotation.task_id, project=annotation.task.project_id)
    if body.get("was_cancelled") and not annotation.was_cancelled:
        # As a skip it could be deleted.
        raise Refused("a submitted answer can be changed, but not turned into a skip")


def own_skip(asked: MemberRequest) -> None:
    """Taking back that one skipped a task."""
    if not _own_annotation(asked, asked.arguments["pk"]).was_cancelled:
        raise Refused("a submitted answer can be changed, but not deleted")


def own_draft(asked: MemberRequest) -> None:
    """An own draft, which may be written again in one's own name."""
    draft = rows("tasks", "AnnotationDraft").filter(pk=number(asked.arguments["pk"])).select_related("task").first()
    if draft is None or draft.user_id != asked.user.id:
        raise Refused("this draft is not yours")
    project = asked.own(draft.task.project_id)
    if asked.request.method == "PATCH":
        annotation = {"annotation": draft.annotation_id} if draft.annotation_id else {}
        _check_said(asked, task=draft.task_id, project=project, **annotation)


def while_accounts_are_made(asked: MemberRequest) -> None:
    """Tokens, which a push makes for accounts."""
    if not asked.making_accounts:
        raise Refused("only `annotate push` makes tokens")


def _check_said(asked: MemberRequest, **own: int) -> dict[str, Any]:
    user = asked.user.id
    body = check_said(asked.request, {**own, "user": user, "completed_by": user})
    if body.get("parent_annotation") is not None:
        _own_annotation(asked, body["parent_annotation"])
    return body


def _own_task(asked: MemberRequest) -> int:
    """The project of the task in the address."""
    tasks = rows("tasks", "Task").filter(pk=number(asked.arguments["pk"]))
    project = tasks.values_list("project_id", flat=True).first()
    if project is None:
        raise Refused("there is no such task")
    return asked.own(project)


def _own_annotation(asked: MemberRequest, named: object) -> Any:
    annotation = rows("tasks", "Annotation").filter(pk=number(named)).select_related("task").first()
    if annotation is None or annotation.completed_by_id != asked.user.id:
        raise Refused("this annotation is not yours")
    asked.own(annotation.task.project_id)
    return annotation
