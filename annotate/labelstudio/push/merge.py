"""What launch.json is to say after a push: all that it said, and what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.allocation.plan import Plan
from annotate.allocation.shared import CALIBRATING, NAMES
from annotate.config import Config
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.push.order import Order
from annotate.labelstudio.wire.remote_tasks import RemoteTask
from annotate.schema import stamp


def known_plan(launched: Launch | None, remote: Mapping[str, Sequence[RemoteTask]]) -> Plan:
    """What launch.json says was given, and what the server shows was, should the file be lost or old."""
    plan = launched.plan if launched else Plan()
    for annotator, tasks in remote.items():
        for task in tasks:
            if task.assignment:
                plan.give(annotator, task.assignment)
                plan.rounds.setdefault(task.assignment.sentence, 1 if task.round is None else task.round)
    return plan


def known_texts(launched: Launch | None, remote: Mapping[str, Sequence[RemoteTask]]) -> dict[str, str]:
    """The digest of each sentence that was sent: as launch.json says, or the server."""
    shown = {
        task.assignment.sentence: task.digest
        for tasks in remote.values()
        for task in tasks
        if task.assignment and task.digest
    }
    return shown | (launched.digests if launched else {})


def extended_launch(
    order: Order, launched: Launch | None, plan: Plan, digests: Mapping[str, str], numbers: Mapping[str, int]
) -> Launch:
    """The launch with this plan.

    Args:
        order: what the push is to do.
        launched: what launch.json says now.
        plan: an extension of its plan.
        digests: those of the texts that were or will be sent, by sentence.
        numbers: each assignee's project on the server.
    """
    config, schema = order.project.config, order.project.schema
    return Launch(
        name=config.name,
        server=order.client.url,
        schema_=stamp(schema),
        answers=schema.answer_space,
        projects=_projects(plan, config, numbers, launched),
        gone=_gone(numbers, launched),
        seed=config.seed,
        allocation=config.allocation,
        rounds=_rounds(plan),
        digests=dict(digests),
        earlier=launched.earlier if launched else (),
        page=order.page_kind,
    )


def _projects(
    plan: Plan, config: Config, numbers: Mapping[str, int], launched: Launch | None
) -> tuple[LaunchedProject, ...]:
    before = {project.assignee: project for project in launched.projects} if launched else {}
    emails = {annotator.id: annotator.email for annotator in config.annotators}
    current = []
    for assignee, number in numbers.items():
        people, wanted = {assignee: emails.get(assignee, "")}, 1
        if assignee in NAMES:
            # Whoever left may have done some: those who stay are still to get them all.
            people = (before[assignee].annotators if assignee in before else {}) | emails
            wanted = len(people) if assignee == CALIBRATING else config.allocation.asked(list(people))
        current.append(
            LaunchedProject(
                assignee=assignee,
                project=number,
                annotators=people,
                overlap=wanted,
                sentences=tuple(plan.sentences(assignee)),
                repeats=tuple(
                    assignment.sentence for assignment in plan.assignments.get(assignee, ()) if assignment.repeat
                ),
            )
        )
    return (*current, *(project for project in before.values() if project.assignee not in numbers))


def _gone(numbers: Mapping[str, int], launched: Launch | None) -> tuple[LaunchedProject, ...]:
    """The projects of which there is another one now; what was annotated in them still counts."""
    if launched is None:
        return ()
    replaced = [each for each in launched.pushed if numbers.get(each.assignee, each.project) != each.project]
    again = {project.project for project in replaced} | set(numbers.values())
    return (*(project for project in launched.gone if project.project not in again), *replaced)


def _rounds(plan: Plan) -> dict[int, tuple[str, ...]]:
    rounds: dict[int, list[str]] = {}
    for sentence, number in plan.rounds.items():
        rounds.setdefault(number, []).append(sentence)
    return {number: tuple(rounds[number]) for number in sorted(rounds)}
