"""The whole path on the seed articles, with a local server and our sample annotations."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from annotate.agreement import Measurement, Resampling, measure
from annotate.config import Config, read_config
from annotate.corpus import Kind, Sentence, read_articles, split_article, write_sentences
from annotate.demo.samples import read_samples
from annotate.demo.submit import submit_samples
from annotate.export import write_csv
from annotate.export.rows import gold_rows
from annotate.files import write_json, write_jsonl, write_whole
from annotate.gold import GoldRow, conflict_rows, make_gold
from annotate.labelstudio import server
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.pull.pull import pull
from annotate.labelstudio.pull.to_records import Pulled
from annotate.labelstudio.push.prepare import launch_project
from annotate.labelstudio.push.push import Pushed
from annotate.labelstudio.wire.client import connect
from annotate.new_project import bundled, config_text, schema_contents, write_texts
from annotate.records.read import read_records
from annotate.schema import read_schema
from annotate.workspace import Workspace

KINDS: tuple[Kind, ...] = ("prose", "heading")
ANNOTATORS = ("ani", "budi", "citra")


class Demo(NamedTuple):
    """What the demo did, for its summary."""

    config: Path
    files: Workspace
    kinds: Counter[str]
    pushed: Sequence[Pushed]
    pulled: Pulled
    agreement: list[Measurement]
    gold: list[GoldRow]


def run_demo(root: Path, *, progress: Callable[[str], None] = lambda line: None) -> Demo:
    """Split, launch, submit the samples as each annotator, pull, measure, decide and export, all under `root`.

    Run again, it submits nothing twice and gives the same numbers. The server is left running.
    """
    files = Workspace(root)
    settings = _settle(root)
    schema = read_schema(settings.schema_path)
    sentences = [sentence for article in read_articles([bundled("seeds")]) for sentence in split_article(article)]
    write_sentences(files.sentences, sentences)
    wanted = [sentence for sentence in sentences if sentence.kind in KINDS]
    samples = read_samples(bundled("seeds") / "annotations", wanted, schema)
    settings = _name(settings, files, schema.digest, wanted)

    info = server.start(root, database=settings.database, progress=progress)
    progress(f"launching {len(wanted)} sentences for {len(ANNOTATORS)} annotators")
    accounts = server.read_credentials(info.credentials)
    client = connect(info.url, accounts.admin.token)
    launched = launch_project(client, settings, files, schema, KINDS)
    launch = read_launch(files.launch)
    assert launch
    progress("submitting our sample annotations as each annotator")
    annotators = server.read_credentials(info.credentials).annotators
    submit_samples(info.url, annotators, launch, samples, schema, progress=progress)
    pulled = pull(client, files, schema)

    progress("measuring agreement and deciding by majority")
    records = list(read_records(files.annotations, schema))
    rows = measure(records, schema, resampling=Resampling(seed=settings.seed))
    write_json(files.agreement, {"rows": [row.to_json() for row in rows]})
    gold = make_gold(records, schema)
    write_jsonl(files.gold, (row.to_json(schema) for row in gold))
    write_jsonl(files.conflicts, conflict_rows(gold))
    with write_whole(files.exports / "gold.csv") as file:
        write_csv(gold_rows(files.gold, files.sentences), schema, file)
    kinds: Counter[str] = Counter(sentence.kind for sentence in sentences)
    return Demo(root / "config.yaml", files, kinds, launched.pushed, pulled, rows, gold)


def _settle(root: Path) -> Config:
    """Write the demo's configuration and schemas, anew each time, and read them back."""
    config = root / "config.yaml"
    write_texts({config: config_text("demo", ".", ANNOTATORS)} | schema_contents(root))
    return read_config(config)


def _name(settings: Config, files: Workspace, digest: str, sentences: Sequence[Sentence]) -> Config:
    """A launch name of its own for each state of schema and sentences, so that a newer checkout starts afresh."""
    state = hashlib.sha256("\n".join([digest, *(sentence.id for sentence in sentences)]).encode()).hexdigest()[:8]
    named = settings.model_copy(update={"name": f"demo-{state}"})
    launch = read_launch(files.launch)
    if launch and launch.name != named.name:
        files.launch.unlink()
    return named
