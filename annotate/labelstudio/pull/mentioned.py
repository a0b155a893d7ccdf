"""What a pull noticed of annotations, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.deleted import deleted_file, untold_deletions
from annotate.labelstudio.pull.noticed import Oddity, noticed_file
from annotate.labelstudio.pull.told import read_rows, tell_of, untold_rows
from annotate.labelstudio.pull.watch import NOBODY
from annotate.labelstudio.wire.tasks import task_assignment

SentenceOf = Callable[[int, JsonObject], str]
"""Project, task → the id of the sentence that the task shows; "" if it shows none."""


class Mentioned(NamedTuple):
    """Something about an annotation that its annotator may not have done.

    Attributes:
        what: what it is.
        annotator: whose annotation it was.
        by: who did it, as far as that can be told; for one that was given to another, who has it now.
        sentence_id: the sentence; "" if its task shows none.
        project: the numbers on the server, with those of the task and the annotation.
        was_skip: whether the annotation was a skip.
    """

    what: Oddity
    annotator: str
    by: str | None
    sentence_id: str
    project: int
    task: int
    annotation: int
    was_skip: bool = False

    def __str__(self) -> str:
        whose, on = self.annotator, f"{'of' if self.was_skip else 'to'} {self.sentence_id or f'task {self.task}'}"
        what = f"{'skip' if self.was_skip else 'answer'} {on}"
        match self.what:
            case Oddity.CHANGED:
                return f"{self.by} changed {whose}'s {what}"
            case Oddity.SUBMITTED:
                return f"{self.by} submitted the {what} in the name of {whose}"
            case Oddity.IMPORTED:
                return f"{whose}'s {what} was imported, and not submitted"
            case Oddity.REASSIGNED:
                whose_now = "nobody's" if self.by == NOBODY else f"in the name of {self.by}"
                return f"{whose}'s {what} is now {whose_now}"
            case Oddity.UNSENDABLE:
                return (
                    f"{self.by} saved {whose}'s {what} with a `lead_time` that Label Studio cannot send, so that its "
                    f"page fails until a PATCH of api/annotations/{self.annotation}/ sets another"
                )
            case Oddity.UNSAVED:
                return f"{whose}'s {what} changed without being saved, as if in the database"
            case Oddity.LATE:
                return f"{whose}'s {what} came or changed after {whose} was removed"
            case Oddity.DELETED if self.by == whose:
                return f"{whose} deleted their {what}"
            case Oddity.DELETED:
                return f"{whose}'s {what} was deleted{f', perhaps by {self.by}' if self.by else ''}"

    def to_json(self) -> JsonObject:
        """What `--json` says of it."""
        fields = {name: value for name, value in self._asdict().items() if name != "was_skip"}
        return fields | {"what": self.what.value, "sentence": str(self)}


def sentences_of(launch: Launch) -> SentenceOf:
    """Which sentence of a launch a task shows."""
    launched = {project.project: project for project in launch.received}

    def sentence_of(project: int, task: JsonObject) -> str:
        assignment = task_assignment(launched[project].as_pushed(task) if project in launched else task)
        return str(assignment.sentence) if assignment else ""

    return sentence_of


def untold_mentions(raw: Path, sentence_of: SentenceOf) -> list[Mentioned]:
    """What no pull has mentioned yet, deletions among it."""
    noticed, deleted = untold_rows(noticed_file(raw)), untold_deletions(raw)
    return [*_mentioned(noticed, sentence_of), *_mentioned(deleted, sentence_of)]


def mention_all(raw: Path, sentence_of: SentenceOf) -> tuple[Counter[str], list[Mentioned]]:
    """How many were deleted, by annotator, and all that no pull has mentioned yet, which this one does."""
    mentions = untold_mentions(raw, sentence_of)
    tell_all(raw)
    return Counter(mentioned.annotator for mentioned in mentions if mentioned.what == Oddity.DELETED), mentions


def tell_all(raw: Path) -> None:
    """Remember that a pull mentioned everything."""
    for file in (noticed_file(raw), deleted_file(raw)):
        tell_of(file, len(read_rows(file)))


def mentions_by_annotation(raw: Path, launch: Launch) -> Mapping[int, list[Mentioned]]:
    """Everything that was ever noticed of annotations that were not deleted, by the number of the annotation."""
    by_number: dict[int, list[Mentioned]] = {}
    for mentioned in _mentioned(read_rows(noticed_file(raw)), sentences_of(launch)):
        by_number.setdefault(mentioned.annotation, []).append(mentioned)
    return by_number


def _mentioned(rows: Iterable[JsonObject], sentence_of: SentenceOf) -> list[Mentioned]:
    """The same for people; what a fetch that was interrupted wrote twice is there once."""
    mentions = {}
    for row in rows:
        task, annotation, project = row["task"], row["annotation"], row["project"]
        mentioned = Mentioned(
            Oddity(row.get("what", Oddity.DELETED.value)),
            row["annotator"],
            row.get("by"),
            sentence_of(project, task),
            project,
            task["id"],
            annotation["id"],
            bool(annotation.get("was_cancelled")),
        )
        mentions[mentioned, annotation.get("updated_at")] = mentioned
    return list(mentions.values())
