"""Everything that must hold before something is launched: one list for push, dry run, adopt and doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from annotate.corpus import Sentence
from annotate.labelstudio.launch.checks import (
    check_server,
    is_elsewhere,
    refuse_foreign,
    refuse_mixture,
    refuse_no_calibration,
    refuse_nobody,
    refuse_other_accounts,
    refuse_other_name,
    refuse_renamed,
    refuse_stranger,
)
from annotate.labelstudio.launch.edits import refuse_edits
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.launch.ours import find_ours
from annotate.labelstudio.launch.tasks import project_tasks
from annotate.labelstudio.push.choose import SendChoice, of_kinds, refuse_unstorable
from annotate.labelstudio.versions.diff import refuse_drift
from annotate.labelstudio.versions.usage import refuse_other_answers
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import page_of
from annotate.project import Project

Check = tuple[str, Callable[[], None]]


class Case(NamedTuple):
    """What is looked at: without `choice` nothing is to be sent, and without `client` nothing on a server is seen."""

    project: Project
    launch: Launch | None
    sentences: Sequence[Sentence]
    choice: SendChoice | None = None
    client: Client | None = None


def refuse_all(case: Case) -> None:
    """Stop at the first thing that does not hold; nothing was changed then, here or on the server.

    Raises:
        ConfigError: nobody to send to, an impossible allocation, or another name, server, project or person.
        SchemaError: the schema is not the launched one.
        CorpusError: a sentence cannot be sent, or a launched article was edited.
        LabelStudioError: the server failed.
    """
    for _, refuse in checks(case):
        refuse()


def checks(case: Case) -> Iterator[Check]:
    """Each check that there is for the case, with its subject: first those that need no server."""
    yield from _of_project(case)
    if case.launch:
        yield from _of_launch(case, case.launch)
    client = case.client
    if client and case.launch:
        yield "server", partial(check_server, case.launch, client)
        if is_elsewhere(case.launch, client):
            client = None  # what is there says nothing of this launch
    if client:
        yield from _on_server(case, client)
    if case.launch and not (case.choice and case.choice.migrate):
        tasks_of = partial(project_tasks, client) if client else None
        yield "schema", partial(refuse_drift, case.launch, case.project.schema, tasks_of)


def _of_project(case: Case) -> Iterator[Check]:
    annotators, allocation, choice = case.project.config.annotators, case.project.config.allocation, case.choice
    yield "annotators", partial(refuse_nobody, annotators)
    yield "allocation", partial(allocation.refuse_impossible, [annotator.id for annotator in annotators])
    if choice:
        if choice.calibration_only:
            yield "allocation", partial(refuse_no_calibration, allocation)
        yield "sentences", lambda: refuse_unstorable(of_kinds(case.sentences, choice.kinds))


def _of_launch(case: Case, launch: Launch) -> Iterator[Check]:
    config = case.project.config
    yield "name", partial(refuse_other_name, launch, config.name)
    yield "annotators", partial(refuse_renamed, launch, config.annotators)
    yield "allocation", partial(refuse_mixture, [project.assignee for project in launch.pushed], config.allocation)
    yield "sentences", partial(refuse_edits, launch.texts, case.sentences)


def _on_server(case: Case, client: Client) -> Iterator[Check]:
    if launch := case.launch:
        for project in launch.projects:
            yield f"project {project.project}", partial(refuse_stranger, client, launch, project)
        yield "accounts", partial(refuse_other_accounts, client, launch, case.project.config.annotators)
    if not (launch and launch.pushed):
        yield "projects", partial(_refuse_others_projects, case, client)


def _refuse_others_projects(case: Case, client: Client) -> None:
    """Stop if launch.json knows no projects of its name that are on the server, and they cannot be this workspace's."""
    config, schema = case.project.config, case.project.schema
    by_assignee = find_ours(client, config.name, {}, lambda line: None)
    refuse_foreign(client, config.name, by_assignee, {sentence.article_id for sentence in case.sentences})
    refuse_mixture(by_assignee, config.allocation)
    if case.launch is None:
        refuse_other_answers(client, by_assignee, page_of(schema).config, schema)
