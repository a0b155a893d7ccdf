"""The workspace: where each stage of a project leaves its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate.errors import WorkspaceError


@dataclass(frozen=True)
class Workspace:
    """The files of one project under `root`."""

    root: Path

    @property
    def sentences(self) -> Path:
        """What `split` makes."""
        return self.root / "sentences.jsonl"

    @property
    def articles(self) -> Path:
        """The articles as `split` read them, those of which `sentences` has something."""
        return self.root / "articles.jsonl"

    @property
    def tasks(self) -> Path:
        """What the tasks of exports show, where `sentences` does not have it, made like `sentences`."""
        return self.root / "tasks.jsonl"

    @property
    def split_report(self) -> Path:
        """What `split` chose, left out and skipped."""
        return self.root / "sentences.report.json"

    @property
    def launch(self) -> Path:
        """What `push` remembers."""
        return self.root / "launch.json"

    @property
    def raw(self) -> Path:
        """The server's answers as `pull` received them."""
        return self.root / "raw"

    @property
    def annotations(self) -> Path:
        """The valid records that `pull` makes."""
        return self.root / "annotations.jsonl"

    @property
    def rejected(self) -> Path:
        """What `pull` could not accept, with the reasons."""
        return self.root / "rejected.jsonl"

    @property
    def send_back(self) -> Path:
        """What `pull --send-back` writes to each annotator."""
        return self.root / "send-back"

    @property
    def codebook(self) -> Path:
        """The codebook as a page, which `push` and `schema codebook` write."""
        return self.root / "codebook.html"

    @property
    def unresolved(self) -> Path:
        """The names that `pull` found in no alias of the register."""
        return self.root / "unresolved.json"

    @property
    def agreement(self) -> Path:
        """What `agreement` measures."""
        return self.root / "agreement.json"

    @property
    def gold(self) -> Path:
        """The gold labels."""
        return self.root / "gold.jsonl"

    @property
    def confusions(self) -> Path:
        """What Dawid and Skene's model says of the annotators."""
        return self.root / "confusions.json"

    @property
    def conflicts(self) -> Path:
        """What the annotators left undecided."""
        return self.root / "conflicts.jsonl"

    @property
    def decisions(self) -> Path:
        """What adjudicators decided."""
        return self.root / "decisions.jsonl"

    @property
    def adjudication(self) -> Path:
        """What `adjudicate push` remembers."""
        return self.root / "adjudication.json"

    @property
    def adjudication_raw(self) -> Path:
        """The server's answers as `adjudicate pull` received them."""
        return self.raw / "adjudication"

    @property
    def rejected_decisions(self) -> Path:
        """What `adjudicate pull` could not accept, with the reasons."""
        return self.root / "rejected-decisions.jsonl"

    @property
    def exports(self) -> Path:
        """What `export` writes."""
        return self.root / "export"

    @property
    def report(self) -> Path:
        """What `report` writes."""
        return self.root / "report.html"

    @property
    def networks(self) -> Path:
        """What `network` writes."""
        return self.root / "network"

    @property
    def private(self) -> Iterator[Path]:
        """What is there and has texts, addresses or names of people: for its owner only."""
        folders = (self.raw, self.send_back, self.exports, self.networks)
        files = (
            *(self.sentences, self.articles, self.tasks, self.split_report, self.launch, self.annotations),
            *(self.rejected, self.unresolved, self.agreement, self.gold, self.confusions, self.conflicts),
            *(self.decisions, self.adjudication, self.rejected_decisions, self.report),
            self.launch.with_name(f"{self.launch.name}.bak"),
        )
        within = (path for folder in (self.raw, self.send_back) for path in folder.rglob("*"))
        return (path for path in (*folders, *files, *within) if path.exists())


def needed(file: Path, command: str) -> Path:
    """`file`, if the command that makes it has been run.

    Raises:
        WorkspaceError: it is not there.
    """
    if not file.exists():
        raise WorkspaceError(f"there is no {file} yet", f"`annotate {command}` makes it")
    return file
