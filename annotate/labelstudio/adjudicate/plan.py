"""Which tasks stay in the adjudicators' projects, which go, and which come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from annotate.adjudication.case import Case
from annotate.adjudication.conflicts import may_decide
from annotate.config import Adjudicator
from annotate.json_files import JsonObject
from annotate.labelstudio.adjudicate.to_rulings import ReadDecision
from annotate.labelstudio.wire.case_tasks import Turn, task_turn, turns_of

State = Literal["open", "decided", "refused"]


class Key(NamedTuple):
    """What a task asks: one turn of a sentence, with what is on offer."""

    sentence: str
    offered: str
    turn: int


class SentTask(NamedTuple):
    """A task in an adjudicator's project; it is `refused` if everything that was submitted for it decides nothing."""

    adjudicator: str
    project: int
    task: int
    key: Key
    state: State


class Waiting(NamedTuple):
    """The cases that wait for a decision, the costliest first; of those on which adjudicators differ, who they are."""

    cases: Sequence[Case]
    differing: Mapping[str, Collection[str]]

    def may_decide(self, case: Case, adjudicators: Iterable[Adjudicator]) -> list[str]:
        """Who may decide a case: nobody their own, unless `own_sentences` allows it, and nobody once more."""
        decided = self.differing.get(case.sentence_id, ())
        return [person.id for person in adjudicators if may_decide(person, case) and person.id not in decided]


class Sending(NamedTuple):
    """What a push has to do.

    `missing` are the keys to send, by adjudicator, the costliest case first; `needed` the tasks that stay; `withdrawn`
    the tasks to delete; `for_nobody` the sentences that nobody may decide.
    """

    missing: dict[str, list[Key]]
    needed: list[SentTask]
    withdrawn: list[SentTask]
    for_nobody: list[str]


def asked_in(
    projects: Mapping[int, str], tasks: Iterable[tuple[int, JsonObject]], decisions: Iterable[ReadDecision]
) -> list[SentTask]:
    """The tasks of present projects (number → adjudicator), with what was decided; tasks of others are left alone."""
    submitted: dict[int, bool] = {}
    for decision in decisions:
        if not decision.is_skipped:
            task = decision.origin.task
            submitted[task] = submitted.get(task, False) or decision.is_valid
    return [
        SentTask(projects[project], project, task["id"], _key(turn), _state(submitted.get(task["id"])))
        for project, task in tasks
        if project in projects and (turn := task_turn(task))
    ]


def plan_sending(waiting: Waiting, asked: Sequence[SentTask], adjudicators: Sequence[Adjudicator]) -> Sending:
    """Compare what is to be asked with what is asked.

    Args:
        waiting: what is to be asked.
        asked: the tasks in the adjudicators' projects.
        adjudicators: those of the configuration.
    """
    by_key: dict[Key, list[SentTask]] = {}
    for task in sorted(asked, key=lambda task: task.task):
        by_key.setdefault(task.key, []).append(task)
    load = Counter({person.id: 0 for person in adjudicators})
    missing: dict[str, list[Key]] = {person.id: [] for person in adjudicators}
    needed: list[SentTask] = []
    homeless: list[tuple[Case, list[str]]] = []
    for case in waiting.cases:
        candidates = waiting.may_decide(case, adjudicators)
        there = [task for key in keys_of(case) for task in by_key.get(key, ()) if task.adjudicator in candidates]
        live = [task for task in there if task.state != "refused"]
        if not live:
            homeless.append((case, candidates))
            continue
        home = live[0].adjudicator
        for key in keys_of(case):
            # Of several, as two pushes at once may leave, the decided one stays.
            tasks_of_turn = sorted((task for task in live if task.key == key), key=lambda task: task.state == "open")
            if tasks_of_turn:
                needed.append(tasks_of_turn[0])
                load[home] += tasks_of_turn[0].state == "open"
            else:
                missing[home].append(key)
    for case, candidates in homeless:
        if candidates:
            home = min(candidates, key=lambda name: load[name])
            missing[home] += keys_of(case)
            load[home] += len(keys_of(case))
    for_nobody = [case.sentence_id for case, candidates in homeless if not candidates]
    stay = {task.task for task in needed}
    withdrawn = [task for task in asked if task.state == "open" and task.task not in stay]
    return Sending(missing, needed, withdrawn, for_nobody)


def keys_of(case: Case) -> list[Key]:
    """What is asked about a case, turn by turn."""
    return [Key(case.sentence_id, case.digest, number) for number in range(1, len(turns_of(case)) + 1)]


def copies_in(asked: Iterable[SentTask], waiting: Waiting) -> Iterator[SentTask]:
    """The open tasks that ask what an earlier one asks, unless adjudicators answered that one differently."""
    seen: set[Key] = set()
    for task in sorted(asked, key=lambda task: (task.state == "open", task.task)):
        if task.state == "open" and task.key in seen:
            yield task
        if task.state != "refused" and task.adjudicator not in waiting.differing.get(task.key.sentence, ()):
            seen.add(task.key)


def _key(turn: Turn) -> Key:
    return Key(turn.sentence_id, turn.offered, turn.number)


def _state(is_valid: bool | None) -> State:
    return "open" if is_valid is None else "decided" if is_valid else "refused"
