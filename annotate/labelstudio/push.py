"""Launch: every annotator's project holds every one of their sentences exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotate.allocation import CALIBRATION, Allocation, Plan, Turn, allocate
from annotate.config import Annotator
from annotate.corpus import Sentence
from annotate.errors import ConfigError
from annotate.labelstudio.client import Client, list_tasks
from annotate.labelstudio.drift import refuse_drift
from annotate.labelstudio.labeling_config import to_labeling_config
from annotate.labelstudio.launch import LOCK, OTHERS, Launch, LaunchedProject, read_launch, stamp, write_launch
from annotate.labelstudio.lock import one_at_a_time
from annotate.labelstudio.projects import (
    RemoteTask,
    create_project,
    find_projects,
    only_project,
    project_exists,
    remote_tasks,
    start_link,
    update_project,
)
from annotate.labelstudio.sending import persist, send_missing, wait_until_still
from annotate.labelstudio.tasks import to_task
from annotate.schema import Register, Schema
from annotate.schema.codebook import to_html

Progress = Callable[[str], None]


class Pushed(NamedTuple):
    """What a push did for one annotator; `sent` and `present` count tasks, a repeated sentence twice."""

    annotator: str
    project: int
    link: str
    sent: int
    present: int
    updated: bool


def push(
    client: Client,
    launch_file: Path,
    sentences: Sequence[Sentence],
    schema: Schema,
    register: Register,
    annotators: Sequence[Annotator],
    *,
    name: str,
    seed: int,
    allocation: Allocation | None = None,
    calibration_only: bool = False,
    progress: Progress = lambda line: None,
) -> list[Pushed]:
    """Send each annotator what is theirs and not yet in their project. Safe to repeat, and to interrupt.

    When the server fails on the way, the push waits, looks at what arrived and goes on, for about forty seconds. With
    `calibration_only` the main rounds are planned and stay here until the next push.

    Raises:
        ConfigError: there is nobody to send to, the allocation is impossible, or the launch was on another server.
        SchemaError: the schema is not the launched one.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    if not annotators:
        raise ConfigError("config.yaml names no annotators", "add `annotators:` with an id and an e-mail address each")
    allocation = allocation or Allocation()
    config, codebook = to_labeling_config(schema, register), to_html(schema, embedded=True)
    if calibration_only and not allocation.calibration:
        raise ConfigError("there is no calibration round", "set `calibration:` under `allocation:` in config.yaml")
    names = [annotator.id for annotator in annotators]
    by_id = {sentence.id: sentence for sentence in sentences}
    first_look: dict[str, set[Turn | None]] = {}
    updated: set[str] = set()

    def attempt(again: bool) -> list[Pushed]:
        launched = read_launch(launch_file)
        numbers = _find_or_create(client, name, annotators, launched, schema, config, codebook, progress)
        updated.update(each for each in names if update_project(client, numbers[each], config, codebook))
        if again:
            wait_until_still(client, numbers.values())
        remote = {each: remote_tasks(client, numbers[each]) for each in names}
        earlier = _known(launched, remote)
        plan = allocate(sentences, names, allocation, seed, earlier, new_round=launched is not None)
        launch = Launch(
            name=name,
            server=client.url,
            schema_=stamp(schema),
            answers=schema.answer_space,
            projects=_projects(plan, annotators, numbers, launched),
            seed=seed,
            allocation=allocation,
            rounds=_rounds(plan),
        )
        write_launch(launch_file, launch)

        def to_data(turn: Turn) -> dict[str, Any]:
            return to_task(by_id[turn.sentence], schema, plan.rounds[turn.sentence], turn.repeat)

        pushed = []
        for each in names:
            turns = [
                turn
                for turn in plan.turns.get(each, ())
                if turn.sentence in by_id and not (calibration_only and plan.rounds[turn.sentence] != CALIBRATION)
            ]
            before = first_look.setdefault(each, {task.turn for task in remote[each]})
            send_missing(client, each, numbers[each], turns, remote[each], to_data, progress)
            present = sum(turn in before for turn in turns)
            link = start_link(client, numbers[each])
            pushed.append(Pushed(each, numbers[each], link, len(turns) - present, present, each in updated))
        return pushed

    with one_at_a_time(launch_file.with_name(LOCK), OTHERS, progress):
        launched = read_launch(launch_file)
        if launched:
            check_server(launched, client)
            refuse_drift(launched, schema, _launched_tasks(client, launched))
        return persist(attempt, progress)


def check_server(launch: Launch, client: Client) -> None:
    """Stop if the workspace was launched somewhere else.

    Raises:
        ConfigError: the launch names another server.
    """
    if launch.server != client.url and not _both_local(launch.server, client.url):
        raise ConfigError(
            f"this workspace was launched on {launch.server}, and the configuration says {client.url}",
            "correct `server:`, or use another workspace for another server",
        )


def _both_local(*urls: str) -> bool:
    # A local server may come back on another port; its data, and so its projects, are the same.
    return all(url.startswith("http://127.0.0.1:") for url in urls)


def _launched_tasks(client: Client, launch: Launch) -> Iterator[dict[str, Any]]:
    for project in launch.projects:
        for tasks in list_tasks(client, project.project, annotations=True, page_size=500):
            yield from tasks


def _find_or_create(
    client: Client,
    name: str,
    annotators: Sequence[Annotator],
    launched: Launch | None,
    schema: Schema,
    config: str,
    codebook: str,
    progress: Progress,
) -> dict[str, int]:
    """Each annotator's one project on the server."""
    known = {project.holder: project.project for project in launched.projects} if launched else {}
    found = find_projects(client, name)
    for annotator in (each.id for each in annotators):
        mine = known.get(annotator)
        if mine and mine not in found.get(annotator, ()):
            if project_exists(client, mine):  # its description, where our mark is, was changed by hand
                found.setdefault(annotator, []).append(mine)
            else:
                progress(f"project {mine} of {annotator} is not on the server any more")
    missing = [annotator.id for annotator in annotators if annotator.id not in found]
    for annotator in missing:
        create_project(client, name, annotator, schema, config, codebook)
    if missing:  # somebody else may have made one at the same time
        found |= find_projects(client, name)
    return {each.id: only_project(client, each.id, found[each.id], progress) for each in annotators}


def _known(launched: Launch | None, remote: Mapping[str, Sequence[RemoteTask]]) -> Plan:
    """What launch.json says was given, and what the server shows was, should the file be lost or old."""
    plan = launched.plan if launched else Plan()
    for annotator, tasks in remote.items():
        for task in tasks:
            if task.turn:
                plan.give(annotator, task.turn)
                plan.rounds.setdefault(task.turn.sentence, 1 if task.round is None else task.round)
    return plan


def _projects(
    plan: Plan, annotators: Sequence[Annotator], numbers: Mapping[str, int], launched: Launch | None
) -> tuple[LaunchedProject, ...]:
    current = tuple(
        LaunchedProject(
            holder=annotator.id,
            project=numbers[annotator.id],
            annotators={annotator.id: annotator.email},
            sentences=tuple(plan.sentences(annotator.id)),
            repeats=tuple(turn.sentence for turn in plan.turns.get(annotator.id, ()) if turn.repeat),
        )
        for annotator in annotators
    )
    return current + tuple(each for each in (launched.projects if launched else ()) if each.holder not in numbers)


def _rounds(plan: Plan) -> dict[int, tuple[str, ...]]:
    rounds: dict[int, list[str]] = {}
    for sentence, number in plan.rounds.items():
        rounds.setdefault(number, []).append(sentence)
    return {number: tuple(rounds[number]) for number in sorted(rounds)}
