"""Launch: every annotator's project holds every one of their sentences exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotate.config import Annotator
from annotate.corpus import Sentence
from annotate.errors import ConfigError, LabelStudioError, RequestRejected, UnexpectedAnswer
from annotate.labelstudio.client import Client, list_tasks
from annotate.labelstudio.drift import refuse_drift
from annotate.labelstudio.labeling_config import to_labeling_config
from annotate.labelstudio.launch import Launch, LaunchedProject, read_launch, stamp, write_launch
from annotate.labelstudio.projects import (
    create_project,
    find_project,
    import_tasks,
    remote_sentences,
    start_link,
    update_project,
)
from annotate.labelstudio.tasks import to_task
from annotate.schema import Register, Schema
from annotate.schema.codebook import to_html

BATCH = 1000
_TRIES = 5


class Pushed(NamedTuple):
    """What a push did for one annotator."""

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
    progress: Callable[[str], None] = lambda line: None,
) -> list[Pushed]:
    """Send each annotator the sentences that are not yet in their project. Safe to repeat.

    Raises:
        ConfigError: there is nobody to send to, or the workspace was launched on another server.
        SchemaError: the schema is not the launched one.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    if not annotators:
        raise ConfigError("config.yaml names no annotators", "add `annotators:` with an id and an e-mail address each")
    launched = read_launch(launch_file)
    if launched:
        check_server(launched, client)
        refuse_drift(launched, schema, _launched_tasks(client, launched))
    config, codebook = to_labeling_config(schema, register), to_html(schema, embedded=True)
    known = {project.annotator: project for project in launched.projects} if launched else {}
    projects: list[LaunchedProject] = []
    pushed: list[Pushed] = []
    for annotator in annotators:
        number = known[annotator.id].project if annotator.id in known else find_project(client, name, annotator.id)
        updated = number is not None and update_project(client, number, config, codebook)
        if number is None:
            number = create_project(client, name, annotator.id, schema, config, codebook)
        wanted = tuple(sentence.id for sentence in sentences)
        projects.append(
            LaunchedProject(annotator=annotator.id, email=annotator.email, project=number, sentences=wanted)
        )
        others = [project for project in known.values() if project.annotator not in {p.annotator for p in projects}]
        launch = Launch(
            name=name,
            server=client.url,
            schema_=stamp(schema),
            answers=schema.answer_space,
            projects=(*projects, *others),
            seed=seed,
        )
        write_launch(launch_file, launch)
        sent, present = _send_missing(client, number, sentences, schema, progress)
        pushed.append(Pushed(annotator.id, number, start_link(client, number), sent, present, updated))
    return pushed


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


def _send_missing(
    client: Client, project: int, sentences: Sequence[Sentence], schema: Schema, progress: Callable[[str], None]
) -> tuple[int, int]:
    """Send what the project lacks and return (sentences sent, sentences there before).

    A write that failed may have been committed, so nothing is sent again before the project has been listed again.
    """
    before = remote_sentences(client, project)
    present = sum(sentence.id in before for sentence in sentences)
    remote, failures = before, 0
    while missing := [sentence for sentence in sentences if sentence.id not in remote]:
        try:
            for start in range(0, len(missing), BATCH):
                import_tasks(client, project, [to_task(item, schema) for item in missing[start : start + BATCH]])
                progress(f"{len(sentences) - len(missing) + min(start + BATCH, len(missing))} of {len(sentences)} sent")
        except RequestRejected:
            raise
        except LabelStudioError as error:
            failures += 1
            if failures == _TRIES:
                raise
            progress(f"{error.message}; listing what arrived")
        remote = remote_sentences(client, project)
    twice = [sentence.id for sentence in sentences if remote[sentence.id] > 1]
    if twice:
        raise UnexpectedAnswer(
            f"project {project} holds {len(twice)} sentences twice, first {twice[0]}",
            "somebody else pushed at the same time: delete the copies without annotations on the server",
        )
    return len(sentences) - present, present
