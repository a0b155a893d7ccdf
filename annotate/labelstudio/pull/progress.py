"""How far each annotator is, from the server's answers as they were last received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from math import ceil
from statistics import median
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.launch.checks import check_server
from annotate.labelstudio.launch.file import LOCK, OTHERS, needed_launch
from annotate.labelstudio.launch.model import LaunchedProject
from annotate.labelstudio.pull.fetch import fetch_raw
from annotate.labelstudio.pull.projects import told_absent, told_unread
from annotate.labelstudio.pull.raw import kept_tasks
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.tasks import task_assignment, task_round
from annotate.labelstudio.wire.times import saved_last, when_saved
from annotate.lock import one_at_a_time
from annotate.progress import now_and_then
from annotate.workspace import Workspace

ALL = "(all)"  # no annotator can have this id


class Progress(NamedTuple):
    """One annotator's progress in one round, or that of `(all)` in a shared project.

    `done` and `skipped` count tasks, `left` those with neither; in a shared project nobody has tasks left of their own,
    and for all `left` counts the annotations that are still wanted. `median_seconds` is of the times the
    annotator's page measured; `per_hour` is done tasks an hour of them. `days_to_go` are days like those on which
    something was done. What is not known yet is None.
    """

    annotator: str
    round: int
    done: int
    skipped: int
    left: int | None
    median_seconds: float | None
    per_hour: float | None
    days_to_go: int | None
    last_seen: datetime | None
    project: int


def status(client: Client, files: Workspace, *, progress: Callable[[str], None] = lambda line: None) -> list[Progress]:
    """Bring the kept answers up to date and say how far everybody is, by annotator and round.

    Raises:
        WorkspaceError: there is no launch.
        LabelStudioError: the server failed.
    """
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        launch = needed_launch(files.launch)  # not before: another push may have just changed it
        check_server(launch, client)
        received = fetch_raw(client, launch, files.raw, progress=now_and_then(progress))
        missing = received.not_read
        unread = told_unread(files.raw, [*missing.altered, *missing.failed])
        for told in (*told_absent(files.raw, missing.absent), *unread):
            progress(f"annotate: {told}")
        return [
            line
            for project in launch.projects
            for line in (_of_shared if project.is_shared else _of_project)(
                project, kept_tasks(files.raw, project.project), received.people
            )
        ]


def _of_project(project: LaunchedProject, tasks: Iterator[JsonObject], people: dict[int, str]) -> Iterator[Progress]:
    left: dict[int, int] = defaultdict(int)
    theirs: dict[int, list[JsonObject]] = defaultdict(list)
    for task in tasks:
        if task_assignment(task) is None:
            continue
        number = _round(task)
        of_task = [
            annotation
            for annotation in task["annotations"]
            if people.get(annotation["completed_by"]) == project.assignee
        ]
        left[number] += not of_task
        theirs[number] += [_kept(of_task)] if of_task else []
    for number in sorted({*left, *theirs}):
        yield _progress(project, project.assignee, number, theirs[number], left[number])


def _of_shared(project: LaunchedProject, tasks: Iterator[JsonObject], people: dict[int, str]) -> Iterator[Progress]:
    """Whoever annotated, by round, each followed by everybody together."""
    wanted: dict[int, int] = defaultdict(int)
    theirs: dict[int, dict[str, list[JsonObject]]] = defaultdict(lambda: {name: [] for name in project.annotators})
    for task in map(project.as_pushed, tasks):
        if task_assignment(task) is None:
            continue
        by_person: dict[str, list[JsonObject]] = defaultdict(list)
        for annotation in task["annotations"]:
            user = annotation["completed_by"]
            by_person[people.get(user, f"user {user}")].append(annotation)
        kept = {name: _kept(of_person) for name, of_person in by_person.items()}
        submitted = sum(not annotation["was_cancelled"] for annotation in kept.values())
        free = sum(name not in kept for name in project.annotators)
        wanted[_round(task)] += max(0, min(project.overlap - submitted, free))
        for name, annotation in kept.items():
            theirs[_round(task)].setdefault(name, []).append(annotation)
    for number in sorted(wanted):
        by_name = theirs[number]
        for name, of_person in by_name.items():
            yield _progress(project, name, number, of_person, None)
        together = [annotation for of_person in by_name.values() for annotation in of_person]
        yield _progress(project, ALL, number, together, wanted[number])


def _round(task: JsonObject) -> int:
    return 1 if (known := task_round(task)) is None else known


def _kept(annotations: list[JsonObject]) -> JsonObject:
    """What counts of one person's annotations of one task: the last one, as in a pull, in whatever order they come."""
    number = saved_last([when_saved(annotation) for annotation in annotations]).number
    last = next(annotation for annotation in annotations if annotation["id"] == number)
    return {key: last.get(key) for key in ("was_cancelled", "lead_time", "created_at")}


def _progress(
    project: LaunchedProject, annotator: str, number: int, annotations: list[JsonObject], left: int | None
) -> Progress:
    seen = [datetime.fromisoformat(annotation["created_at"]) for annotation in annotations]
    skipped = sum(bool(annotation["was_cancelled"]) for annotation in annotations)
    seconds = [
        annotation["lead_time"]
        for annotation in annotations
        if annotation["lead_time"] and not annotation["was_cancelled"]
    ]
    days: set[date] = {moment.date() for moment in seen}
    return Progress(
        annotator,
        number,
        len(annotations) - skipped,
        skipped,
        left,
        round(median(seconds), 1) if seconds else None,
        round(3600 * len(seconds) / sum(seconds), 1) if seconds else None,
        ceil(left * len(days) / len(annotations)) if annotations and left is not None else None,
        max(seen, default=None),
        project.project,
    )
