"""Which tasks stay in the adjudicators' projects, which go, and which come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from annotate.adjudication.case import Case
from annotate.config import Adjudicator
from annotate.files import JsonObject
from annotate.labelstudio.adjudicate.to_rulings import ReadDecision
from annotate.labelstudio.wire.case_tasks import Turn, task_turn, turns_of

State = Literal["open", "decided", "refused"]


class Key(NamedTuple):
    """What a task asks: one turn of a sentence, with what is on offer."""

    sentence: str
    offered: str
    turn: int


class Asked(NamedTuple):
    """A task in an adjudicator's project; it is `refused` if everything that was submitted for it decides nothing."""

    adjudicator: str
    project: int
    task: int
    key: Key
    state: State


class Sending(NamedTuple):
    """What a push has to do.

    `missing` are the keys to send, by adjudicator, the costliest case first; `withdrawn` the tasks to delete;
    `for_nobody` the sentences that every adjudicator annotated.
    """

    missing: dict[str, list[Key]]
    withdrawn: list[Asked]
    for_nobody: list[str]


def asked_in(
    projects: Mapping[int, str], tasks: Iterable[tuple[int, JsonObject]], decisions: Iterable[ReadDecision]
) -> list[Asked]:
    """The tasks of present projects (number → adjudicator), with what was decided; tasks of others are left alone."""
    submitted: dict[int, bool] = {}
    for decision in decisions:
        if not decision.is_skipped:
            task = decision.origin.task
            submitted[task] = submitted.get(task, False) or decision.is_valid
    return [
        Asked(projects[project], project, task["id"], _key(turn), _state(submitted.get(task["id"])))
        for project, task in tasks
        if project in projects and (turn := task_turn(task))
    ]


def plan_sending(cases: Sequence[Case], asked: Sequence[Asked], adjudicators: Sequence[Adjudicator]) -> Sending:
    """Compare what is to be asked with what is asked.

    Args:
        cases: the sentences to decide, the costliest first.
        asked: the tasks in the adjudicators' projects.
        adjudicators: those of the configuration.
    """
    by_key: dict[Key, list[Asked]] = {}
    for task in sorted(asked, key=lambda task: task.task):
        by_key.setdefault(task.key, []).append(task)
    load = Counter({each.id: 0 for each in adjudicators})
    missing: dict[str, list[Key]] = {each.id: [] for each in adjudicators}
    kept: set[int] = set()
    homeless: list[Case] = []
    for case in cases:
        may_decide = _may_decide(case, adjudicators)
        there = [task for key in keys_of(case) for task in by_key.get(key, ()) if task.adjudicator in may_decide]
        live = [task for task in there if task.state != "refused"]
        if not live:
            homeless.append(case)
            continue
        home = live[0].adjudicator
        for key in keys_of(case):
            # Of several, as two pushes at once may leave, the decided one stays.
            those = sorted((task for task in live if task.key == key), key=lambda task: task.state == "open")
            if those:
                kept.add(those[0].task)
                load[home] += those[0].state == "open"
            else:
                missing[home].append(key)
    for_nobody = []
    for case in homeless:
        if not (may_decide := _may_decide(case, adjudicators)):
            for_nobody.append(case.sentence_id)
            continue
        home = min(may_decide, key=lambda name: load[name])
        missing[home] += keys_of(case)
        load[home] += len(keys_of(case))
    withdrawn = [task for task in asked if task.state == "open" and task.task not in kept]
    return Sending(missing, withdrawn, for_nobody)


def keys_of(case: Case) -> list[Key]:
    """What is asked about a case, turn by turn."""
    return [Key(case.sentence_id, case.digest, number) for number in range(1, len(turns_of(case)) + 1)]


def copies_in(asked: Iterable[Asked]) -> Iterator[Asked]:
    """The open tasks that ask what an earlier one asks."""
    seen: set[Key] = set()
    for task in sorted(asked, key=lambda task: (task.state == "open", task.task)):
        if task.state == "open" and task.key in seen:
            yield task
        if task.state != "refused":
            seen.add(task.key)


def _may_decide(case: Case, adjudicators: Sequence[Adjudicator]) -> list[str]:
    return [each.id for each in adjudicators if each.own_sentences or each.id not in case.annotators]


def _key(turn: Turn) -> Key:
    return Key(turn.sentence_id, turn.offered, turn.number)


def _state(is_valid: bool | None) -> State:
    return "open" if is_valid is None else "decided" if is_valid else "refused"
