"""The labels of one part of a result: chosen from those shown, or searched for in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotate.json_files import JsonObject

CHOICES = "choices"
TAXONOMY = "taxonomy"
ANSWERS = (CHOICES, TAXONOMY)


def labels_of(item: JsonObject) -> list[str] | None:
    """The labels that an answer gives, none of them if it has none; None if it is not made like an answer.

    A list to search in gives the path to each label; a group in it is no label, and is read as one that nobody knows.
    """
    value = item.get("value")
    given = value.get(item.get("type")) if isinstance(value, dict) and isinstance(item.get("type"), str) else None
    if not isinstance(given, list):
        return None
    if item["type"] == TAXONOMY:
        if not all(isinstance(path, list) and path for path in given):
            return None
        given = [path[-1] for path in given]
    return given if all(isinstance(label, str) for label in given) else None


def with_labels(item: JsonObject, labels: Sequence[str]) -> JsonObject:
    """The answer with other labels."""
    given: list[Any] = [[label] for label in labels] if item["type"] == TAXONOMY else list(labels)
    return item | {"value": item["value"] | {item["type"]: given}}


def is_about_region(item: JsonObject) -> bool:
    """Whether an answer stands with offsets, as one about a span does."""
    value = item.get("value")
    return isinstance(value, dict) and "start" in value
