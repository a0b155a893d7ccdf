"""The flow of numbers: how many articles, sentences and annotations there are at each step of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from annotate.corpus.selecting.selection import SAMPLE
from annotate.errors import WorkspaceError
from annotate.json_files import read_json, read_jsonl
from annotate.project import Project
from annotate.workspace import Workspace

_AGAIN = "make it again with the command that wrote it"


@dataclass(frozen=True)
class Step:
    """How many things came out of a step.

    Attributes:
        name: what was counted: `articles`, `segments`, `kept`, `drawn`, `pushed`, `annotations` or `gold`.
        count: how many there are; None if the step was not done yet.
        parts: the same by kind, assignee or status; of what was pushed, a sentence counts for each who has it.
        left_out: why → how many of the step before are not there; of what was not pushed, its kinds.
        missing: what to do if the step was not done yet.
    """

    name: str
    count: int | None
    parts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    missing: str = ""

    def to_json(self) -> dict[str, Any]:
        """The step as JSON."""
        return {
            "step": self.name,
            "count": self.count,
            "parts": dict(self.parts.most_common()),
            "left_out": dict(self.left_out.most_common()),
            "missing": self.missing,
        }


def flow_of(project: Project) -> list[Step]:
    """The steps of a project in their order, from its articles to its gold.

    Raises:
        WorkspaceError: a file is broken.
    """
    sentences = _sentences(project.files.sentences)
    return [*_split(project.files, sentences), _pushed(project, sentences), _annotations(project), _gold(project)]


class _Sentence(NamedTuple):
    article: str
    kind: str


_Sentences = Mapping[str, _Sentence]
"""What is in sentences.jsonl, by id."""


def _sentences(file: Path) -> _Sentences:
    if not file.exists():
        return {}
    rows = (row for _, row in read_jsonl(file, _AGAIN))
    return {str(row.get("id")): _Sentence(str(row.get("article_id")), str(row.get("kind"))) for row in rows}


def _split(files: Workspace, sentences: _Sentences) -> Iterator[Step]:
    if not files.split_report.exists():
        yield from _without_report(files, sentences)
        return
    last = read_json(files.split_report, _AGAIN)
    try:
        # Articles that were added later have reports of their own.
        reports = [*last.get("earlier", ()), last]
        left_out = _summed(report["left_out"] for report in reports)
        not_drawn = Counter({SAMPLE: left_out.pop(SAMPLE, 0)})
        unread = Counter({"unreadable": sum(len(report.get("unreadable", ())) for report in reports)})
        drawn = sum(report["kept"] for report in reports)
        yield Step("articles", sum(report["articles"] for report in reports), left_out=+unread)
        yield Step(
            "segments", sum(report["read"] for report in reports), _summed(report["kinds"] for report in reports)
        )
        yield Step("kept", drawn + not_drawn.total(), left_out=left_out)
        yield Step("drawn", drawn, _by_kind(sentences.values()), left_out=+not_drawn)
    except (KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{files.split_report} is not a report of a split: {error!r}", _AGAIN) from error


def _without_report(files: Workspace, sentences: _Sentences) -> Iterator[Step]:
    """The steps of texts that have no report of a split."""
    missing = "not split yet: annotate split FOLDER"
    if files.tasks.exists():
        missing = "the texts came with the annotations"
    if sentences:
        missing = "the split left no report"
        yield Step("articles", len({sentence.article for sentence in sentences.values()}))
    else:
        yield Step("articles", None, missing=missing)
    yield from (Step(name, None, missing=missing) for name in ("segments", "kept"))
    if sentences:
        yield Step("drawn", len(sentences), _by_kind(sentences.values()))
    else:
        yield Step("drawn", None, missing=missing)


def _by_kind(sentences: Iterable[_Sentence]) -> Counter[str]:
    return Counter(sentence.kind for sentence in sentences)


def _summed(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _pushed(project: Project, sentences: _Sentences) -> Step:
    if not project.files.launch.exists():
        return Step("pushed", None, missing="not pushed yet: annotate push")
    launch = project.launch()
    shown = Counter({each.whose: len(each.sentences) + len(each.repeats) for each in launch.projects})
    texts = launch.texts
    left_out = _by_kind(sentence for id, sentence in sentences.items() if id not in texts)
    return Step("pushed", len(texts), shown, left_out)


def _annotations(project: Project) -> Step:
    files = project.files
    if not files.annotations.exists():
        return Step("annotations", None, missing="not pulled yet: annotate pull")
    statuses = Counter(str(row.get("status")) for _, row in read_jsonl(files.annotations, _AGAIN))
    rejected = sum(1 for _ in read_jsonl(files.rejected, _AGAIN)) if files.rejected.exists() else 0
    return Step("annotations", statuses.total(), statuses, Counter({"rejected": rejected} if rejected else {}))


def _gold(project: Project) -> Step:
    file = project.files.gold
    if not file.exists():
        return Step("gold", None, missing="no gold yet: annotate gold")
    statuses = Counter(str(row.get("status")) for _, row in read_jsonl(file, _AGAIN))
    return Step("gold", statuses.total(), statuses)
