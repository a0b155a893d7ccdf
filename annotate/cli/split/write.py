"""What `annotate split` writes: articles, sentences and a report, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from annotate.cli.boundary import tell
from annotate.cli.split.launched import launched_sentences, refuse_to_drop
from annotate.cli.split.outcome import Outcome, tell_skipped

if TYPE_CHECKING:
    from annotate.corpus import Article, EarlierArticles, ReadingReport, Selection, Splitting
    from annotate.corpus.scale import ArticleTables
    from annotate.corpus.sentences import Split
    from annotate.corpus.stream import Mapped
    from annotate.workspace import Workspace


class Job(NamedTuple):
    """What was asked for, and for which workspace: `choices` are the options as the report has them."""

    files: Workspace
    split: Split
    selection: Selection
    add: bool
    replace: bool
    choices: Mapping[str, Any]


class Here(NamedTuple):
    """How this machine splits: with how many processes, and whether repeated articles are listed and left out."""

    workers: int
    list_repeated: bool
    drop_repeated: bool


def split_here(articles: Iterator[Article], reading: ReadingReport, job: Job, here: Here) -> Outcome:
    """Split with this machine's processors, into the workspace.

    Args:
        articles: are read as they are needed.
        reading: is filled in while they are.
        job: what was asked for.
        here: how it is done.
    """
    from annotate.corpus import EarlierArticles, Seen, Splitting, in_processes, leaves_out, sketched
    from annotate.errors import AnnotateError

    outcome = Outcome(reading=reading, duplicates=[] if here.list_repeated else None)
    with ExitStack() as stack:
        earlier = None
        if job.add:
            earlier = stack.enter_context(EarlierArticles(job.files.articles, job.files.sentences))
            articles = earlier.without_these(articles)
        try:
            first = next(articles, None)
            if first is None and earlier and earlier.repeated:
                outcome.repeated = earlier.repeated
                return outcome
            leave_out = None
            if outcome.duplicates is not None:
                seen = stack.enter_context(Seen())
                if earlier:
                    seen.remember(in_processes(earlier.articles(), here.workers, sketched))
                leave_out = partial(leaves_out, seen, outcome.duplicates, here.drop_repeated)
            mapped = partial(in_processes, chain([first] if first else [], articles), here.workers)
            _write(mapped, Splitting(job.split, job.selection, leave_out, tell), job, outcome, earlier)
        except AnnotateError:
            tell_skipped(reading.unreadable)
            raise
    return outcome


def split_on_daft(tables: ArticleTables, job: Job) -> Outcome:
    """Split with Daft, into the workspace."""
    from annotate.corpus import Splitting
    from annotate.corpus.scale import on_daft

    plan = Splitting(job.split, job.selection, progress=tell)
    outcome = Outcome()
    _write(partial(on_daft, tables), plan, job, outcome, None)
    return outcome


def split_elsewhere(tables: ArticleTables, job: Job, folder: str) -> Outcome:
    """Split with Daft into a folder on disk or in object storage; only the report is in the workspace."""
    from annotate.corpus.scale import write_scaled
    from annotate.json_files import write_json

    form = "jsonl" if folder.rstrip("/").endswith(".jsonl") else "parquet"
    outcome = Outcome(report=write_scaled(folder, tables, job.split, job.selection, form))
    write_json(job.files.split_report, outcome.to_row(job.selection, job.choices))
    outcome.written = {"sentences": folder, "report": str(job.files.split_report)}
    return outcome


def _write(mapped: Mapped, plan: Splitting, job: Job, outcome: Outcome, earlier: EarlierArticles | None) -> None:
    from annotate.corpus import SplitFiles, write_split
    from annotate.files import write_together
    from annotate.json_files import read_json

    files = job.files
    launched = {} if job.add or job.replace else launched_sentences(files)
    if earlier and files.split_report.exists():
        before = read_json(files.split_report, f"move {files.split_report} away")
        outcome.earlier = [*before.pop("earlier", []), before]
    with write_together(files.articles, files.sentences, files.split_report) as (articles, sentences, report):
        target = SplitFiles(articles, sentences)
        if earlier:
            earlier.copy_to(target)
        outcome.report = write_split(target, mapped, plan)
        if launched:
            refuse_to_drop(launched, sentences)
        if earlier:
            outcome.repeated = earlier.repeated
        row = outcome.to_row(job.selection, job.choices)
        report.write(json.dumps(row, ensure_ascii=False, indent=2).encode() + b"\n")
    places = {"sentences": files.sentences, "articles": files.articles, "report": files.split_report}
    outcome.written = {name: str(path) for name, path in places.items()}
