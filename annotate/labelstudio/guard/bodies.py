"""What members may write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .asked import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_BYTES = 5_000_000
"""Of a body: an annotation has a few thousand."""

_DEEPEST = 100
"""Of lists and objects within each other: those of an answer are five deep, and Label Studio fails at a thousand."""

_LARGEST = 1e15
"""Of a number: Label Studio stores infinity and the like, and then answers nobody who asks for it."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_SAID = frozenset(
    {
        "id",
        "unique_id",
        "result",
        "was_cancelled",
        "was_postponed",
        "lead_time",
        "started_at",
        "draft_id",
        "parent_prediction",
        "parent_annotation",
    }
)
"""What the labeling page says of an annotation or a draft; Label Studio itself looks whose the draft is."""

_NUMBERS = ("lead_time", "draft_id", "parent_prediction", "parent_annotation")
"""What Label Studio would also read from a text, such as "inf", and stores before it fails at it."""
_NAMES = ("id", "from_name", "to_name", "type")


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The body of a request as JSON.

    Raises:
        Refused: it is not a JSON object, or too large.
    """
    if request.content_type != "application/json" or request.content_params.get("charset", "utf-8").lower() != "utf-8":
        raise Refused("only JSON in UTF-8 is accepted")
    if len(request.body) > MOST_BYTES:
        raise Refused("this is too large")
    try:
        body = json.loads(
            request.body.decode(),
            object_pairs_hook=_once,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_number,
        )
        is_storable = not any(map(_UNSTORABLE.search, _texts(body)))
    except (ValueError, RecursionError):
        raise Refused("this is not JSON, is too deep, has a key twice, or a number that is too large") from None
    if not is_storable:
        raise Refused("this has a character that cannot be stored")
    if not isinstance(body, dict):
        raise Refused("a JSON object is needed")
    return body


def check_said(request: HttpRequest, own: Mapping[str, int]) -> dict[str, Any]:
    """The body with an annotation or a draft, which speaks of nothing else.

    Args:
        request: what is asked.
        own: what may be named besides, such as a user, with the only number that it may have.

    Raises:
        Refused: it speaks of somebody or something else.
    """
    body = read_body(request)
    for key, value in body.items():
        if key in own:
            if value is not None and str(value) != str(own[key]):
                raise Refused(f"{key} is somebody else's")
        elif key not in _SAID and value is not None:
            raise Refused(f"{key[:40]} can only be set by the server")
        elif key in _NUMBERS and not isinstance(value, int | float | None):
            raise Refused(f"{key} is a number")
    result = body.get("result", [])
    if not (isinstance(result, list) and all(map(_is_item, result))):
        raise Refused("a result is a list of objects, each with names that are texts and a value that is an object")
    return body


def _is_item(item: Any) -> bool:
    """Whether an item of a result has the form on which Label Studio counts after it has stored it."""
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str | None) for name in _NAMES):
        return False
    # A relation has no control, and no value.
    return isinstance(item.get("value", None if "from_name" in item else {}), dict)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; two programs may read a key that is there twice in two ways."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError
    return value


def _number(text: str) -> float:
    """A number; infinity and what is not a number are none."""
    value = float(text)
    if not abs(value) <= _LARGEST:
        raise ValueError
    return int(text) if value.is_integer() and text.lstrip("-").isdigit() else value


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text in a value, the keys too.

    Raises:
        ValueError: the value is too deep.
    """
    if depth > _DEEPEST:
        raise ValueError
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from _texts(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, depth + 1)
