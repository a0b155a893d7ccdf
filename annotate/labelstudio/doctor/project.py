"""One project on the server: as launched, or altered by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

from annotate.allocation.plan import CALIBRATION, Assignment
from annotate.corpus import digest
from annotate.counting import count
from annotate.labelstudio.doctor.findings import Finding, State
from annotate.labelstudio.launch.checks import is_stranger
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.wire.client import Client, get_json
from annotate.labelstudio.wire.config.kept import with_kept
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.projects import find_project, launch_mark
from annotate.labelstudio.wire.queries import TaskFields, list_fields
from annotate.labelstudio.wire.tasks import task_assignment, task_round

_IN_ORDER = "Sequential sampling"
_PUSH = "`annotate push` corrects it"


class _Tasks(NamedTuple):
    """What is in a project.

    `assignments` says how often each is there, `strange` counts tasks that are not ours, `changed` those with another
    text, `overlapping` those for another number of annotators than asked, `others` by whom else how many are annotated.
    """

    assignments: Counter[Assignment]
    rounds: set[int | None]
    strange: int
    changed: int
    overlapping: int
    others: Counter[str]


def project_findings(
    client: Client,
    launch: Launch,
    project: LaunchedProject,
    page: Page | None,
    people: Mapping[int, str],
) -> list[Finding]:
    """What is wrong with a project, or that nothing is.

    Args:
        client: the server.
        launch: the launch to which the project belongs.
        project: what launch.json says of it.
        page: what its annotator is to see; None if the schema cannot tell any more.
        people: user id → annotator id, or e-mail address for anybody else.
    """
    number = project.project
    on_server = find_project(client, number)
    if on_server is None:
        remedy = "`annotate push` makes it again; what was pulled from it stays under raw/"
        return [_found(project, "problem", "is not on the server, or this token may not see it", remedy)]
    if is_stranger(launch, project, on_server):
        return []  # the checks name it
    if project.adopted:
        return [_found(project, "ok", "is there; others made it, so its settings are not checked")]
    answer = get_json(client, f"api/projects/{number}/", {})
    tasks = _read_tasks(client, project, people)
    findings = [
        *_page(project, answer, page),
        *_settings(project, answer, client.url),
        *_overlap(project, answer, tasks.overlapping),
        *_assignments(launch, project, tasks),
        *_hands(project, tasks),
    ]
    if launch_mark(on_server) is None:
        sentence = "would not be found without launch.json: its description no longer ends with `[annotate …]`"
        findings.append(
            _found(project, "warning", sentence, f"end it with [annotate {launch.name}/{project.assignee}]")
        )
    return findings or [_found(project, "ok", f"is as launched: {count(answer['task_number'], 'task')}")]


def _found(project: LaunchedProject, state: State, predicate: str, remedy: str = "") -> Finding:
    whose = project.whose if project.adopted else f"the project of {project.whose}"
    return Finding(f"project {project.project}", state, f"{whose} {predicate}", remedy)


def _read_tasks(client: Client, project: LaunchedProject, people: Mapping[int, str]) -> _Tasks:
    assignments: Counter[Assignment] = Counter()
    rounds: set[int | None] = set()
    others: Counter[str] = Counter()
    strange = changed = overlapping = 0
    # With `task_only` the server sends every task's annotators as an empty list.
    for page in list_fields(client, project.project, TaskFields("id,data,annotators,overlap")):
        for task in page:
            overlapping += task["overlap"] != project.overlap
            others.update({people.get(user, f"user {user}") for user in task["annotators"]} - set(project.annotators))
            assignment = task_assignment(task)
            if assignment is None:
                strange += 1
                continue
            assignments[assignment] += 1
            rounds.add(task_round(task))
            changed += task["data"].get("digest") not in (None, digest(str(task["data"].get("text"))))
    return _Tasks(assignments, rounds, strange, changed, overlapping, others)


def _page(project: LaunchedProject, answer: dict[str, Any], page: Page | None) -> Iterator[Finding]:
    if page is None:
        sentence = (
            "has a labeling config that cannot be compared: the schema is not the launched one, or cannot be read"
        )
        yield _found(project, "unknown", sentence, "correct the schema first")
        return
    current = answer["label_config"]
    if not (is_alike(page.config, current) or is_alike(with_kept(page.config, current), current)):
        remedy = f"{_PUSH}; answers that the schema does not know will be rejected"
        yield _found(project, "problem", "has another labeling config than the schema", remedy)
    if answer["expert_instruction"] != page.codebook:
        yield _found(project, "warning", "has other instructions than the codebook", _PUSH)


def is_alike(launched: str, current: str) -> bool:
    """Whether two labeling configs ask the same; how the XML is written does not matter."""
    try:
        one, other = (
            ElementTree.canonicalize(" ".join(config.split()), strip_text=True) for config in (launched, current)
        )
    except ElementTree.ParseError:
        return False
    return one == other


def _settings(project: LaunchedProject, answer: dict[str, Any], url: str) -> Iterator[Finding]:
    settings = f"{url}projects/{project.project}/settings"
    if not answer["show_instruction"]:
        remedy = f"switch on `Show before labeling` at {settings}/annotation"
        yield _found(project, "warning", "does not show the instructions before labeling", remedy)
    if answer["sampling"] != _IN_ORDER:
        sentence = "shows its sentences in another order than the plan's, so the calibration round may not come first"
        yield _found(project, "warning", sentence, f"set the task sampling to sequential at {settings}")


def _overlap(project: LaunchedProject, answer: dict[str, Any], overlapping: int) -> Iterator[Finding]:
    wanted = {"maximum_annotations": project.overlap, "overlap_cohort_percentage": 100}
    altered = [f"{name} is {answer[name]} and not {value}" for name, value in wanted.items() if answer[name] != value]
    if overlapping:
        altered.append(f"{count(overlapping, 'task')} with another overlap than {project.overlap}")
    if altered:
        values = ", ".join(f'"{name}": {value}' for name, value in wanted.items())
        by_hand = f"send the server: PATCH api/projects/{project.project}/ with {{{values}}}"
        remedy = _PUSH if project.is_shared else by_hand
        yield _found(project, "problem", f"has the wrong overlap: {', '.join(altered)}", remedy)


def _assignments(launch: Launch, project: LaunchedProject, tasks: _Tasks) -> Iterator[Finding]:
    plan = launch.plan
    planned = set(plan.assignments.get(project.assignee, ()))
    missing, unplanned = planned - tasks.assignments.keys(), tasks.assignments.keys() - planned
    only_calibration = tasks.rounds == {CALIBRATION} and all(
        plan.rounds.get(assignment.sentence) != CALIBRATION for assignment in missing
    )
    if missing and not only_calibration:
        sentence = f"lacks {len(missing)} of {count(len(planned), 'sentence')}"
        yield _found(project, "problem", sentence, "`annotate push` sends them")
    if unplanned:
        sentence = f"has {count(len(unplanned), 'sentence')} that launch.json does not know"
        remedy = "another workspace uses the same `name:`: give each its own; or launch.json is an old copy: push again"
        yield _found(project, "problem", sentence, remedy)
    if doubled := tasks.assignments.total() - len(tasks.assignments):
        remedy = "`annotate push` deletes the copies that nobody has begun"
        yield _found(project, "problem", f"shows {count(doubled, 'sentence')} more than once", remedy)


def _hands(project: LaunchedProject, tasks: _Tasks) -> Iterator[Finding]:
    if tasks.strange:
        remedy = "delete them there: their annotations will be rejected"
        yield _found(project, "warning", f"has {count(tasks.strange, 'task')} that annotate did not make", remedy)
    if tasks.changed:
        sentence = f"has {count(tasks.changed, 'task')} whose text was changed on the server"
        remedy = "delete them and push again: their annotations will be rejected"
        yield _found(project, "problem", sentence, remedy)
    for other, number in tasks.others.items():
        remedy = f"send {other} another link: whoever works here sees the work of {project.whose}"
        yield _found(project, "warning", f"has {count(number, 'task')} annotated by {other}", remedy)
