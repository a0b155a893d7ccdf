"""Accounts and launches on a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotate.config import Annotator, Config
from annotate.counting import count, some
from annotate.errors import ServerFailed
from annotate.labelstudio.doctor.findings import Finding
from annotate.labelstudio.doctor.project import project_findings
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.projects import find_projects


def account_findings(annotators: Sequence[Annotator], users: Mapping[int, str]) -> Iterator[Finding]:
    """Which annotators have no account on the server."""
    missing = [f"{each.id} ({each.email})" for each in annotators if each.email not in users.values()]
    if missing:
        sentence = f"without an account on the server: {', '.join(missing)}"
        yield Finding("accounts", "warning", sentence, "`annotate push` makes it, or prints the link that invites them")
    elif annotators:
        yield Finding("accounts", "ok", "every annotator has one")


def launch_findings(
    client: Client, config: Config, launch: Launch | None, page: Page | None, users: Mapping[int, str]
) -> Iterator[Finding]:
    """What became of a launch on the server.

    Args:
        client: the server of the launch.
        config: the configuration, with the launch's name and its annotators.
        launch: what launch.json says, if it is there.
        page: what annotators are to see, if the schema is still the launched one.
        users: from `read_users`.
    """
    name = launch.name if launch else config.name
    yield from _strangers(launch, name, find_projects(client, name))
    if launch is None:
        return
    for annotator in config.annotators:
        # Whoever was launched under another id was named before.
        if annotator.id not in launch.annotators and annotator.email not in launch.annotators.values():
            yield Finding("projects", "warning", f"{annotator.id} has no project yet", "`annotate push` makes it")
    people = launch.people(users)
    for project in launch.projects:
        try:
            yield from project_findings(client, launch, project, page, people)
        except ServerFailed as error:
            whose = project.whose if project.adopted else f"the project of {project.whose}"
            yield Finding(f"project {project.project}", "problem", f"{whose} cannot be read: {error}", error.hint)


def _strangers(launch: Launch | None, name: str, marked: Mapping[str, list[int]]) -> Iterator[Finding]:
    known = {project.project for project in launch.projects} if launch else set()
    unknown = sorted(number for numbers in marked.values() for number in numbers if number not in known)
    if not unknown:
        return
    are = "is" if len(unknown) == 1 else "are"
    of = f"{count(len(unknown), 'project')} on the server {are} called {name!r}"
    if launch:
        remedy = "another workspace uses the same `name:`: give each its own; or delete them if nobody needs them"
        yield Finding("name", "problem", f"{of} and {are} not in launch.json: {some(unknown)}", remedy)
    else:
        remedy = "if they are yours, `annotate push` takes them over; if another's, choose another `name:` first"
        yield Finding("name", "warning", f"{of}, and this workspace has no launch.json", remedy)
