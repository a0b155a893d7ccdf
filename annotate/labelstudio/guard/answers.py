"""What members see of an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpResponse

    from .owners import Owners

# Lists, texts and numbers about all who annotated a task.
_HIDDEN_IN_TASKS = (
    "annotators",
    "annotations_ids",
    "annotations_results",
    "avg_lead_time",
    "comment_authors",
    "predictions_results",
    "updated_by",
)


def cut_down(response: HttpResponse, route: str, user: Any, owners: Owners) -> HttpResponse:
    """Lists with what is one's own, and tasks with what one said oneself, whoever else works in the project."""
    if route == r"^api/users/$":
        return _changed(response, lambda value: _only_own(value, {user.id}))
    if route in (r"^api/projects/", r"^api/projects/counts/"):
        own = owners.of(user.email)
        return _changed(response, lambda value: _only_own(value, own))
    if route == r"^api/dm/views/$":
        return _changed(response, lambda value: _seen_views(value, user.id, owners))
    if route in (r"^api/tasks/", r"^api/tasks/<int:pk>/", r"^api/dm/actions/"):
        return _changed(response, lambda value: _without_others(value, (user.id, user.email)))
    return response


def _seen_views(views: Any, user: int, owners: Owners) -> list[Any]:
    """Views that somebody sees: in a project that several share, those of others may filter by what was said."""
    listed = views if isinstance(views, list) else []
    return [view for view in listed if view.get("user") == user or not owners.is_shared(view["project"])]


def _changed(response: HttpResponse, change: Callable[[Any], Any]) -> HttpResponse:
    """The answer with other JSON; what is no JSON is not shown."""
    try:
        value = json.loads(response.content)
    except ValueError:
        response.status_code = 403
        value = {"detail": "not understood by the guard"}
    return with_json(response, change(value))


def with_json(response: HttpResponse, value: Any) -> HttpResponse:
    """The answer with this JSON instead of its own."""
    response.content = json.dumps(value, ensure_ascii=False).encode()
    response["Content-Type"] = "application/json"
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    return response


def _only_own(value: Any, ids: Container[int]) -> Any:
    """An answer with the entries of its list that have these ids, whether it comes in pages or not."""
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        kept = [entry for entry in value["results"] if entry.get("id") in ids]
        return value | {"results": kept, "count": len(kept)}
    return [entry for entry in value if entry.get("id") in ids] if isinstance(value, list) else value


def _without_others(value: Any, user: tuple[int, str]) -> Any:
    """A task, or tasks, without the annotations and drafts of others.

    Annotations name their user by number, drafts by e-mail address.
    """
    if isinstance(value, list):
        return [_without_others(each, user) for each in value]
    if not isinstance(value, dict):
        return value
    seen = {key: _without_others(part, user) if key == "tasks" else part for key, part in value.items()}
    for key, owner in (("annotations", "completed_by"), ("drafts", "user")):
        if isinstance(seen.get(key), list):
            seen[key] = [entry for entry in seen[key] if _owner(entry, owner) in user]
    return {key: _emptied(part) if key in _HIDDEN_IN_TASKS else part for key, part in seen.items()}


def _emptied(value: Any) -> Any:
    """Nothing, in the form that the page expects."""
    return type(value)() if isinstance(value, list | str) else None


def _owner(entry: Any, key: str) -> Any:
    """Whose an annotation or a draft is: a number, also within an object, or an e-mail address."""
    owner = entry.get(key) if isinstance(entry, dict) else None
    return owner.get("id") if isinstance(owner, dict) else owner
