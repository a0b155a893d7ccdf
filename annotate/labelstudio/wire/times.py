"""Times as Label Studio writes them, and which annotation was saved last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from annotate.json_files import JsonObject

_MILLISECONDS = 1e11  # seconds since 1970 stay below it until the year 5138


def read_time(value: object) -> datetime | None:
    """A moment in UTC from ISO 8601, which means UTC where it names no zone, or from seconds since 1970; else None."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def write_time(moment: datetime) -> str:
    """A moment in UTC as Label Studio writes it."""
    return moment.isoformat().replace("+00:00", "Z")


class Saved(NamedTuple):
    """When an annotation was saved, in seconds since 1970, and its number on the server."""

    at: float | None
    number: int


def when_saved(annotation: JsonObject) -> Saved:
    """When an annotation, which has a number, was changed last, or else made."""
    moment = read_time(annotation.get("updated_at")) or read_time(annotation.get("created_at"))
    return Saved(moment.timestamp() if moment else None, annotation["id"])


def saved_last(annotations: Sequence[Saved]) -> Saved:
    """The one that was saved last; where the time of one is missing, or times are equal, the highest number."""
    if any(annotation.at is None for annotation in annotations):
        return max(annotations, key=lambda annotation: annotation.number)
    return max(annotations, key=lambda annotation: (annotation.at or 0.0, annotation.number))
