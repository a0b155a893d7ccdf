"""Launch: every project holds every one of its sentences exactly once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from annotate.allocation.allocate import CALIBRATION, Assignment, Plan
from annotate.allocation.shared import plan_launch
from annotate.config import Config
from annotate.corpus import KINDS, Kind, Sentence
from annotate.errors import ConfigError
from annotate.labelstudio.launch.checks import refuse_another, refuse_foreign, refuse_mixture, refuse_nobody
from annotate.labelstudio.launch.edits import refuse_edits
from annotate.labelstudio.launch.file import LOCK, OTHERS, read_launch, write_launch
from annotate.labelstudio.launch.model import Launch, LaunchedProject, to_allocate
from annotate.labelstudio.launch.tasks import project_tasks
from annotate.labelstudio.push.choose import of_kinds, refuse_unstorable
from annotate.labelstudio.push.merge import extended_launch, known_plan, known_texts
from annotate.labelstudio.push.overlap import ask_overlap, check_overlap
from annotate.labelstudio.push.projects import (
    find_by_assignee,
    only_or_create,
    shared_assignees,
    with_those_who_left,
)
from annotate.labelstudio.push.send import persist, send_missing, wait_until_still
from annotate.labelstudio.versions.diff import refuse_drift
from annotate.labelstudio.versions.migrate import begin_migration, finish_migration
from annotate.labelstudio.versions.usage import refuse_other_answers
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.labeling_config import to_labeling_config
from annotate.labelstudio.wire.projects import (
    RemoteTask,
    remote_tasks,
    start_link,
    update_project,
)
from annotate.labelstudio.wire.tasks import to_task
from annotate.lock import one_at_a_time
from annotate.schema import Schema
from annotate.schema.codebook import to_html

Progress = Callable[[str], None]


class Pushed(NamedTuple):
    """What a push did for one annotator, or for everybody; `sent` and `present` count tasks, a repeated one twice."""

    annotator: str
    project: int
    link: str
    sent: int
    present: int
    updated: bool


class _Order(NamedTuple):
    """What a push is to do: `chosen` are the sentences to send, by id, and `page` and `codebook` what people see."""

    client: Client
    launch_file: Path
    config: Config
    sentences: Sequence[Sentence]
    chosen: Mapping[str, Sentence]
    schema: Schema
    page: str
    codebook: str
    calibration_only: bool
    progress: Progress


class _SoFar(NamedTuple):
    """What one push's attempts found and did: who had which assignments `before`, and whose project was `updated`."""

    before: dict[str, set[Assignment | None]]
    updated: set[str]


def push(
    client: Client,
    launch_file: Path,
    config: Config,
    sentences: Sequence[Sentence],
    schema: Schema,
    *,
    kinds: Collection[Kind] = KINDS,
    calibration_only: bool = False,
    migrate: bool = False,
    progress: Progress = lambda line: None,
) -> list[Pushed]:
    """Send to each project what belongs there and is not there yet. Safe to repeat, and to interrupt.

    Of the workspace's `sentences` those of the given kinds are sent; all of them tell whether an article was edited.
    When the server fails on the way, the push waits, looks at what arrived and goes on, for about forty seconds. With
    `calibration_only` the main rounds are planned and stay here until the next push. With `migrate` a schema that
    changed since the launch becomes the launch's.

    Raises:
        ConfigError: there is nobody to send to, the allocation is impossible, or the launch has another name, server,
            projects or people.
        SchemaError: the schema is not the launched one, or cannot become it.
        CorpusError: no sentence is of these kinds, one has a character that cannot be stored, or a launched article
            was edited.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    _check(config, calibration_only)
    chosen = of_kinds(sentences, kinds)
    refuse_unstorable(chosen)
    order = _Order(
        client=client,
        launch_file=launch_file,
        config=config,
        sentences=sentences,
        chosen={sentence.id: sentence for sentence in chosen},
        schema=schema,
        page=to_labeling_config(schema),
        codebook=to_html(schema, embedded=True),
        calibration_only=calibration_only,
        progress=progress,
    )
    so_far = _SoFar({}, set())
    with one_at_a_time(launch_file.with_name(LOCK), OTHERS, progress):
        launched = read_launch(launch_file)
        if launched:
            _settle(order, launched, migrate)
        return persist(lambda again: _attempt(order, so_far, again), progress)


def _check(config: Config, calibration_only: bool) -> None:
    refuse_nobody(config.annotators)
    if calibration_only and not config.allocation.calibration:
        raise ConfigError("there is no calibration round", "set `calibration:` under `allocation:` in config.yaml")
    config.allocation.asked(_names(config))


def _names(config: Config) -> list[str]:
    return [annotator.id for annotator in config.annotators]


def _settle(order: _Order, launched: Launch, migrate: bool) -> None:
    """See that what is launched is this workspace's and as it was, and complete a migration."""
    client, file, schema = order.client, order.launch_file, order.schema
    refuse_another(client, launched, order.config.name, order.config.annotators)
    refuse_edits(launched.texts, order.sentences)
    tasks_of = partial(project_tasks, client)
    if migrate:
        launched = begin_migration(file, launched, schema, tasks_of)
    refuse_drift(launched, schema, tasks_of)
    persist(lambda again: finish_migration(client, file, order.page, order.codebook, order.progress), order.progress)


