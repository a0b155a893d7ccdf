"""Annotations that changed as their annotators may not have changed them: one a line of `raw/noticed.jsonl`.

The server keeps of an annotation who made it, who saved it last, and when; nothing else of what was before. So each
fetch compares what came with what the fetch before had received, and keeps both where they do not fit each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from annotate.json_files import JsonObject
from annotate.labelstudio.pull.told import line_about
from annotate.labelstudio.pull.watch import Watch
from annotate.labelstudio.wire.queries import CANNOT_BE_SENT
from annotate.labelstudio.wire.times import read_time

_AT_ONCE = timedelta(seconds=1)  # between an annotation's making and its first saving, which are one request
_SAID = ("result", "was_cancelled")


class Oddity(StrEnum):
    """What may not be the annotator's own doing."""

    CHANGED = "changed by another"
    SUBMITTED = "submitted by another"
    IMPORTED = "imported"
    REASSIGNED = "given to another"
    UNSENDABLE = "cannot be sent"
    UNSAVED = "changed without saving"
    LATE = "after removal"
    DELETED = "deleted"


def noticed_file(raw: Path) -> Path:
    """Where they are kept."""
    return raw / "noticed.jsonl"


def noticed_in(project: int, before: JsonObject | None, task: JsonObject, watch: Watch) -> Iterator[JsonObject]:
    """A line for each annotation of a task that is not as its annotator may have left it, as it was and as it is.

    Args:
        project: the task's project.
        before: the task as it was kept; None if it is new.
        task: the task as it came.
        watch: who is who.
    """
    kept = {annotation["id"]: annotation for annotation in (before or {}).get("annotations") or ()}
    for annotation in task.get("annotations") or ():
        was = kept.get(annotation["id"])
        if (oddity := _oddity(was, annotation, watch)) is None:
            continue
        yield line_about(project, task) | {
            "what": oddity.value,
            "annotator": watch.name((was or annotation).get("completed_by")),
            "by": _by(oddity, annotation, watch),
            "before": was,
            "annotation": annotation,
        }


def _oddity(was: JsonObject | None, annotation: JsonObject, watch: Watch) -> Oddity | None:
    """What is odd about an annotation, the most telling first; `was` is how it was kept, None if it is new."""
    owner, saver = annotation.get("completed_by"), annotation.get("updated_by")
    if was is not None and was.get("completed_by") != owner:
        return Oddity.REASSIGNED
    if CANNOT_BE_SENT in annotation and CANNOT_BE_SENT not in (was or {}):
        return Oddity.UNSENDABLE
    if was is not None and not _is_later(annotation, was):
        is_same = all(was.get(part) == annotation.get(part) for part in _SAID)
        return None if is_same else Oddity.UNSAVED
    if saver is None and not watch.has_imports:
        return Oddity.IMPORTED
    if saver not in (None, owner) and not (was is None and watch.has_imports):
        return Oddity.SUBMITTED if was is None and _was_made_so(annotation) else Oddity.CHANGED
    return Oddity.LATE if watch.name(owner) in watch.removed else None


def _is_later(annotation: JsonObject, was: JsonObject) -> bool:
    """Whether it was saved since, as far as it says so."""
    now, before = read_time(annotation.get("updated_at")), read_time(was.get("updated_at"))
    return bool(now and before and now > before)


def _was_made_so(annotation: JsonObject) -> bool:
    """Whether nobody saved it after it was made."""
    made, saved = read_time(annotation.get("created_at")), read_time(annotation.get("updated_at"))
    return bool(made and saved and saved - made < _AT_ONCE)


def _by(oddity: Oddity, annotation: JsonObject, watch: Watch) -> str | None:
    if oddity in (Oddity.CHANGED, Oddity.SUBMITTED, Oddity.UNSENDABLE):
        return watch.name(annotation.get("updated_by"))
    return watch.name(annotation.get("completed_by")) if oddity == Oddity.REASSIGNED else None
