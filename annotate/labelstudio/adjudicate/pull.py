"""Bring decisions back: raw answers first, then rulings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from annotate.adjudication.rulings import Ruling, read_rulings, write_rulings
from annotate.counting import count
from annotate.errors import AnnotateError, ConfigError
from annotate.formats import with_format
from annotate.json_files import JsonObject, write_jsonl
from annotate.labelstudio.adjudicate.file import Adjudication, needed_adjudication
from annotate.labelstudio.adjudicate.received import fetch, received
from annotate.labelstudio.adjudicate.to_rulings import ReadDecision, Reader, read_decisions, to_rulings
from annotate.labelstudio.launch.checks import is_elsewhere_than
from annotate.labelstudio.launch.file import LOCK
from annotate.labelstudio.pull.mentioned import Mentioned, mention_all
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.tasks import KEY, task_data
from annotate.lock import one_at_a_time
from annotate.project import Project

OTHERS = "another command that works on this workspace's projects"
FORMAT = 1
"""Of the lines of rejected-decisions.jsonl."""


class PulledDecisions(NamedTuple):
    """How many decisions a pull found, by adjudicator, and what became of them: pulled = valid + rejected + skipped.

    `rulings` are what the valid ones decide: several turns of a sentence decide together. `decisions` are all, as read.
    `deleted` are submissions and skips that an earlier pull found and that are gone; they are mentioned once, and so is
    what was `noticed`. `not_read` says of which projects there is only what was pulled before.
    """

    valid: Counter[str]
    rejected: Counter[str]
    skipped: Counter[str]
    notes: int
    rulings: list[Ruling]
    decisions: list[ReadDecision]
    deleted: Counter[str]
    noticed: Sequence[Mentioned] = ()
    not_read: Sequence[AnnotateError] = ()

    @property
    def pulled(self) -> int:
        """All decisions on the server."""
        return self.valid.total() + self.rejected.total() + self.skipped.total()

    def __str__(self) -> str:
        parts = f"{self.valid.total()} valid + {self.rejected.total()} rejected + {self.skipped.total()} skipped"
        return f"{count(self.pulled, 'decision')} pulled = {parts}"

    def to_json(self) -> JsonObject:
        """What `--json` says."""
        people = sorted({*self.valid, *self.rejected, *self.skipped})
        by_adjudicator = {
            name: {"valid": self.valid[name], "rejected": self.rejected[name], "skipped": self.skipped[name]}
            for name in people
        }
        totals = {"valid": self.valid.total(), "rejected": self.rejected.total(), "skipped": self.skipped.total()}
        return {
            "pulled": self.pulled,
            **totals,
            "notes": self.notes,
            "deleted": dict(self.deleted),
            "noticed": [mentioned.to_json() for mentioned in self.noticed],
            "not_read": [problem.message for problem in self.not_read],
            "adjudicators": by_adjudicator,
        }


def pull(client: Client, project: Project, progress: Callable[[str], None] = lambda line: None) -> PulledDecisions:
    """Fetch what changed, and write decisions.jsonl and rejected-decisions.jsonl.

    Decisions that were read from a file stay in decisions.jsonl.

    Raises:
        WorkspaceError: nothing was pushed, or nobody's annotations were pulled.
        RequestRejected: no project of an adjudicator is on the server.
        LabelStudioError: the server failed; what was pulled before stays, and the next pull goes on from here.
    """
    files = project.files
    with one_at_a_time(files.launch.with_name(LOCK), OTHERS, progress):
        adjudication = needed_adjudication(files.adjudication)
        refuse_elsewhere(client, adjudication, project)
        pulled = bring_back(client, project, adjudication, progress)
        deleted, noticed = mention_all(files.adjudication_raw, lambda _, task: str(task_data(task).get(KEY, "")))
        return pulled._replace(deleted=deleted, noticed=noticed)


def bring_back(
    client: Client, project: Project, adjudication: Adjudication, progress: Callable[[str], None]
) -> PulledDecisions:
    """What `pull` does when it has the workspace for itself."""
    there = fetch(client, adjudication, project.files.adjudication_raw, project.config.adjudicators, progress)
    decisions = read_all(project, adjudication, there.users, client.url)
    rulings = to_rulings(decisions)
    rejected = [decision for decision in decisions if not decision.is_valid and not decision.is_skipped]
    files = project.files
    elsewhere = [ruling for ruling in read_rulings(files.decisions) if ruling.origin is None]
    write_jsonl(files.rejected_decisions, (with_format(decision.to_json(), FORMAT) for decision in rejected))
    write_rulings(files.decisions, [*elsewhere, *rulings])
    skipped = [decision for decision in decisions if decision.is_skipped]
    valid = [decision for decision in decisions if decision.is_valid]
    counts = [Counter(decision.adjudicator for decision in kind) for kind in (valid, rejected, skipped)]
    notes = sum(bool(ruling.note) for ruling in rulings)
    pulled = PulledDecisions(counts[0], counts[1], counts[2], notes, rulings, decisions, Counter())
    return pulled._replace(not_read=there.not_read)


def read_all(project: Project, adjudication: Adjudication, users: dict[int, str], url: str) -> list[ReadDecision]:
    """Every decision that was received, read."""
    annotated: dict[str, set[str]] = defaultdict(set)
    for record in project.records():
        if record.status == "submitted":
            annotated[record.sentence_id].add(record.annotator)
    adjudicators = {each.id: each for each in project.config.adjudicators}
    by_sentence = {sentence: frozenset(those) for sentence, those in annotated.items()}
    reader = Reader(url, users, adjudicators, by_sentence, project.schema)
    return list(read_decisions(received(adjudication, project.files.adjudication_raw), reader))


def refuse_elsewhere(client: Client, adjudication: Adjudication, project: Project) -> None:
    """Stop if the adjudicators' projects are on another server, or of a launch with another name.

    Raises:
        ConfigError: says both.
    """
    if is_elsewhere_than(adjudication.server, client.url):
        raise ConfigError(
            f"config.yaml gives the server {client.url}, but the conflicts were pushed to {adjudication.server}",
            "correct `server:`, or use another workspace for another server",
        )
    if adjudication.name != project.config.name:
        raise ConfigError(
            f"config.yaml has `name: {project.config.name}`, but the conflicts were pushed with "
            f"`name: {adjudication.name}`",
            "write the old name again, or use another `workspace:`",
        )
