"""What members may write, and what they see of what others said."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_BYTES = 5_000_000
"""Of a body: an annotation has a few thousand."""

_OF_OTHERS = frozenset({"ground_truth", "updated_by", "last_created_by", "import_id", "created_at", "updated_at"})
_HIDDEN_IN_TASKS = ("annotators", "annotations_results", "predictions_results", "updated_by", "comment_authors")


def check_written(request: HttpRequest, *, user: int | None = None, task: object = None) -> dict[str, Any]:
    """The body of a request as JSON.

    Raises:
        Refused: it is no JSON object, too large, or speaks of somebody or something else.
    """
    from .rules import Refused

    if request.content_type != "application/json":
        raise Refused("only JSON is accepted")
    if len(request.body) > MOST_BYTES:
        raise Refused("this is too large")
    try:
        body = json.loads(request.body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Refused("this is not JSON, or has a key twice") from None
    if not isinstance(body, dict):
        raise Refused("a JSON object is needed")
    for key, own in (("completed_by", user), ("user", user), ("task", task)):
        if user is not None and key in body and str(body[key]) != str(own):
            raise Refused(f"{key} is somebody else's")
    if user is not None and _OF_OTHERS & body.keys():
        raise Refused(f"{min(_OF_OTHERS & body.keys())} is not yours to say")
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; two programs may read a key that is there twice in two ways."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError
    return value


def only_own(value: Any, keep: Callable[[dict[str, Any]], bool]) -> Any:
    """An answer with the entries of its list that `keep` accepts, whether it comes in pages or not."""
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        kept = [each for each in value["results"] if keep(each)]
        return value | {"results": kept, "count": len(kept)}
    return [each for each in value if keep(each)] if isinstance(value, list) else value


def without_others(value: Any, user: int) -> Any:
    """A task, or tasks, without the annotations and drafts of others."""
    if isinstance(value, list):
        return [without_others(each, user) for each in value]
    if not isinstance(value, dict):
        return value
    seen = {key: without_others(each, user) if key == "tasks" else each for key, each in value.items()}
    for key, owner in (("annotations", "completed_by"), ("drafts", "user")):
        if isinstance(seen.get(key), list):
            seen[key] = [each for each in seen[key] if _owner(each, owner) == user]
    return {key: [] if key in _HIDDEN_IN_TASKS and isinstance(each, list) else each for key, each in seen.items()}


def _owner(entry: Any, key: str) -> Any:
    """Whose an annotation or a draft is: a user id, also within an object."""
    owner = entry.get(key) if isinstance(entry, dict) else None
    return owner.get("id") if isinstance(owner, dict) else owner
