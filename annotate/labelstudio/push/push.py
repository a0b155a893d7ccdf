"""Launch: every project holds every one of its sentences exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from annotate.allocation.plan import Assignment, Plan
from annotate.allocation.shared import plan_launch
from annotate.corpus import SegmentKind
from annotate.labelstudio.launch.edits import refuse_edits
from annotate.labelstudio.launch.file import LOCK, OTHERS, read_launch, write_launch
from annotate.labelstudio.launch.model import Launch, LaunchedProject, to_allocate
from annotate.labelstudio.launch.tasks import project_tasks
from annotate.labelstudio.push.accounts import Accounts, provide_accounts
from annotate.labelstudio.push.checklist import Case, refuse_all
from annotate.labelstudio.push.choose import SendChoice, other_kinds
from annotate.labelstudio.push.merge import extended_launch, known_plan, known_texts
from annotate.labelstudio.push.move import choose_page
from annotate.labelstudio.push.order import Order, Progress, make_order
from annotate.labelstudio.push.overlap import ask_overlap, check_overlap
from annotate.labelstudio.push.projects import find_by_assignee, only_or_create, shared_assignees, with_those_who_left
from annotate.labelstudio.push.send import persist, send_missing, wait_until_still
from annotate.labelstudio.versions.migrate import begin_migration, finish_migration
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.guard import tell_owners
from annotate.labelstudio.wire.project_page import update_project
from annotate.labelstudio.wire.projects import start_link
from annotate.labelstudio.wire.remote_tasks import RemoteTask, remote_tasks
from annotate.lock import one_at_a_time
from annotate.project import Project
from annotate.schema.codebook import write_html


class Pushed(NamedTuple):
    """What a push did for one annotator, or for everybody; `sent` and `present` count tasks, a repeated one twice."""

    annotator: str
    project: int
    link: str
    sent: int
    present: int
    updated: bool


class Launched(NamedTuple):
    """What a push did, project by project; `not_sent` counts the sentences of other kinds than were chosen."""

    pushed: list[Pushed]
    accounts: Accounts
    not_sent: Counter[SegmentKind]


class _SoFar(NamedTuple):
    """What one push's attempts found and did: who had which assignments `before`, and whose project was `updated`."""

    before: dict[str, set[Assignment | None]]
    updated: set[str]


def push(client: Client, project: Project, choice: SendChoice, progress: Progress = lambda line: None) -> Launched:
    """Send to each project what belongs there and is not there yet. Safe to repeat, and to interrupt.

    First everything is checked, then accounts are made, then projects, then tasks. When the server fails on the way,
    the push waits, looks at what arrived and goes on, for about forty seconds.

    Raises:
        ConfigError: there is nobody to send to, the allocation is impossible, or the launch has another name, server,
            projects or people.
        SchemaError: the schema is not the launched one, or cannot become it.
        CorpusError: no sentence is of these kinds, one has a character that cannot be stored, or a launched article
            was edited.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    order = make_order(client, project, choice, progress)
    so_far = _SoFar({}, set())
    launch_file = project.files.launch
    with one_at_a_time(launch_file.with_name(LOCK), OTHERS, progress):
        launch = read_launch(launch_file)
        refuse_all(Case(project, launch, order.sentences, choice, client))
        if launch and choice.migrate:
            begin_migration(launch_file, launch, project.schema, partial(project_tasks, client))
        accounts = provide_accounts(client, project, project.config.annotators)
        order = order.with_page(persist(lambda again: choose_page(order, launch), progress))
        write_html(project.files.codebook, project.schema, linked=order.page_kind == "linked")
        persist(lambda again: finish_migration(client, launch_file, order.page, progress), progress)
        pushed = persist(lambda again: _attempt(order, so_far, again), progress)
    return Launched(pushed, accounts, other_kinds(order.sentences, choice.kinds))


def _attempt(order: Order, so_far: _SoFar, again: bool) -> list[Pushed]:
    """Find or make the projects, plan, and send what is missing; launch.json knows of it before anything is sent."""
    client, launch_file = order.client, order.project.files.launch
    launched = read_launch(launch_file)
    numbers = _projects_there(order, launched)
    updated = [assignee for assignee, number in numbers.items() if update_project(client, number, order.page)]
    so_far.updated.update(updated)
    if again:
        wait_until_still(client, numbers.values())
    remote = {assignee: remote_tasks(client, number) for assignee, number in numbers.items()}
    texts = known_texts(launched, remote)
    refuse_edits(texts, order.sentences)
    plan = _plan(order, launched, remote)
    assignments = [assignment for assignee in numbers for assignment in order.assignments(plan, assignee)]
    planned = {assignment.sentence: order.chosen[assignment.sentence].digest for assignment in assignments}
    launch = extended_launch(order, launched, plan, texts | planned, numbers)
    write_launch(launch_file, launch)
    config = order.project.config
    tell_owners(client, config.name, launch.owned({annotator.email for annotator in config.annotators}))
    return [
        _send(order, so_far, plan, project, remote[project.assignee])
        for project in launch.projects
        if project.assignee in numbers
    ]


def _projects_there(order: Order, launched: Launch | None) -> dict[str, int]:
    """Each assignee's project on the server, made if it was not there."""
    config = order.project.config
    present = find_by_assignee(order, launched)
    if not config.allocation.blind:
        assignees = shared_assignees(present, config.allocation, order.choice.calibration_only)
    elif launched is None:
        assignees = with_those_who_left(order.annotators, present, order.progress)
    else:
        assignees = order.annotators
    return only_or_create(order, assignees, present, launched)


def _plan(order: Order, launched: Launch | None, remote: Mapping[str, Sequence[RemoteTask]]) -> Plan:
    config, earlier = order.project.config, known_plan(launched, remote)
    free = to_allocate(launched, list(order.chosen.values()), earlier.rounds)
    return plan_launch(free, order.annotators, config.draw, earlier, new_round=launched is not None)


def _send(order: Order, so_far: _SoFar, plan: Plan, project: LaunchedProject, remote: Sequence[RemoteTask]) -> Pushed:
    """Send one project its assignments; `remote` are the tasks that it had."""
    client, assignee, number = order.client, project.assignee, project.project
    before = so_far.before.setdefault(assignee, {task.assignment for task in remote})
    if project.is_shared and ask_overlap(client, number, project.overlap):
        so_far.updated.add(assignee)
    send_missing(order, plan, project, remote)
    if project.is_shared:
        check_overlap(client, number, project.overlap)
    assignments = order.assignments(plan, assignee)
    present = sum(assignment in before for assignment in assignments)
    link = start_link(client, number)
    return Pushed(project.whose, number, link, len(assignments) - present, present, assignee in so_far.updated)
