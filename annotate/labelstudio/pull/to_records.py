"""Raw answers → records; what is not valid is kept with its reasons, and everything is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from annotate.counting import count
from annotate.files import write_whole
from annotate.formats import with_format
from annotate.json_files import JsonObject, json_line
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.in_order import lines_of_sentences, written_in_order
from annotate.labelstudio.pull.look_again import LookAgain, to_look_at
from annotate.labelstudio.pull.mentioned import Mentioned
from annotate.labelstudio.pull.projects import Absent, Lookalike, Unread
from annotate.labelstudio.pull.read_annotation import ReadAnnotation, Reader, person_of, read_annotation
from annotate.labelstudio.versions.diff import answers_in
from annotate.labelstudio.wire.tasks import annotations_of, task_assignment
from annotate.labelstudio.wire.times import Saved, saved_last, when_saved
from annotate.project import Project
from annotate.records.offsets import Counting
from annotate.records.read import FORMAT
from annotate.schema import record_model, stamp

Tasks = Callable[[], Iterator[tuple[int, JsonObject]]]
"""Gives (project, task) each time: tasks are read more than once."""


class Pulled(NamedTuple):
    """How many annotations a pull found and what became of them: pulled = valid + rejected + skipped.

    `deleted` are those that an earlier pull found and the server does not have any more; they are mentioned once, and
    so is what was `noticed` since. `absent` are projects that are not on the server, `altered` those marked as
    another's, and `failed` those at which the server fails; their annotations are those that were received before.
    `lookalikes` are projects of others that look like the launch's.
    `foreign_keys` are tasks of others whose keys have the names of ours, `recounted` the annotations among the valid
    whose offsets count something else than characters, `copies` the annotations that exports have a second time.
    `left_out` has the controls that the schema does not ask, with how many of their answers the valid records lack.
    `look_again` are those that their annotators can put right on the server. `with_spans` are the annotations that
    mark something, without those that the same person replaced.
    """

    valid: Counter[str]
    rejected: Counter[str]
    skipped: Counter[str]
    warnings: int
    edited: int
    migrated: int
    deleted: Counter[str]
    noticed: Sequence[Mentioned] = ()
    absent: Sequence[Absent] = ()
    altered: Sequence[Unread] = ()
    failed: Sequence[Unread] = ()
    lookalikes: Sequence[Lookalike] = ()
    recounted: Mapping[Counting, int] = MappingProxyType({})
    foreign_keys: int = 0
    copies: int = 0
    left_out: Mapping[str, int] = MappingProxyType({})
    look_again: Sequence[LookAgain] = ()
    with_spans: int = 0
    rejected_with_spans: int = 0

    @property
    def is_biased(self) -> bool:
        """Whether most annotations with spans were rejected, so that what is left says too little was marked."""
        return 2 * self.rejected_with_spans > self.with_spans

    @property
    def pulled(self) -> int:
        """All annotations on the server."""
        return self.valid.total() + self.rejected.total() + self.skipped.total()

    def __str__(self) -> str:
        parts = f"{self.valid.total()} valid + {self.rejected.total()} rejected + {self.skipped.total()} skipped"
        return f"{count(self.pulled, 'annotation')} pulled = {parts}"


class Source(NamedTuple):
    """Where answers come from: the server's address, "" for an export, and its users.

    `people` are annotators by user id, and `by_email` by e-mail address in lower case. `noticed` is what earlier
    fetches noticed of annotations, by their numbers.
    """

    url: str
    people: Mapping[int, str]
    by_email: Mapping[str, str] = MappingProxyType({})
    noticed: Mapping[int, Sequence[Mentioned]] = MappingProxyType({})


def parse_tasks(
    tasks: Tasks,
    source: Source,
    project: Project,
    launch: Launch | None = None,
) -> Pulled:
    """Raw answers → annotations.jsonl, in the order of the corpus, and rejected.jsonl, without a server.

    Answers under names of earlier versions are read as the schema's change log says; a `launch` knows when each project
    got which version. Whatever stands under `annotations` is counted, and rejected with its problems if it cannot be
    read.
    """
    files = project.files
    valid: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    recounted: Counter[Counting] = Counter()
    left_out: Counter[str] = Counter()
    look_again: list[LookAgain] = []
    warnings = edited = migrated = with_spans = rejected_with_spans = 0
    accepted = written_in_order(files.annotations, lines_of_sentences(files))
    with accepted as accept, write_whole(files.rejected) as rejected_lines:
        for annotation, read in read_tasks(tasks, source, project, launch):
            row, record, parsed = read.row, read.record, read.parsed
            look_again += to_look_at(read) if source.url else ()  # an export has no page to look at
            counts = _marks_spans(annotation) and not read.is_outdated and row["status"] == "submitted"
            with_spans += counts
            rejected_with_spans += counts and bool(read.problems or record is None)
            if read.problems or record is None:
                line = row | {"problems": read.problems, "raw": annotation}
                rejected_lines.write(json_line(with_format(line, FORMAT)))
                rejected[row["annotator"]] += 1
                continue
            accept(record)
            (skipped if record.status == "skipped" else valid)[record.annotator] += 1
            warnings += bool(record.warnings)
            edited += record.updated_by not in (None, record.annotator)
            migrated += record.migrated is not None
            recounted[parsed.counting] += parsed.counting != Counting.CODE_POINTS
            left_out += parsed.left_out
    return Pulled(
        valid,
        rejected,
        skipped,
        warnings,
        edited,
        migrated,
        Counter(),
        recounted=+recounted,
        left_out=left_out,
        look_again=look_again,
        with_spans=with_spans,
        rejected_with_spans=rejected_with_spans,
    )


def _marks_spans(annotation: Any) -> bool:
    """Whether an annotation marks anything, in whatever kind of control."""
    result = annotation.get("result") if isinstance(annotation, dict) else None
    items = result if isinstance(result, list) else []
    return any(isinstance(item, dict) and str(item.get("type")).endswith("labels") for item in items)


def read_tasks(
    tasks: Tasks, source: Source, project: Project, launch: Launch | None = None
) -> Iterator[tuple[Any, ReadAnnotation]]:
    """Each annotation of the tasks, as it came and as it was read."""
    schema = project.schema
    spaces = [stamped.answers for stamped in launch.earlier] if launch else []
    earlier = frozenset(answer for space in spaces for answer in answers_in(space))
    reader = Reader(*source, schema, record_model(schema), stamp(schema), launch, earlier)
    latest = _latest(reader, _annotations(tasks))
    for number, task, annotation in _annotations(tasks):
        read = read_annotation(reader, number, task, annotation)
        key = _key(reader, task, annotation)
        if key in latest and latest[key] != when_saved(annotation):
            later = "the same annotator saved another annotation of this sentence later"
            read = read._replace(problems=[*read.problems, later], remarks=(), is_outdated=True)
        yield annotation, read


def _annotations(tasks: Tasks) -> Iterator[tuple[int, JsonObject, Any]]:
    return ((project, task, each) for project, task in tasks() for each in annotations_of(task))


def _latest(reader: Reader, annotations: Iterator[tuple[int, JsonObject, Any]]) -> dict[str, Saved]:
    """The annotation that was saved last, for each key that several annotations have."""
    first: dict[str, Saved] = {}
    others: dict[str, list[Saved]] = defaultdict(list)
    for _, task, annotation in annotations:
        if key := _key(reader, task, annotation):
            saved = when_saved(annotation)
            if first.setdefault(key, saved) is not saved:
                others[key].append(saved)
    return {key: saved_last([first[key], *more]) for key, more in others.items()}


def _key(reader: Reader, task: JsonObject, annotation: Any) -> str | None:
    """Equal for annotations of which only the last counts: by one person, of one sentence, in whatever project."""
    if not isinstance(annotation, dict) or type(annotation.get("id")) is not int:
        return None
    person = person_of(reader, annotation.get("completed_by"))
    if person is None:
        return None
    assignment = task_assignment(task)
    return f"{person} {assignment.repeat} {assignment.sentence}" if assignment else f"{person} task {task.get('id')}"
