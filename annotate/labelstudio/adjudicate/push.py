"""Conflicts to adjudicators: each open point is asked once, the costliest sentence first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from annotate.adjudication.case import Case
from annotate.adjudication.open_cases import open_cases
from annotate.adjudication.rulings import read_rulings
from annotate.adjudication.standing import Standing, standing_of
from annotate.config import Config
from annotate.corpus import Sentence
from annotate.counting import count
from annotate.errors import ConfigError, UnexpectedAnswer, WorkspaceError
from annotate.files import JsonObject
from annotate.labelstudio.adjudicate.file import Adjudication, read_adjudication, write_adjudication
from annotate.labelstudio.adjudicate.plan import Asked, Key, Sending, asked_in, copies_in, plan_sending
from annotate.labelstudio.adjudicate.projects import provide_projects
from annotate.labelstudio.adjudicate.pull import OTHERS, bring_back, refuse_elsewhere
from annotate.labelstudio.adjudicate.received import received
from annotate.labelstudio.launch.file import LOCK
from annotate.labelstudio.push.accounts import Accounts, provide_accounts
from annotate.labelstudio.push.around import around, by_place, described
from annotate.labelstudio.push.send import persist, wait_until_still
from annotate.labelstudio.wire.case_tasks import to_case_tasks
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import adjudication_page_of
from annotate.labelstudio.wire.projects import start_link
from annotate.labelstudio.wire.remote_tasks import delete_unbegun, import_tasks
from annotate.lock import one_at_a_time
from annotate.project import Project

Progress = Callable[[str], None]
BATCH = 200


class PushedConflicts(NamedTuple):
    """What a push did for one adjudicator: how many sentences it sent, and how many wait for a decision now."""

    adjudicator: str
    project: int
    link: str
    sent: int
    waiting: int


class ConflictsPushed(NamedTuple):
    """What a push did.

    Attributes:
        pushed: by adjudicator.
        accounts: as for annotators.
        withdrawn: tasks that were taken back, because nothing is open there any more, or something else is.
        standing: what the decisions until then are worth.
        for_nobody: sentences that every adjudicator annotated.
    """

    pushed: list[PushedConflicts]
    accounts: Accounts
    withdrawn: int
    standing: Standing
    for_nobody: list[str]

    def to_json(self) -> JsonObject:
        """What `--json` says."""
        without = {"missing": list(self.accounts.missing), "invitation": self.accounts.invitation}
        done = {"projects": [each._asdict() for each in self.pushed], "withdrawn": self.withdrawn}
        return done | {"for_nobody": self.for_nobody} | without


class _Order(NamedTuple):
    """What is pushed: the open cases, and the sentences that they are about, with their neighbours."""

    client: Client
    project: Project
    cases: Sequence[Case]
    sentences: Mapping[str, Sentence]
    progress: Progress


class _Sent(NamedTuple):
    """What the attempts of one push did: keys sent by adjudicator, and tasks withdrawn."""

    keys: dict[str, set[Key]]
    withdrawn: set[int]


def push(client: Client, project: Project, progress: Progress = lambda line: None) -> ConflictsPushed:
    """Send each adjudicator the conflicts that are theirs and not there yet. Safe to repeat, and to interrupt.

    What was decided is brought back first. Then what is not open any more is withdrawn, and what is missing is sent.

    Raises:
        ConfigError: there is no adjudicator, or the projects have another server or name.
        WorkspaceError: no annotations were pulled, or a conflict is about a sentence that is not in sentences.jsonl.
        LabelStudioError: the server failed; what arrived stays, and the next push sends the rest.
    """
    config, files = project.config, project.files
    refuse_nobody(config)
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        known = read_adjudication(files.adjudication) or Adjudication(name=config.name, server=client.url)
        refuse_elsewhere(client, known, project)
        records = [record for record in project.records() if record.annotator not in config.models]
        sentences = {sentence.id: sentence for sentence in project.sentences()}
        cases = open_cases(records, project.schema, config.gold, config.seed)
        _refuse_unknown(cases, sentences)
        accounts = provide_accounts(client, project, config.adjudicators)
        page = adjudication_page_of(project.schema)
        persist(
            lambda again: write_adjudication(
                files.adjudication,
                provide_projects(client, project, page, read_adjudication(files.adjudication) or known, progress),
            ),
            progress,
        )
        order = _Order(client, project, cases, sentences, progress)
        so_far = _Sent({}, set())
        return persist(lambda again: _attempt(order, so_far, again), progress)._replace(accounts=accounts)


def refuse_nobody(config: Config) -> None:
    """Stop if there is nobody to send conflicts to.

    Raises:
        ConfigError: always then.
    """
    if not config.adjudicators:
        hint = "add `adjudicators:` with an id and an e-mail address each"
        raise ConfigError("config.yaml names no adjudicators", hint)


def _attempt(order: _Order, so_far: _Sent, again: bool) -> ConflictsPushed:
    client, project = order.client, order.project
    adjudication = read_adjudication(project.files.adjudication)
    assert adjudication is not None
    numbers = {each.project: each.adjudicator for each in adjudication.present}
    if again:
        wait_until_still(client, numbers)
    standing, asked = _look(order, adjudication)
    cases = [
        case
        for case in order.cases
        if standing.is_open(case.sentence_id) and case.sentence_id not in standing.differing
    ]
    sending = plan_sending(cases, asked, project.config.adjudicators)
    _withdraw(order, sending.withdrawn, so_far)
    _send(order, sending, {adjudicator: number for number, adjudicator in numbers.items()}, so_far)
    if any(sending.missing.values()):
        _, asked = _look(order, adjudication)
        _withdraw(order, list(copies_in(asked)), so_far)
        lost = {key for keys in sending.missing.values() for key in keys} - {task.key for task in asked}
        if lost:
            raise UnexpectedAnswer(f"{count(len(lost), 'task')} of adjudicators are not there", "push again")
    asked = [task for task in asked if task.task not in so_far.withdrawn]
    return ConflictsPushed(
        [_pushed(client, name, number, asked, so_far) for number, name in numbers.items()],
        Accounts(),
        len(so_far.withdrawn),
        standing,
        sending.for_nobody,
    )


def _look(order: _Order, adjudication: Adjudication) -> tuple[Standing, list[Asked]]:
    """What was decided until now, and what is asked."""
    project = order.project
    pulled = bring_back(order.client, project, adjudication, lambda line: None)
    standing = standing_of(read_rulings(project.files.decisions), order.cases, project.schema)
    numbers = {each.project: each.adjudicator for each in adjudication.present}
    tasks = received(adjudication, project.files.adjudication_raw)
    return standing, asked_in(numbers, tasks, pulled.decisions)


def _withdraw(order: _Order, tasks: Sequence[Asked], so_far: _Sent) -> None:
    for task in tasks:
        if delete_unbegun(order.client, task.project, task.task):
            so_far.withdrawn.add(task.task)


def _send(order: _Order, sending: Sending, numbers: Mapping[str, int], so_far: _Sent) -> None:
    schema, cases = order.project.schema, {case.sentence_id: case for case in order.cases}
    places = by_place(list(order.sentences.values()))
    for adjudicator, keys in sending.missing.items():
        for start in range(0, len(keys), BATCH):
            batch = []
            for key in keys[start : start + BATCH]:
                sentence = order.sentences[key.sentence]
                shown = around(sentence, places, schema, described(sentence))
                batch.append(to_case_tasks(cases[key.sentence], sentence, schema, shown)[key.turn - 1])
            import_tasks(order.client, numbers[adjudicator], batch)
            so_far.keys.setdefault(adjudicator, set()).update(keys[start : start + BATCH])
            order.progress(f"{adjudicator}: {min(start + BATCH, len(keys))} of {len(keys)} sent")


def _pushed(client: Client, name: str, number: int, asked: Sequence[Asked], so_far: _Sent) -> PushedConflicts:
    sent = {key.sentence for key in so_far.keys.get(name, ())}
    waiting = {task.key.sentence for task in asked if task.project == number and task.state == "open"}
    return PushedConflicts(name, number, start_link(client, number), len(sent), len(waiting))


def _refuse_unknown(cases: Sequence[Case], sentences: Mapping[str, Sentence]) -> None:
    unknown = [case.sentence_id for case in cases if case.sentence_id not in sentences]
    if unknown:
        raise WorkspaceError(
            f"sentences.jsonl does not have {count(len(unknown), 'sentence')} with a conflict, like {unknown[0]}",
            "split the articles again as they were",
        )
