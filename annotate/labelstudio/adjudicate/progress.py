"""How far each adjudicator is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from statistics import median
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.adjudicate.file import Adjudication, AdjudicationProject, needed_adjudication
from annotate.labelstudio.adjudicate.plan import SentTask, asked_in
from annotate.labelstudio.adjudicate.pull import OTHERS, read_all, refuse_elsewhere
from annotate.labelstudio.adjudicate.received import fetch, received
from annotate.labelstudio.adjudicate.to_rulings import ReadDecision
from annotate.labelstudio.launch.file import LOCK
from annotate.labelstudio.wire.client import Client
from annotate.lock import one_at_a_time
from annotate.progress import now_and_then
from annotate.project import Project


class AdjudicatorProgress(NamedTuple):
    """One adjudicator's progress.

    `done` and `left` count sentences, those of which a turn is open among the `left`; `skipped` those of the `left`
    that the adjudicator skipped, `rejected` what was submitted and decides nothing. `notes` are what was written, by
    sentence. `median_seconds` is of the times that the page measured for a decision, `per_hour` is decisions an hour.
    What is not known yet is None.
    """

    adjudicator: str
    done: int
    left: int
    skipped: int
    rejected: int
    notes: dict[str, str]
    median_seconds: float | None
    per_hour: float | None
    last_seen: datetime | None
    project: int

    def to_json(self) -> JsonObject:
        """What `--json` says."""
        return self._asdict() | {"last_seen": self.last_seen and self.last_seen.isoformat()}


def status(
    client: Client, project: Project, progress: Callable[[str], None] = lambda line: None
) -> list[AdjudicatorProgress]:
    """Bring the kept answers up to date and say how far everybody is.

    Raises:
        WorkspaceError: no conflicts were pushed.
        LabelStudioError: the server failed.
    """
    files = project.files
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        adjudication = needed_adjudication(files.adjudication)
        refuse_elsewhere(client, adjudication, project)
        there = fetch(client, adjudication, files.adjudication_raw, project.config.adjudicators, now_and_then(progress))
        for problem in there.not_read:
            progress(f"annotate: {problem}")
        decisions = read_all(project, adjudication, there.users, client.url)
        asked = _asked(adjudication, project, decisions)
    return [_progress(present, asked, decisions) for present in adjudication.present]


def _asked(adjudication: Adjudication, project: Project, decisions: list[ReadDecision]) -> list[SentTask]:
    numbers = {each.project: each.adjudicator for each in adjudication.present}
    return asked_in(numbers, received(adjudication, project.files.adjudication_raw), decisions)


def _progress(
    project: AdjudicationProject, asked: list[SentTask], decisions: list[ReadDecision]
) -> AdjudicatorProgress:
    tasks = [task for task in asked if task.project == project.project]
    theirs = [decision for decision in decisions if decision.origin.project == project.project]
    valid = [decision for decision in theirs if decision.is_valid]
    left = {task.key.sentence for task in tasks if task.state != "decided"}
    seconds = [float(time) for decision in valid if (time := decision.annotation.get("lead_time"))]
    return AdjudicatorProgress(
        project.adjudicator,
        len({decision.sentence for decision in valid} - left),
        len(left),
        len({decision.sentence for decision in theirs if decision.is_skipped} & left),
        sum(not decision.is_valid and not decision.is_skipped for decision in theirs),
        {decision.sentence: decision.decided.note for decision in theirs if decision.decided.note},
        round(median(seconds), 1) if seconds else None,
        round(3600 * len(seconds) / sum(seconds), 1) if seconds else None,
        max((decision.at for decision in theirs), default=None),
        project.project,
    )
