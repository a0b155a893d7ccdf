"""Time and memory of agreement and gold on many records, beside `json.loads` of the same lines in the same run.

    python benchmarks/records.py [TIMES]

Prints a Markdown table. The records are the demo's samples, TIMES times (1100 unless told) under new article ids: once
as they are, and once with other words and places each time, so that no two sentences are alike; and documents with
dozens of claims. Each command runs in a process of its own; seconds are of the processor, and the median of three.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from annotate.corpus import read_articles, split_article
from annotate.demo.run import ANNOTATORS, KINDS
from annotate.demo.samples import read_samples
from annotate.json_files import write_jsonl
from annotate.new_project import bundled, config_text, schema_contents, write_texts
from annotate.project import open_project
from annotate.records.read import FORMAT, resolve_actors
from annotate.schema import Schema, record_model, record_row, stamp

Row = dict[str, Any]
LOADS = "import json, sys\nwith open(sys.argv[1], 'rb') as file:\n    for line in file:\n        json.loads(line)"
DOCUMENTS, CLAIMS, WIDTH = 48, 31, 60


class Cost(NamedTuple):
    """Seconds of the processor, and the peak of memory in MB."""

    seconds: float
    megabytes: float


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1100
    print("| records | command | seconds | × json.loads | peak MB |\n|---|---|--:|--:|--:|", flush=True)
    commands = (
        ["agreement", "--element", "has_claim"],
        ["agreement", "--element", "act"],
        ["agreement", "--element", "guarantee"],
        ["gold"],
    )
    claim = ["agreement", "--element", "claim"]
    with TemporaryDirectory() as folder:
        for name, moved in (("the demo", False), ("all different", True)):
            workspace = Path(folder) / name
            schema = settled(workspace)
            count = write_jsonl(workspace / "annotations.jsonl", repeated(samples(schema), times, moved=moved))
            compare(f"{count:,}, {name}", workspace, (*commands, claim))
        workspace = Path(folder) / "documents"
        count = write_jsonl(workspace / "annotations.jsonl", documents(settled(workspace)))
        compare(f"{count:,}, of {CLAIMS} claims each", workspace, (claim,))


def settled(workspace: Path) -> Schema:
    """The schema of a new project in a folder."""
    write_texts({workspace / "config.yaml": config_text("demo", ".", ANNOTATORS)} | schema_contents(workspace))
    return open_project(workspace).schema


def compare(records: str, workspace: Path, commands: tuple[list[str], ...]) -> None:
    """Print what `json.loads` and each command cost."""
    file = str(workspace / "annotations.jsonl")
    loads = cost([sys.executable, "-c", LOADS, file], workspace)
    print(f"| {records} | `json.loads` | {loads.seconds:.1f} | 1.0 | {loads.megabytes:.0f} |", flush=True)
    for command in commands:
        of = cost([sys.executable, "-m", "annotate", *command], workspace)
        ratio = of.seconds / loads.seconds
        line = f"`{' '.join(command)}` | {of.seconds:.1f} | {ratio:.1f} | {of.megabytes:.0f} |"
        print(f"| {records} | {line}", flush=True)


def cost(command: list[str], folder: Path) -> Cost:
    """What a command costs, the median of three runs."""
    runs = []
    for _ in range(3):
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        runs.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return Cost(median(run.seconds for run in runs), median(run.megabytes for run in runs))


def samples(schema: Schema) -> list[Row]:
    """The demo's annotations as `pull` writes them, without a server."""
    sentences = [sentence for article in read_articles([bundled("seeds")]) for sentence in split_article(article)]
    wanted = [sentence for sentence in sentences if sentence.kind in KINDS]
    model, rows = record_model(schema), []
    for sentence, annotator, answers in read_samples(bundled("seeds") / "annotations", wanted, schema):
        said = {"status": "skipped"} if answers is None else {"status": "submitted", **answers}
        number = 1 + ANNOTATORS.index(annotator)
        when = {"created_at": "2026-11-26T05:53:08Z", "updated_at": "2026-11-26T05:53:09Z"}
        row = {
            "sentence_id": sentence.id,
            "article_id": sentence.article_id,
            "annotator": annotator,
            **said,
            "round": 1,
            "schema": stamp(schema).model_dump(),
            "origin": {"project": number, "task": 0, "annotation": 0, "url": "http://127.0.0.1:8080/projects/1/data"},
            **when,
            "updated_by": annotator,
            "lead_time": 15.4,
        }
        rows.append({"format": FORMAT} | record_row(model.model_validate(resolve_actors(row, schema))))
    return rows


def repeated(rows: list[Row], times: int, *, moved: bool) -> Iterator[Row]:
    """The rows again and again under new article ids; `moved` ones have spans that no others have."""
    for turn in range(times):
        for number, row in enumerate(rows, turn * len(rows)):
            article = f"{row['article_id']}-{turn}"
            ids = {"sentence_id": article + row["sentence_id"][len(row["article_id"]) :], "article_id": article}
            url = f"{row['origin']['url']}?task={number}"
            again = row | ids | {"origin": row["origin"] | {"task": number, "annotation": number, "url": url}}
            yield _moved(again, turn) if moved else again


def _moved(value: Any, turn: int) -> Any:
    """The same with each span, beginning with its own number, further to the right."""
    if isinstance(value, list):
        return [_moved(item, turn) for item in value]
    if not isinstance(value, dict):
        return value
    if "start" in value:
        text = f"{turn} {value['text']}"
        start = value["start"] + turn
        return value | {"start": start, "end": start + len(text), "text": text}
    return {key: _moved(item, turn) for key, item in value.items()}


def documents(schema: Schema) -> Iterator[Row]:
    """Documents of many claims that annotators see alike, more or less."""
    random = Random(1)
    text = "".join(random.choices("abcdefg ", k=WIDTH * CLAIMS))
    for number in range(DOCUMENTS):
        places = [random.randrange(len(text) - WIDTH) for _ in range(random.randint(CLAIMS // 2, CLAIMS * 3 // 2))]
        for annotator in ANNOTATORS:
            claims = [_claim(text, at, random) for at in places if random.random() < 0.85]
            yield {
                "format": FORMAT,
                "sentence_id": f"d{number}:0-{len(text)}",
                "article_id": f"d{number}",
                "annotator": annotator,
                "status": "submitted",
                "has_claim": "yes",
                "claims": claims,
                "schema": stamp(schema).model_dump(),
            }


def _claim(text: str, at: int, random: Random) -> Row:
    def span(start: int, length: int) -> Row:
        return {"start": start, "end": start + length, "text": text[start : start + length]}

    claim: Row = {"guarantee": span(at + random.choice([0, 0, 2, 5]), random.choice([10, 10, 14]))}
    for role in ("claimant", "addressee", "beneficiary", "speaker", "cue"):
        spans = random.choice([0, 1, 1, 2])
        claim[role] = [span(at + 20 + 12 * place + random.choice([0, 0, 1]), 7) for place in range(spans)]
    answers = {"act": random.choice(["demand", "offer", "refuse"]), "stance": random.choice(["support", "oppose"])}
    return claim | answers | {"category": random.sample(["troops", "treaty", "alliance"], random.choice([1, 1, 2]))}


if __name__ == "__main__":
    main()
