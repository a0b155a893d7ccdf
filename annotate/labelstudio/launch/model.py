"""What was launched where, and who got which sentence."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from annotate.allocation.allocate import Allocation
from annotate.allocation.plan import Assignment, Plan
from annotate.allocation.shared import NAMES
from annotate.labelstudio.wire.guard import Owned
from annotate.labelstudio.wire.tasks import KEY, NOT_OURS, task_data
from annotate.schema import SchemaStamp
from annotate.schema.elements import AnswerSpace
from annotate.sentence_id import SentenceId

if TYPE_CHECKING:
    from annotate.corpus import Sentence


PageKind = Literal["linked", "moved", "numbered"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class AdoptedTask(_Part):
    """The sentence that a task shows, and the digest of its text."""

    sentence: str
    digest: str


class Adopted(_Part):
    """How to read a project that others made.

    `text` is the task variable with the text, `controls` has our name for each of theirs, `tasks` what each task shows;
    a task that is not there shows none of our sentences.
    """

    text: str
    controls: dict[str, str]
    tasks: dict[int, AdoptedTask]


class LaunchedProject(_Part):
    """A project on the server, the sentences in it, and those that are shown there a second time.

    `assignee` is the name under which the plan has them: an annotator's id, or one for all. `annotators` are the people
    who work there, id → e-mail address, and `overlap` is how many of them each task wants.
    """

    assignee: str
    project: int
    annotators: dict[str, str]
    overlap: int = 1
    sentences: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    adopted: Adopted | None = None

    @property
    def whose(self) -> str:
        """Whose project it is, for people to read."""
        return f"adopted project {self.project}" if self.adopted else NAMES.get(self.assignee, self.assignee)

    @property
    def is_shared(self) -> bool:
        """Whether Label Studio hands its tasks out, and not the plan."""
        return self.adopted is not None or self.assignee in NAMES

    def as_pushed(self, task: dict[str, Any]) -> dict[str, Any]:
        """A task on the server as a push would have made it; only an adopted one has to be read otherwise."""
        if self.adopted is None:
            return task
        known = self.adopted.tasks.get(task["id"])
        shown = (
            {KEY: known.sentence, "article_id": SentenceId.parse(known.sentence).article, "digest": known.digest}
            if known
            else {NOT_OURS: "the task's text is not a sentence of this workspace"}
        )
        annotations = [each | {"result": self._renamed(each.get("result"))} for each in task.get("annotations") or ()]
        return task | {"data": {"text": task_data(task).get(self.adopted.text), **shown}, "annotations": annotations}

    def _renamed(self, result: Any) -> Any:
        names = self.adopted.controls if self.adopted else {}
        if not isinstance(result, list):
            return result
        return [
            item | {"from_name": names.get(item["from_name"], item["from_name"])}
            if isinstance(item, dict) and isinstance(item.get("from_name"), str)
            else item
            for item in result
        ]


class EarlierSchema(_Part):
    """A schema that the launch had before, with its possible answers.

    `until` is when each project got the next one: the last change of its tasks before that, by the server's clock; None
    while it does not have it.
    """

    schema_: SchemaStamp = Field(alias="schema")
    answers: AnswerSpace
    until: dict[int, datetime | None]


class Launch(_Part):
    """A launch: the server, the schema with its possible answers, the projects, and how it was drawn.

    `gone` are projects that were deleted on the server and made again under another number. `rounds` are the sentences
    of each round; round 0 is the calibration round. `digests` are those of the texts that
    were sent, by sentence. `earlier` are the schemas that it had before it was migrated, oldest first. `page` is what
    its annotators see: claims with numbers, or spans that arrows link, as in version 0.1.0; or first this, then that.
    """

    name: str
    server: str
    schema_: SchemaStamp = Field(alias="schema")
    answers: AnswerSpace
    projects: tuple[LaunchedProject, ...]
    gone: tuple[LaunchedProject, ...] = ()
    seed: int
    allocation: Allocation = Allocation()
    rounds: dict[int, tuple[str, ...]] = {}
    digests: dict[str, str] = {}
    earlier: tuple[EarlierSchema, ...] = ()
    page: PageKind = "linked"

    @property
    def texts(self) -> dict[str, str]:
        """The digest of each sentence that is on the server, in our projects or adopted ones."""
        adopted = (project.adopted.tasks.values() for project in self.projects if project.adopted)
        return {task.sentence: task.digest for tasks in adopted for task in tasks} | self.digests

    @property
    def pushed(self) -> tuple[LaunchedProject, ...]:
        """The projects that a push made."""
        return tuple(project for project in self.projects if not project.adopted)

    @property
    def received(self) -> tuple[LaunchedProject, ...]:
        """The projects whose annotations count, those that are gone among them."""
        return (*self.projects, *self.gone)

    def owned(self, emails: Collection[str]) -> list[Owned]:
        """Whose each project is, of those with one of these addresses: whoever left reaches nothing."""
        return [
            Owned(project.project, tuple(email for email in project.annotators.values() if email in emails))
            for project in self.projects
        ]

    @property
    def annotators(self) -> dict[str, str]:
        """Everybody who annotates, id → e-mail address."""
        return {name: email for project in self.projects for name, email in project.annotators.items()}

    def people(self, users: Mapping[int, str]) -> dict[int, str]:
        """Who each user of the server is: user id → annotator id, or e-mail address for anybody else."""
        by_email = {email: name for name, email in self.annotators.items()}
        return {number: by_email.get(email, email) for number, email in users.items()}

    @property
    def plan(self) -> Plan:
        """Who was given what."""
        assignments = {
            project.assignee: {
                **{Assignment(sentence): None for sentence in project.sentences},
                **{Assignment(sentence, 1): None for sentence in project.repeats},
            }
            for project in self.projects
            if not project.adopted
        }
        return Plan(assignments, {sentence: number for number, those in self.rounds.items() for sentence in those})

    def is_numbered(self, project: int) -> bool:
        """Whether nothing but numbered claims can have been submitted in a project."""
        return self.page == "numbered" and any(each.project == project for each in self.received if not each.adopted)

    def awaits_migration(self, project: LaunchedProject) -> bool:
        """Whether the project still shows an earlier schema, and is ours to change."""
        number = project.project
        return not project.adopted and any(earlier.until.get(number, 0) is None for earlier in self.earlier)

    def migrated(self, project: int, moment: datetime | None) -> Launch:
        """The launch with the project at the present schema since `moment`; None if nobody can have answered before."""
        earlier = tuple(
            each.model_copy(update={"until": _reached(each.until, project, moment)}) for each in self.earlier
        )
        return self.model_copy(update={"earlier": earlier})

    def earlier_version(self, project: int, changed: datetime) -> str:
        """The version under which an annotation in `project` was last changed, or "" if it is the present one."""
        for earlier in self.earlier:
            if project in earlier.until and ((until := earlier.until[project]) is None or changed <= until):
                return earlier.schema_.version
        return ""


def _reached(until: dict[int, datetime | None], project: int, moment: datetime | None) -> dict[int, datetime | None]:
    if until.get(project, moment) is not None:
        return until
    rest = {number: reached for number, reached in until.items() if number != project}
    return rest | ({project: moment} if moment else {})


def to_allocate(launch: Launch | None, sentences: Sequence[Sentence], given: Container[str]) -> list[Sentence]:
    """The sentences that a push has to give to somebody: no adopted project has them, or they were `given` before."""
    projects = [project.adopted for project in launch.projects if project.adopted] if launch else []
    adopted = {task.sentence for project in projects for task in project.tasks.values()}
    return [sentence for sentence in sentences if sentence.id not in adopted or sentence.id in given]
