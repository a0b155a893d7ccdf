"""Claims marked by hand in a file: words that a sentence has once need no place."""

from __future__ import annotations

from typing import Any

from annotate.schema.model import Schema


def placed(fields: dict[str, Any], schema: Schema, text: str) -> dict[str, Any]:
    """The answers and claims with the place of every span.

    Raises:
        ValueError: the sentence does not have some words, or has them twice; the message says which.
    """
    claims = fields.get("claims") or []
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        raise ValueError("`claims` must be a list of claims")
    roles = {role.name: role.head for role in schema.roles}
    made = [
        {name: _role(value, roles[name], text) if name in roles else _answer(value) for name, value in claim.items()}
        for claim in claims
    ]
    return {name: _answer(value) for name, value in fields.items()} | ({"claims": made} if schema.head else {})


def _answer(value: Any) -> Any:
    """A label that YAML took for a number is a label."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _role(value: Any, is_head: bool, text: str) -> Any:
    if is_head:
        return _span(value, text)
    spans = value if isinstance(value, list) else [] if value is None else [value]
    return [_span(span, text) for span in spans]


def _span(value: Any, text: str) -> Any:
    span = dict(value) if isinstance(value, dict) else {"text": str(value)}
    words = span.get("text")
    if not isinstance(words, str) or "end" in span:
        return span
    if "start" not in span:
        times = text.count(words)
        if times != 1:
            if not times:
                raise ValueError(f"the sentence does not have “{words}”")
            raise ValueError(f"the sentence has “{words}” {times} times: write {{text: …, start: …}}, counted from 0")
        span["start"] = text.index(words)
    return span | {"end": span["start"] + len(words)} if isinstance(span["start"], int) else span
