"""The tasks that wait, in the order of what their sentences cost today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from annotate.adjudication.case import Case
from annotate.counting import count
from annotate.labelstudio.adjudicate.plan import SentTask
from annotate.labelstudio.wire.case_tasks import score_of
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.remote_tasks import list_scores, rescore


def reorder(
    client: Client, tasks: Iterable[SentTask], cases: Mapping[str, Case], progress: Callable[[str], None]
) -> None:
    """Give waiting tasks the scores of today where those they were sent with show them in another order.

    Args:
        client: the server.
        tasks: those that are needed and not decided.
        cases: sentence → its case.
        progress: gets a line for each adjudicator whose tasks move.
    """
    by_project: dict[tuple[int, str], dict[int, float]] = {}
    for task in tasks:
        scores = by_project.setdefault((task.project, task.adjudicator), {})
        scores[task.task] = score_of(cases[task.key.sentence], task.key.turn)
    for (project, adjudicator), today in by_project.items():
        sent = {number: score for number, score in list_scores(client, project).items() if number in today}
        if _in_order({number: score.value for number, score in sent.items()}) == _in_order(today):
            continue
        moved = [number for number, score in sent.items() if score.value != today[number]]
        progress(f"{adjudicator}: putting {count(len(moved), 'task')} in the order of what they cost today")
        for number in moved:
            rescore(client, sent[number].suggestion, today[number])


def _in_order(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda number: (scores[number], number))
