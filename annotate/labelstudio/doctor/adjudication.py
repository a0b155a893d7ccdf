"""The adjudicators and their projects on the server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate.adjudication import of_text
from annotate.counting import count
from annotate.labelstudio.adjudicate.file import Adjudication, AdjudicationProject, read_adjudication
from annotate.labelstudio.doctor.findings import Finding, State
from annotate.labelstudio.doctor.project import is_alike
from annotate.labelstudio.launch.checks import is_elsewhere_than
from annotate.labelstudio.wire.case_tasks import task_turn
from annotate.labelstudio.wire.client import Client, get_json
from annotate.labelstudio.wire.config.adjudication_page import to_adjudication_config
from annotate.labelstudio.wire.projects import ORDER_OF_CONFLICTS, find_project, find_projects, launch_mark
from annotate.labelstudio.wire.queries import list_tasks
from annotate.project import Project

_PUSH = "`annotate adjudicate push` puts it right"


def adjudication_findings(client: Client, project: Project, users: Mapping[int, str]) -> Iterator[Finding]:
    """What is wrong with the adjudicators' accounts and projects, or that nothing is; `users` as `read_users` says.

    Raises:
        WorkspaceError: adjudication.json is broken.
    """
    name = project.config.name
    adjudication = read_adjudication(project.files.adjudication)
    if adjudication and is_elsewhere_than(adjudication.server, client.url):
        sentence = f"the conflicts were pushed to {adjudication.server}, and not to {client.url}"
        yield Finding("adjudication", "problem", sentence, "correct `server:`, or use another workspace")
        return
    yield from _strangers(
        adjudication, find_projects(client, adjudication.name if adjudication else name, "adjudicate")
    )
    if adjudication is None:
        return
    for person in project.config.adjudicators:
        if person.email not in users.values():
            sentence = f"{person.id} ({person.email}) has no account on the server"
            yield Finding(
                "adjudication", "warning", sentence, "`annotate adjudicate push` makes it, or prints the link"
            )
        if person.id not in {pushed.adjudicator for pushed in adjudication.present}:
            sentence = f"{person.id} has no project with conflicts yet"
            yield Finding("adjudication", "warning", sentence, "`annotate adjudicate push` makes it")
    for pushed in adjudication.present:
        yield from _project_findings(client, project, adjudication, pushed)


def _strangers(adjudication: Adjudication | None, marked: Mapping[str, list[int]]) -> Iterator[Finding]:
    """Projects of adjudicators that are marked as of this launch, and are not those of adjudication.json."""
    pushed = {project.project for project in adjudication.projects} if adjudication else set()
    for adjudicator, numbers in marked.items():
        for number in numbers:
            if number not in pushed:
                sentence = f"there is an adjudication project of {adjudicator} that adjudication.json does not name"
                remedy = (
                    "`annotate adjudicate push` takes it over, or deletes it if nobody has worked in it; if it belongs "
                    "to another workspace, choose another `name:` first"
                )
                yield Finding(f"project {number}", "warning", sentence, remedy)


def _project_findings(
    client: Client, project: Project, adjudication: Adjudication, pushed: AdjudicationProject
) -> Iterator[Finding]:
    def noticed(state: State, predicate: str, remedy: str = "") -> Finding:
        sentence = f"the adjudication project of {pushed.adjudicator} {predicate}"
        return Finding(f"project {pushed.project}", state, sentence, remedy)

    there = find_project(client, pushed.project)
    if there is None:
        remedy = "`annotate adjudicate push` makes a new one; what was decided in the old one stays decided"
        yield noticed("problem", "is not on the server, or this token may not see it", remedy)
        return
    mark = launch_mark(there, "adjudicate")
    if mark not in (None, (adjudication.name, pushed.adjudicator)):
        yield noticed("problem", "has the mark of another launch", "use another workspace for another server")
        return
    answer = get_json(client, f"api/projects/{pushed.project}/", {})
    findings = []
    if not is_alike(to_adjudication_config(of_text(project.schema)), answer["label_config"]):
        findings.append(noticed("problem", "has another labeling config than the schema", _PUSH))
    if any(answer.get(setting) != value for setting, value in ORDER_OF_CONFLICTS.items()):
        findings.append(noticed("warning", "shows tasks in another order, or loses skipped ones", _PUSH))
    if mark is None:
        remedy = f"end its description with [adjudicate {adjudication.name}/{pushed.adjudicator}]"
        findings.append(noticed("warning", "would not be found without adjudication.json", remedy))
    tasks = [task for page in list_tasks(client, pushed.project, annotations=False) for task in page]
    if changed := sum(task_turn(task) is None for task in tasks):
        remedy = "delete them there and run `annotate adjudicate push`: what is decided in them will be rejected"
        findings.append(noticed("problem", f"has {count(changed, 'task')} changed or added by hand", remedy))
    yield from findings or [noticed("ok", f"is as pushed: {count(len(tasks), 'task')}")]
