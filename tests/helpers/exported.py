"""Exports of Label Studio written for tests, and what becomes of them in a workspace."""

from __future__ import annotations

import json

from study import NO_CLAIM, SCHEMA_FILE, made_sentences

from annotate.config import Config
from annotate.corpus import digest, write_sentences
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

SCHEMA = read_schema(SCHEMA_FILE)


def task(number: int, text: str, **data) -> dict:
    annotation = {"id": number, "completed_by": 5, "was_cancelled": False, "result": NO_CLAIM, "lead_time": 3.0}
    return {"id": number, "project": 2, "data": {"text": text, **data}, "annotations": [annotation]}


def project_in(folder, annotators=()) -> Project:
    return Project(Config(annotators=annotators), Workspace(folder), SCHEMA)


def read_all(tmp_path, *exports: object, annotators=()):
    """Read exports, given as what they hold, into a workspace with some sentences; what the pull says."""
    files = Workspace(tmp_path)
    write_sentences(files.sentences, made_sentences(1))
    for number, tasks in enumerate(exports):
        (tmp_path / f"export-{number}.json").write_text(json.dumps(tasks))
    given = [tmp_path / f"export-{number}.json" for number in range(len(exports))]
    return pull_export(given, project_in(tmp_path, annotators))


def lines(file) -> list[dict]:
    return [row for _, row in read_jsonl(file, "")]


def exported(tmp_path, *exports: object, **options) -> list[dict]:
    read_all(tmp_path, *exports, **options)
    return lines(Workspace(tmp_path).annotations)


def problems(tmp_path) -> list[list[str]]:
    return [row["problems"] for row in lines(Workspace(tmp_path).rejected)]


def pushed(number: int, text: str, sentence: str, **data) -> dict:
    article = sentence.rpartition(":")[0]
    return task(number, text, sentence_id=sentence, article_id=article, digest=digest(text), **data)
