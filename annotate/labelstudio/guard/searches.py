"""Searching and sorting tasks in a project that several people share.

Who may look for tasks by what others said of them knows what they said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .asked import MemberRequest, Refused, number, rows
from .bodies import read_body

_OPEN, _DATA = ("id", "inner_id", "created_at"), "data."
"""Columns that say nothing about answers, and how those of the sentence begin."""


def check_search(asked: MemberRequest, project: int) -> None:
    """Refuse to search a shared project by what others said.

    Raises:
        Refused: a filter or an order looks at something else than the sentence, or may do so in somebody else's view.
    """
    if not asked.owners.is_shared(project):
        return
    searches: list[Any] = [read_body(asked.request)] if asked.request.method == "POST" else []
    try:
        searches += [json.loads(unquote(query)) for query in asked.request.GET.getlist("query")]
        columns = [_column(name) for name in _names(searches)]
    except (ValueError, RecursionError):
        raise Refused("this search is not understood") from None
    views = [*asked.request.GET.getlist("view"), *(body.get("view") for body in searches if isinstance(body, dict))]
    for view in filter(None, views):
        if not rows("data_manager", "View").filter(pk=number(view), user_id=asked.user.id).exists():
            raise Refused("in a project that you share, you see your own views only")
    if not all(column in _OPEN or (column.startswith(_DATA) and "__" not in column) for column in columns):
        raise Refused("in a project that you share, tasks are searched by their sentences only")


def _names(search: Any) -> Iterator[str]:
    """The names of columns by which a search filters and sorts, however deep they are in it."""
    if isinstance(search, list):
        for part in search:
            yield from _names(part)
    elif isinstance(search, dict):
        for key, value in search.items():
            if key in ("filter", "column", "ordering"):
                yield from map(str, value if isinstance(value, list) else [value])
            else:
                yield from _names(value)


def _column(name: str) -> str:
    """`data.text` for `filter:tasks:data.text` or `-tasks:data.text`."""
    return name.removeprefix("filter:").lstrip("-").removeprefix("tasks:").lstrip("-")
