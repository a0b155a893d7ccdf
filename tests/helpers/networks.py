"""Projects to make networks of: claims of a line each, in articles with dates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotate.config import Config
from annotate.json_files import write_jsonl
from annotate.project import Project
from annotate.schema import Schema, read_schema
from annotate.workspace import Workspace

SCHEMA = """\
name: wants
version: 1
title: Who wants what of whom
actors: actors.yaml
{network}
claim:
  roles:
    - {{name: thing, head: true, definition: What.}}
    - {{name: who, actor: true, definition: Who.}}
    - {{name: whom, actor: true, definition: Whom.}}
  attributes:
    - {{name: who_else, actors: true, definition: Who if not named., labels: [{{name: nobody}}]}}
    - {{name: topic, level: set, definition: Of what., labels: [{{name: X}}, {{name: Y}}, {{name: Z}}]}}
    - name: side
      {level}
      definition: For or against.
      labels: [{{name: against, value: -1}}, {{name: torn, value: 0}}, {{name: for, value: 1}}]
"""
NETWORK = "network: {actor: [who, who_else], target: [whom], concept: topic, qualifier: side}"
SIDES = {-1: "against", 0: "torn", 1: "for"}


def schema(folder: Path, network: str = NETWORK, level: str = "level: ordinal") -> Schema:
    ids = "".join(f"  - {{id: {name.lower()}, name: {name}, type: state}}\n" for name in "ABC")
    (folder / "actors.yaml").write_text(f"actors:\n{ids}")
    (folder / "wants.yaml").write_text(SCHEMA.format(network=network, level=level))
    return read_schema(folder / "wants.yaml")


def claim(
    who: Iterable[str] = (), whom: Iterable[str] = (), topics: Iterable[str] = (), side: str = "", **more: Any
) -> dict[str, Any]:
    """A claim as gold.jsonl has it, of the words "it"."""
    words = {"start": 0, "end": 2, "text": "it"}
    made = {"thing": words, "who": [words | {"actor": name} for name in who]}
    made |= {"whom": [words | {"actor": name} for name in whom], "topic": list(topics)}
    return made | ({"side": side} if side else {}) | more


def line(number: int, *claims: dict[str, Any], article: str = "a", decisions: Iterable[Any] = ()) -> dict[str, Any]:
    """A line of gold.jsonl."""
    row = {"format": 1, "sentence_id": f"{article}:{number}-{number + 2}", "article_id": article, "status": "majority"}
    return row | {"claims": list(claims), "decisions": list(decisions)}


def project(folder: Path, asked: Schema, lines: list[dict[str, Any]], dates: dict[str, str] | None = None) -> Project:
    files = Workspace(folder)
    stamp = {"name": asked.name, "version": asked.version, "digest": asked.digest}
    write_jsonl(files.gold, [row | {"schema": stamp} for row in lines])
    rows = [{"article_id": article, "article": {"date": date}} for article, date in (dates or {}).items()]
    write_jsonl(files.sentences, rows)
    return Project(Config(), files, asked)
