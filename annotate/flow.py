"""The flow of numbers: how many articles, sentences and annotations there are at each step of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotate.errors import WorkspaceError
from annotate.files import read_json, read_jsonl
from annotate.project import Project

_AGAIN = "make it again with the command that wrote it"


@dataclass(frozen=True)
class Step:
    """How many things came out of a step.

    Attributes:
        name: what was counted: `articles`, `segments`, `sentences`, `pushed`, `annotations` or `gold`.
        count: how many there are; None if the step was not done yet.
        parts: the same by kind, assignee or status; of what was pushed, a sentence counts for each who has it.
        left_out: why → how many of the step before are not there.
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
    return [*_split(project), _pushed(project), _annotations(project), _gold(project)]


def _split(project: Project) -> Iterator[Step]:
    file = project.files.split_report
    if not file.exists():
        yield from _without_report(project.files.sentences)
        return
    report = read_json(file, _AGAIN)
    try:
        unread = Counter({"unreadable": len(report["unreadable"])})
        yield Step("articles", report["articles"], left_out=+unread)
        yield Step("segments", report["read"], Counter(report["kinds"]))
        yield Step("sentences", report["kept"], left_out=Counter(report["left_out"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{file} is not a report of a split: {error!r}", _AGAIN) from error


def _without_report(sentences: Path) -> Iterator[Step]:
    """The steps of a split that left no report, such as that of the demo: what its sentences say."""
    if not sentences.exists():
        missing = "not split yet: annotate split FOLDER"
        yield from (Step(name, None, missing=missing) for name in ("articles", "segments", "sentences"))
        return
    rows = [(row.get("article_id"), str(row.get("kind"))) for _, row in read_jsonl(sentences, _AGAIN)]
    yield Step("articles", len({article for article, _ in rows}))
    yield Step("segments", None, missing="the split left no report")
    yield Step("sentences", len(rows), Counter(kind for _, kind in rows))


def _pushed(project: Project) -> Step:
    if not project.files.launch.exists():
        return Step("pushed", None, missing="not pushed yet: annotate push")
    launch = project.launch()
    shown = Counter({each.whose: len(each.sentences) + len(each.repeats) for each in launch.projects})
    return Step("pushed", len(launch.texts), shown)


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