def _attempt(order: _Order, so_far: _SoFar, again: bool) -> list[Pushed]:
    """Find or make the projects, plan, and send what is missing; launch.json knows of it before anything is sent."""
    client = order.client
    launched = read_launch(order.launch_file)
    numbers = _projects_there(order, launched)
    updated = [each for each, number in numbers.items() if update_project(client, number, order.page, order.codebook)]
    so_far.updated.update(updated)
    if again:
        wait_until_still(client, numbers.values())
    remote = {assignee: remote_tasks(client, number) for assignee, number in numbers.items()}
    texts = known_texts(launched, remote)
    refuse_edits(texts, order.sentences)
    plan = _plan(order, launched, remote)
    assignments = {assignee: _assignments(order, plan, assignee) for assignee in numbers}
    planned = {
        assignment.sentence: order.chosen[assignment.sentence].digest
        for each in assignments.values()
        for assignment in each
    }
    launch = extended_launch(launched, plan, texts | planned, numbers, order.config, order.schema, client.url)
    write_launch(order.launch_file, launch)
    return [
        _send(order, so_far, project, plan, assignments[project.assignee], remote[project.assignee])
        for project in launch.projects
        if project.assignee in numbers
    ]


def _projects_there(order: _Order, launched: Launch | None) -> dict[str, int]:
    """Each assignee's project on the server, made if it was not there."""
    client, name, allocation = order.client, order.config.name, order.config.allocation
    found = find_by_assignee(client, name, launched, order.progress)
    if launched is None or all(project.adopted for project in launched.projects):
        refuse_foreign(client, name, found, {sentence.article_id for sentence in order.chosen.values()})
    refuse_mixture(found, allocation)
    names = _names(order.config)
    if launched is None:
        refuse_other_answers(client, found, order.page, order.schema)
        names = with_those_who_left(names, found, order.progress)
    assignees = names if allocation.blind else shared_assignees(found, allocation, order.calibration_only)
    return only_or_create(client, name, assignees, found, order.schema, order.page, order.codebook, order.progress)


def _plan(order: _Order, launched: Launch | None, remote: Mapping[str, Sequence[RemoteTask]]) -> Plan:
    config, earlier = order.config, known_plan(launched, remote)
    free = to_allocate(launched, list(order.chosen.values()), earlier.rounds)
    return plan_launch(free, _names(config), config.allocation, config.seed, earlier, new_round=launched is not None)


def _assignments(order: _Order, plan: Plan, assignee: str) -> list[Assignment]:
    """What of an assignee's plan this push is to send."""
    return [
        assignment
        for assignment in plan.assignments.get(assignee, ())
        if assignment.sentence in order.chosen
        and not (order.calibration_only and plan.rounds[assignment.sentence] != CALIBRATION)
    ]


def _send(
    order: _Order,
    so_far: _SoFar,
    project: LaunchedProject,
    plan: Plan,
    assignments: Sequence[Assignment],
    remote: Sequence[RemoteTask],
) -> Pushed:
    """Send one project its assignments; `remote` are the tasks that it had."""

    def to_data(assignment: Assignment) -> dict[str, Any]:
        return to_task(
            order.chosen[assignment.sentence], order.schema, plan.rounds[assignment.sentence], assignment.repeat
        )

    client, assignee, number = order.client, project.assignee, project.project
    before = so_far.before.setdefault(assignee, {task.assignment for task in remote})
    if project.is_shared and ask_overlap(client, number, project.overlap):
        so_far.updated.add(assignee)
    send_missing(client, project.whose, number, assignments, remote, to_data, order.progress)
    if project.is_shared:
        check_overlap(client, number, project.overlap)
    present = sum(assignment in before for assignment in assignments)
    link = start_link(client, number)
    return Pushed(project.whose, number, link, len(assignments) - present, present, assignee in so_far.updated)
