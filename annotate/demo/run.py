"""The whole path on the seed articles, with a local server and our sample annotations."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotate.adjudication import adjudicate
from annotate.agreement import Measurement, Resampling, measure
from annotate.agreement.diagnosis.document import whole_document
from annotate.corpus import SegmentKind, Sentence, SplitFiles, Splitting, read_articles, read_sentences, write_split
from annotate.corpus.selecting.selection import EVERYTHING
from annotate.demo.decisions import decide_samples
from annotate.demo.samples import read_samples
from annotate.demo.submit import submit_samples
from annotate.export import Choice as ExportChoice
from annotate.export import write_export
from annotate.files import write_together
from annotate.gold import GoldRow, conflict_rows, make_gold
from annotate.json_files import json_line, write_json, write_jsonl
from annotate.labelstudio import server
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.pull.pull import pull
from annotate.labelstudio.pull.to_records import Pulled
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.push.push import Pushed, push
from annotate.labelstudio.wire.client import connect
from annotate.new_project import bundled, config_text, schema_contents, write_texts
from annotate.project import Project, open_project
from annotate.report import write_report
from annotate.workspace import Workspace

KINDS: tuple[SegmentKind, ...] = ("prose", "heading")
ANNOTATORS = ("ani", "budi", "citra")
ADJUDICATORS = ("dewi",)


class Decided(NamedTuple):
    """What votes left open: how many sentences with how many points, which the sample decisions settle."""

    sentences: int
    points: int


class Demo(NamedTuple):
    """What the demo did, for its summary."""

    config: Path
    files: Workspace
    kinds: Counter[str]
    pushed: Sequence[Pushed]
    pulled: Pulled
    agreement: list[Measurement]
    gold: list[GoldRow]
    decided: Decided


def run_demo(root: Path, *, progress: Callable[[str], None] = lambda line: None) -> Demo:
    """Split, launch, submit the samples as each annotator, pull, measure, decide, export and report, all under `root`.

    Votes decide first, and above them the sample decisions.

    Run again, it submits nothing twice and gives the same numbers. The server is left running.
    """
    project = _settle(root)
    files, schema = project.files, project.schema
    sentences = _split(files)
    wanted = [sentence for sentence in sentences if sentence.kind in KINDS]
    samples = read_samples(bundled("seeds") / "annotations", wanted, schema)
    project = _name(project, wanted)

    info = server.start(root, server.Wanted(project.config.database), progress=progress)
    progress(f"launching {len(wanted)} sentences for {len(ANNOTATORS)} annotators")
    accounts = server.read_credentials(info.credentials)
    client = connect(info.url, accounts.admin.token)
    launched = push(client, project, SendChoice(KINDS))
    progress("submitting our sample annotations as each annotator")
    annotators = server.read_credentials(info.credentials).annotators
    submit_samples(info.url, annotators, project, samples, progress=progress)
    pulled = pull(client, project)

    progress("measuring agreement and deciding by majority")
    records = list(project.records())
    rows = measure(records, schema, resampling=Resampling(seed=project.config.seed))
    write_json(files.agreement, whole_document(rows, None, project.records_digest()))
    votes = make_gold(records, schema)
    rulings = decide_samples(project, bundled("seeds") / "decisions.yaml")
    adjudicated = adjudicate(votes, records, rulings, schema, project.config.gold)
    gold = adjudicated.rows
    write_jsonl(files.gold, (row.to_json(schema) for row in gold))
    write_jsonl(files.conflicts, conflict_rows(gold))
    write_export(project, ExportChoice("csv"))
    write_report(project, files.report)
    kinds: Counter[str] = Counter(sentence.kind for sentence in sentences)
    settled = adjudicated.standing.settled.values()
    decided = Decided(len(settled), sum(len(each.rulings[0].points) for each in settled))
    return Demo(root / "config.yaml", files, kinds, launched.pushed, pulled, rows, gold, decided)


def _settle(root: Path) -> Project:
    """Write the demo's configuration and schemas, as they are each time, and open them."""
    write_texts(
        {root / "config.yaml": config_text("demo", ".", ANNOTATORS, adjudicators=ADJUDICATORS)} | schema_contents(root)
    )
    return open_project(root)


def _split(files: Workspace) -> list[Sentence]:
    """Split the seed articles as `annotate split` does."""
    articles = read_articles([bundled("seeds")])
    with write_together(files.articles, files.sentences, files.split_report) as (texts, sentences, report):
        counts = write_split(SplitFiles(texts, sentences), lambda make: map(make, articles), Splitting())
        report.write(json_line(counts.to_row(EVERYTHING)))
    return [*read_sentences(files.sentences)]


def _name(project: Project, sentences: Sequence[Sentence]) -> Project:
    """A launch name of its own for each state of schema and sentences, so that a newer checkout starts afresh."""
    parts = [project.schema.digest, *(sentence.id for sentence in sentences)]
    name = f"demo-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:8]}"
    launch = read_launch(project.files.launch)
    if launch and launch.name != name:
        project.files.launch.unlink()
    return replace(project, config=project.config.model_copy(update={"name": name}))
