"""Conflicts to adjudicators: each open point is asked once, the costliest sentence first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from annotate.adjudication.case import Case
from annotate.adjudication.conflicts import Conflicts, read_conflicts
from annotate.adjudication.rulings import read_rulings
from annotate.adjudication.standing import Standing, standing_of
from annotate.config import Config
from annotate.counting import count
from annotate.errors import ConfigError, UnexpectedAnswer
from annotate.labelstudio.adjudicate.file import Adjudication, read_adjudication, write_adjudication
from annotate.labelstudio.adjudicate.plan import (
    Key,
    Sending,
    SentTask,
    Waiting,
    asked_in,
    copies_in,
    plan_sending,
)
from annotate.labelstudio.adjudicate.projects import provide_projects
from annotate.labelstudio.adjudicate.pull import OTHERS, bring_back, refuse_elsewhere
from annotate.labelstudio.adjudicate.pushed import Begun, ConflictsPushed, PushedConflicts
from annotate.labelstudio.adjudicate.received import received
from annotate.labelstudio.adjudicate.reorder import reorder
from annotate.labelstudio.launch.file import LOCK
from annotate.labelstudio.push.accounts import Accounts, provide_accounts
from annotate.labelstudio.push.around import around, by_place, described
from annotate.labelstudio.push.send import persist, wait_until_still
from annotate.labelstudio.wire.case_tasks import to_case_tasks
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import adjudication_page_of
from annotate.labelstudio.wire.projects import start_link
from annotate.labelstudio.wire.remote_tasks import delete_unbegun, import_tasks, task_link
from annotate.lock import one_at_a_time
from annotate.project import Project

Progress = Callable[[str], None]
BATCH = 200


class _Order(NamedTuple):
    """What is pushed, and whither."""

    client: Client
    project: Project
    conflicts: Conflicts
    progress: Progress


class _Sent(NamedTuple):
    """What the attempts of one push did: keys sent by adjudicator, and tasks withdrawn."""

    keys: dict[str, set[Key]]
    withdrawn: set[int]


def push(client: Client, project: Project, progress: Progress = lambda line: None) -> ConflictsPushed:
    """Send each adjudicator the conflicts that are theirs and not there yet. Safe to repeat, and to interrupt.

    What was decided is brought back first. Then what is not open any more is withdrawn, unless its adjudicator has
    begun it, and what is missing is sent.

    Raises:
        ConfigError: there is no adjudicator, or the projects have another server or name.
        WorkspaceError: no annotations were pulled, or a conflict is about a sentence that is not in sentences.jsonl.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    config, files = project.config, project.files
    refuse_nobody(config)
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        before = read_adjudication(files.adjudication) or Adjudication(name=config.name, server=client.url)
        refuse_elsewhere(client, before, project)
        conflicts = read_conflicts(project)
        accounts = provide_accounts(client, project, config.adjudicators)
        page = adjudication_page_of(project.schema)
        persist(
            lambda again: write_adjudication(
                files.adjudication,
                provide_projects(client, project, page, read_adjudication(files.adjudication) or before, progress),
            ),
            progress,
        )
        order = _Order(client, project, conflicts, progress)
        so_far = _Sent({}, set())
        return persist(lambda again: _attempt(order, so_far, again), progress)._replace(accounts=accounts)


def refuse_nobody(config: Config) -> None:
    """Stop if there is nobody to send conflicts to.

    Raises:
        ConfigError: always then.
    """
    if not config.adjudicators:
        hint = "add `adjudicators:` with an id and an e-mail address each"
        raise ConfigError("config.yaml names no adjudicators", hint)


def _attempt(order: _Order, so_far: _Sent, again: bool) -> ConflictsPushed:
    client, project = order.client, order.project
    adjudication = read_adjudication(project.files.adjudication)
    assert adjudication is not None
    numbers = {pushed.project: pushed.adjudicator for pushed in adjudication.present}
    if again:
        wait_until_still(client, numbers)
    standing, asked = _look(order, adjudication)
    waiting = _waiting(order.conflicts.cases, standing)
    sending = plan_sending(waiting, asked, project.config.adjudicators)
    _withdraw(order, sending.withdrawn, so_far)
    _send(order, sending, {adjudicator: number for number, adjudicator in numbers.items()}, so_far)
    needed = {task.key for task in sending.needed} | {key for keys in sending.missing.values() for key in keys}
    if any(sending.missing.values()):
        _, asked = _look(order, adjudication)
        _withdraw(order, list(copies_in(asked, waiting)), so_far)
        lost = needed - {task.key for task in asked}
        if lost:
            raise UnexpectedAnswer(f"{count(len(lost), 'task')} of adjudicators are not there", "push again")
    asked = [task for task in asked if task.task not in so_far.withdrawn]
    undecided = [task for task in asked if task.state == "open" and task.key in needed]
    reorder(client, undecided, {case.sentence_id: case for case in order.conflicts.cases}, order.progress)
    return ConflictsPushed(
        [_pushed(client, name, number, undecided, so_far) for number, name in numbers.items()],
        Accounts(),
        len(so_far.withdrawn),
        [
            Begun(task.adjudicator, task_link(client.url, task.project, task.task))
            for task in sending.withdrawn
            if task.task not in so_far.withdrawn
        ],
        standing,
        sending.for_nobody,
    )


def _waiting(cases: Sequence[Case], standing: Standing) -> Waiting:
    differing = {
        sentence: {ruling.adjudicator for ruling in rulings} for sentence, rulings in standing.differing.items()
    }
    return Waiting([case for case in cases if standing.is_open(case.sentence_id)], differing)


def _look(order: _Order, adjudication: Adjudication) -> tuple[Standing, list[SentTask]]:
    """What was decided until now, and what is asked."""
    project = order.project
    pulled = bring_back(order.client, project, adjudication, lambda line: None)
    if pulled.not_read:
        raise pulled.not_read[0]
    standing = standing_of(read_rulings(project.files.decisions), order.conflicts.cases, project.schema)
    numbers = {each.project: each.adjudicator for each in adjudication.present}
    tasks = received(adjudication, project.files.adjudication_raw)
    return standing, asked_in(numbers, tasks, pulled.decisions)


def _withdraw(order: _Order, tasks: Sequence[SentTask], so_far: _Sent) -> None:
    for task in tasks:
        if delete_unbegun(order.client, task.project, task.task):
            so_far.withdrawn.add(task.task)


def _send(order: _Order, sending: Sending, numbers: Mapping[str, int], so_far: _Sent) -> None:
    schema, sentences = order.project.schema, order.conflicts.sentences
    places = by_place(list(sentences.values()))
    for adjudicator, keys in sending.missing.items():
        for start in range(0, len(keys), BATCH):
            batch = []
            for key in keys[start : start + BATCH]:
                sentence, case = sentences[key.sentence], order.conflicts.case(key.sentence)
                assert case is not None
                shown = around(sentence, places, schema, described(sentence))
                batch.append(to_case_tasks(case, sentence, schema, shown)[key.turn - 1])
            import_tasks(order.client, numbers[adjudicator], batch)
            so_far.keys.setdefault(adjudicator, set()).update(keys[start : start + BATCH])
            order.progress(f"{adjudicator}: {min(start + BATCH, len(keys))} of {len(keys)} sent")


def _pushed(client: Client, name: str, number: int, undecided: Sequence[SentTask], so_far: _Sent) -> PushedConflicts:
    sent = {key.sentence for key in so_far.keys.get(name, ())}
    left = {task.key.sentence for task in undecided if task.project == number}
    return PushedConflicts(name, number, start_link(client, number), len(sent), len(left))
