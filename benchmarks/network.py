"""Time of networks: building one of many claims, reading gold for it, and drawing it.

    python benchmarks/network.py [build] [read] [picture]

Building is given in seconds and as a ratio to a `Counter` of the same statements; reading as a ratio to `json.loads` of
the lines of the same file, in the same run.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from annotate.config import Config
from annotate.json_files import write_jsonl
from annotate.network.build import Network, build_network
from annotate.network.choice import NetworkChoice
from annotate.network.picture import write_picture
from annotate.network.read import read_gold
from annotate.network.statements import Statement, without_duplicates
from annotate.project import Project
from annotate.schema import Schema, read_schema
from annotate.workspace import Workspace

CLAIMS, ACTORS, CLAIMS_OF_AN_ARTICLE = 1_000_000, 200, 10
READ = 100_000
SCHEMA = """\
name: wants
version: 1
title: Who wants what of whom
actors: actors.yaml
network: {actor: [who], target: [whom], concept: topic, qualifier: side}
claim:
  roles:
    - {name: thing, head: true, definition: What.}
    - {name: who, actor: true, definition: Who.}
    - {name: whom, actor: true, definition: Whom.}
  attributes:
    - {name: topic, level: set, definition: Of what., labels: [TOPICS]}
    - name: side
      level: ordinal
      definition: For or against.
      labels: [{name: against, value: -1}, {name: torn, value: 0}, {name: for, value: 1}]
"""
TOPICS = [f"topic {number}" for number in range(12)]
SIDES = ("against", "torn", "for")
CHOICES = {
    "demand": NetworkChoice("demand"),
    "two-mode, subtract": NetworkChoice("two-mode", "subtract"),
    "two-mode, subtract by activity": NetworkChoice("two-mode", "subtract", "activity"),
    "one-mode, congruence": NetworkChoice("one-mode", "congruence"),
    "one-mode, subtract by average": NetworkChoice("one-mode", "subtract", "average"),
    "one-mode, ignore by jaccard": NetworkChoice("one-mode", "ignore", "jaccard"),
}


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = run()
    return time.perf_counter() - began, made


def schema(folder: Path) -> Schema:
    ids = "".join(f"  - {{id: actor{number}, name: Actor {number}, type: state}}\n" for number in range(ACTORS))
    (folder / "actors.yaml").write_text(f"actors:\n{ids}")
    topics = ", ".join(f"{{name: {name}}}" for name in TOPICS)
    (folder / "wants.yaml").write_text(SCHEMA.replace("TOPICS", topics))
    return read_schema(folder / "wants.yaml")


def statements(claims: int, choice: NetworkChoice, seed: int = 1) -> list[Statement]:
    """Actors speak often or seldom, as in news; an article has about ten claims."""
    rng = np.random.default_rng(seed)
    often = 1 / np.arange(1, ACTORS + 1)
    actors = rng.choice(ACTORS, size=(2, claims), p=often / often.sum())
    topics, sides = rng.integers(len(TOPICS), size=claims), rng.integers(3, size=claims)
    return [
        Statement(
            f"actor{actors[0, number]}",
            f"actor{actors[1, number]}" if choice.kind == "demand" else TOPICS[topics[number]],
            SIDES[sides[number]],
            f"article{number // CLAIMS_OF_AN_ARTICLE}",
            f"article{number // CLAIMS_OF_AN_ARTICLE}:{number % CLAIMS_OF_AN_ARTICLE}-99",
        )
        for number in range(claims)
    ]


def build(asked: Schema) -> None:
    print(f"{CLAIMS:,} claims of {ACTORS} actors in {CLAIMS // CLAIMS_OF_AN_ARTICLE:,} articles")
    for name, choice in CHOICES.items():
        said = statements(CLAIMS, choice)
        least, _ = timed(lambda said=said: Counter((each.actor, each.concept, each.value) for each in said))
        seconds, network = timed(lambda said=said, choice=choice: make(said, choice, asked))
        print(f"  {name:32} {len(network.edges):6,} edges {seconds:6.1f} s {seconds / least:6.1f} × a Counter")


def make(said: list[Statement], choice: NetworkChoice, asked: Schema) -> Network:
    kept = without_duplicates(said, choice.duplicates, with_value=choice.uses_values).statements
    return build_network(kept, choice, asked, len({each.article for each in kept}))


def read(folder: Path, asked: Schema) -> None:
    stamp = {"name": asked.name, "version": asked.version, "digest": asked.digest}
    files = Workspace(folder)
    write_jsonl(
        files.gold, (gold_line(each, number, stamp) for number, each in enumerate(statements(READ, CHOICES["demand"])))
    )
    write_jsonl(files.sentences, [])
    project = Project(Config(), files, asked)
    least, _ = timed(lambda: [json.loads(line) for line in files.gold.open()])
    seconds, source = timed(lambda: read_gold(project, CHOICES["demand"]))
    print(f"reading {len(source.statements):,} claims: {seconds:.1f} s, {seconds / least:.2f} × json.loads")


def gold_line(said: Statement, number: int, stamp: dict[str, Any]) -> dict[str, Any]:
    """A line of gold with one claim and its decisions, all unanimous."""
    words = {"start": 0, "end": 2, "text": "it"}
    who = {name: [0, 2] for name in ("ani", "budi", "citra")}
    claim = {
        "thing": words,
        "who": [words | {"actor": said.actor}],
        "whom": [words | {"actor": said.concept}],
        "topic": [TOPICS[number % len(TOPICS)]],
        "side": said.value,
    }
    decisions = [
        {
            "element": element,
            "kind": kind,
            "claim": 0,
            "value": value,
            "status": "unanimous",
            "votes": {"3": 3},
            "who": who,
        }
        for element, kind, value in (
            ("thing", "claim", words),
            ("who", "span", claim["who"]),
            ("whom", "span", claim["whom"]),
            ("topic", "attribute", claim["topic"]),
            ("side", "attribute", said.value),
        )
    ]
    row = {"format": 1, "sentence_id": said.sentence, "article_id": said.article, "status": "unanimous"}
    return row | {"claims": [claim], "annotators": list(who), "decisions": decisions, "schema": stamp}


def picture(asked: Schema) -> None:
    for name in ("demand", "one-mode, congruence"):
        network = make(statements(5_000, CHOICES[name]), CHOICES[name], asked)
        seconds, _ = timed(lambda network=network: write_picture(network, asked, io.BytesIO()))
        print(f"picture of {len(network.rows)} actors, {len(network.edges):,} edges ({name}): {seconds:.2f} s")


def main() -> None:
    parts = sys.argv[1:] or ["build", "read", "picture"]
    with tempfile.TemporaryDirectory() as folder:
        asked = schema(Path(folder))
        for part in parts:
            {
                "build": lambda: build(asked),
                "read": lambda: read(Path(folder), asked),
                "picture": lambda: picture(asked),
            }[part]()


if __name__ == "__main__":
    main()
