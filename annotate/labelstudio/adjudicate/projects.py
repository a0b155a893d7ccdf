"""The project of each adjudicator on the server, found again or made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from annotate.errors import ConfigError
from annotate.labelstudio.adjudicate.file import Adjudication, AdjudicationProject
from annotate.labelstudio.adjudicate.received import problem_of
from annotate.labelstudio.launch.ours import find_ours
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.project_page import update_project
from annotate.labelstudio.wire.projects import (
    create_adjudication,
    only_project,
    settle_order,
)
from annotate.project import Project


def provide_projects(
    client: Client, project: Project, page: Page, before: Adjudication, progress: Callable[[str], None]
) -> Adjudication:
    """Find or make a project for everybody who adjudicates, with the page of today.

    A project that was deleted on the server is said to be gone; who has none gets a new one. A project of somebody who
    is not in the configuration any more stays.

    Raises:
        ConfigError: a project is another launch's, or somebody else made it.
    """
    name = project.config.name
    adjudicator_of = {pushed.project: pushed.adjudicator for pushed in before.projects}
    find = partial(find_ours, client, name, adjudicator_of, progress, "adjudicate")
    marked = find()
    projects = {pushed.project: pushed for pushed in before.projects}
    for pushed in before.present:
        if pushed.project in marked.get(pushed.adjudicator, ()):
            continue
        problem = problem_of(client, before, pushed)
        if problem is None:  # its description, where our mark is, was changed by hand
            marked.setdefault(pushed.adjudicator, []).append(pushed.project)
        elif isinstance(problem, ConfigError):
            raise problem
        else:
            progress(f"the adjudication project {pushed.project} of {pushed.whose} is no longer on the server")
            projects[pushed.project] = pushed.model_copy(update={"gone": True})
    missing = [person.id for person in project.config.adjudicators if person.id not in marked]
    for adjudicator in missing:
        create_adjudication(client, name, adjudicator, project.schema, page)
    if missing:  # somebody else may have made one at the same time
        marked |= find()
    for adjudicator, numbers in marked.items():
        number = only_project(client, adjudicator, numbers, progress)
        projects[number] = AdjudicationProject(adjudicator=adjudicator, project=number)
        update_project(client, number, page)
        settle_order(client, number)
    emails = {person.id: (person.email,) for person in project.config.adjudicators}
    owned = [Owned(pushed.project, emails.get(pushed.adjudicator, ())) for pushed in projects.values()]
    tell_owners(client, name, owned)
    return Adjudication(name=name, server=client.url, projects=tuple(projects.values()))
