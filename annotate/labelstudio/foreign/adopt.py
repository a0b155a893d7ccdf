"""Take a project that others made into the launch: its tasks are matched to sentences, and nothing in it is changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from annotate.allocation.shared import SHARED
from annotate.corpus import Sentence, digest
from annotate.errors import ConfigError
from annotate.json_files import JsonObject
from annotate.labelstudio.foreign.match_controls import fit_controls
from annotate.labelstudio.launch.file import LOCK, OTHERS, read_launch, write_launch
from annotate.labelstudio.launch.model import Adopted, AdoptedTask, Launch, LaunchedProject
from annotate.labelstudio.push.checklist import Case, refuse_all
from annotate.labelstudio.wire.client import Client, get_json, read_users
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.projects import launch_mark, project_exists, start_link
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.tasks import task_data
from annotate.lock import one_at_a_time
from annotate.project import Project
from annotate.schema import stamp


class Adoption(NamedTuple):
    """What was found in an adopted project.

    Of its `tasks`, `matched` show one of our sentences, `copies` of them one that an earlier task shows too, and
    `unmatched` do not: task id → text. `strangers` are accounts of nobody in the configuration, with how many
    annotations are theirs.
    """

    project: int
    link: str
    tasks: int
    matched: int
    copies: int
    annotations: int
    unmatched: dict[int, str]
    strangers: dict[str, int]


class _Content(NamedTuple):
    texts: dict[int, str]
    annotations: Counter[int]


def project_number(project: str, url: str) -> int:
    """The number of a project given by it, or by the address of one of its pages.

    Raises:
        ConfigError: it is neither, or the address is another server's.
    """
    if project.isdecimal():
        return int(project)
    found = re.match(r"projects/(\d+)(?:[/?#]|$)", project.removeprefix(url))
    if not found or not project.startswith(url):
        raise ConfigError(
            f"there is no project {project} on {url}", f"give the number of a project, or its URL like {url}projects/12"
        )
    return int(found[1])


def adopt(
    client: Client, project: Project, number: int, progress: Callable[[str], None] = lambda line: None
) -> Adoption:
    """Make project `number` on the server part of the launch, or look again at one that is; the server is only read.

    A task is matched to the sentence with exactly its text. Where several sentences have that text, the first task
    takes the first of them, and so on; what a task was matched to once it keeps.

    Raises:
        ConfigError: the project is not there, or a push made it, or the launch has another name, server,
            projects or people.
        SchemaError: the project asks what the schema does not know, or not what the schema requires.
        CorpusError: a launched article was edited.
    """
    config, schema, launch_file = project.config, project.schema, project.files.launch
    sentences = list(project.sentences())
    with one_at_a_time(launch_file.with_name(LOCK), OTHERS, progress):
        launched = read_launch(launch_file)
        refuse_all(Case(project, launched, sentences, client=client))
        settings = _settings(client, number, launched)
        text, names = fit_controls(number, settings["parsed_label_config"] or {}, schema)
        content = _read(client, number, text)
        before = launched.projects if launched else ()
        earlier = next((other.adopted.tasks for other in before if other.adopted and other.project == number), {})
        matched = _match(content.texts, sentences, earlier)
        emails = {annotator.id: annotator.email for annotator in config.annotators}
        adopted = LaunchedProject(
            assignee=f"{SHARED}adopted-{number}",
            project=number,
            annotators=emails,
            overlap=settings["maximum_annotations"],
            adopted=Adopted(text=text, controls=names, tasks=matched),
        )
        projects = (*(other for other in before if other.assignee != adopted.assignee), adopted)
        launch = launched or Launch(
            name=config.name,
            server=client.url,
            schema_=stamp(schema),
            answers=schema.answer_space,
            projects=(),
            seed=config.seed,
            allocation=config.allocation,
        )
        write_launch(launch_file, launch.model_copy(update={"projects": projects}))
        tell_owners(client, config.name, [Owned(number, tuple(emails.values()))])
    users = read_users(client)
    accounts = {users.get(user, f"user {user}"): count for user, count in content.annotations.items()}
    return Adoption(
        number,
        start_link(client, number),
        len(content.texts),
        len(matched),
        len(matched) - len({task.sentence for task in matched.values()}),
        content.annotations.total(),
        {task: shown for task, shown in content.texts.items() if task not in matched},
        {account: count for account, count in accounts.items() if account not in emails.values()},
    )


def _settings(client: Client, project: int, launched: Launch | None) -> JsonObject:
    if not project_exists(client, project):
        raise ConfigError(
            f"project {project} is not on {client.url}, or this token may not see it",
            "the number is in the address of the project's pages",
        )
    settings: JsonObject = get_json(client, f"api/projects/{project}/", {})
    mark = launch_mark(settings)
    own = next((each for each in launched.projects if each.project == project), None) if launched else None
    if mark or (own and not own.adopted):
        raise ConfigError(
            f"project {project} was made by `annotate push`" + (f" for the launch {mark[0]}" if mark else ""),
            "only projects that others made can be adopted; `annotate pull` reads a launch's own projects anyway",
        )
    return settings


def _read(client: Client, project: int, text: str) -> _Content:
    texts: dict[int, str] = {}
    annotations: Counter[int] = Counter()
    for tasks in list_tasks(client, project, annotations=True):
        for task in tasks:
            shown = task_data(task).get(text)
            texts[task["id"]] = shown if isinstance(shown, str) else ""
            annotations.update(each["completed_by"] for each in task["annotations"])
    return _Content(texts, annotations)


def _match(
    texts: Mapping[int, str], sentences: Sequence[Sentence], earlier: Mapping[int, AdoptedTask]
) -> dict[int, AdoptedTask]:
    by_digest: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        by_digest[sentence.digest].append(sentence.id)
    matched: dict[int, AdoptedTask] = {}
    for number, text in texts.items():
        before = earlier.get(number)
        if before and before.digest == digest(text) and before.sentence in by_digest.get(before.digest, ()):
            matched[number] = before
    taken = {task.sentence for task in matched.values()}
    for number, text in texts.items():
        same = by_digest.get(digest(text))
        if same and number not in matched:
            shown = next((sentence_id for sentence_id in same if sentence_id not in taken), same[-1])
            matched[number] = AdoptedTask(sentence=shown, digest=digest(text))
            taken.add(shown)
    return dict(sorted(matched.items()))
