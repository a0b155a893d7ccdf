"""What can be looked at without a server."""

from __future__ import annotations

import shutil
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate.config import DEFAULT_FILE, Config, read_config
from annotate.corpus import Sentence, read_sentences
from annotate.counting import count
from annotate.errors import AnnotateError
from annotate.json_files import read_json, read_jsonl
from annotate.labelstudio.doctor.findings import Finding, State, noting
from annotate.labelstudio.launch.edits import find_edits
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.database import without_password
from annotate.labelstudio.server.lifecycle import NEEDED_MEGABYTES
from annotate.records.read import read_records
from annotate.schema import Schema
from annotate.workspace import Workspace

_COMFORTABLE_MEGABYTES = 2000


def config_findings(file: Path | None, workspace: Path | None) -> tuple[Config | None, list[Finding]]:
    """The configuration, if there is one that can be read."""
    findings: list[Finding] = []
    path = file or DEFAULT_FILE
    if file is None and not path.exists():
        remedy = "`annotate init` makes one; or change to the folder where yours is, or name it with --config"
        return None, [Finding("config", "problem", f"there is no {path} here", remedy)]
    with noting(findings, "config"):
        config = read_config(file, {"workspace": workspace})
        findings += _choices(config, path)
        return config, findings
    return None, findings


def _choices(config: Config, path: Path) -> Iterator[Finding]:
    if without_password(config.database) != config.database:
        remedy = "remove it, and use PGPASSWORD or ~/.pgpass"
        yield Finding("config", "warning", f"{path} holds the password of the database", remedy)
    names = ", ".join(annotator.id for annotator in config.annotators) or "none"
    yield Finding("config", "ok", f"{path}: {config.name}, server {config.server}, annotators {names}")


def workspace_findings(files: Workspace, schema: Schema | None) -> list[Finding]:
    """Whether every file that the commands left can be read."""
    if not files.root.exists():
        return [Finding("workspace", "ok", f"there is no folder {files.root} yet; `annotate split` makes it")]
    if not files.root.is_dir():
        remedy = "give a folder as `workspace:` or with --workspace"
        return [Finding("workspace", "problem", f"{files.root} is not a folder", remedy)]
    findings: list[Finding] = []
    for file, rows in _files(files, schema):
        if file.exists():
            with noting(findings, "workspace"):
                deque(rows, maxlen=0)
    return findings or [Finding("workspace", "ok", f"every file in {files.root} can be read")]


def _files(files: Workspace, schema: Schema | None) -> Iterator[tuple[Path, Iterator[object]]]:
    """Each file that may be there, with what it holds; nothing is opened before that is asked for."""
    made_by = {
        files.split_report: "split",
        files.annotations: "pull",
        files.rejected: "pull",
        files.unresolved: "pull",
        files.agreement: "agreement",
        files.gold: "gold",
        files.conflicts: "gold",
        **dict.fromkeys(sorted(files.raw.glob("*.jsonl.gz")), "pull --full"),
    }
    yield files.sentences, read_sentences(files.sentences)
    for file, command in made_by.items():
        again = f"`annotate {command}` writes it again"
        if file == files.annotations and schema:
            yield file, read_records(file, schema)
        else:
            yield (
                file,
                (read_json(path, again) for path in [file]) if file.suffix == ".json" else read_jsonl(file, again),
            )


def credentials_findings(path: Path) -> list[Finding]:
    """Whether the credentials file of a local server, if there is one, can be read, and by its owner only."""
    if not path.exists():
        return []
    findings: list[Finding] = []
    with noting(findings, "credentials"):
        read_credentials(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        sentence = f"others on this machine can open {path}, with its passwords and tokens (mode {mode:04o})"
        findings.append(Finding("credentials", "problem", sentence, f"chmod 600 {path}"))
    return findings or [Finding("credentials", "ok", f"only you can read {path}")]


def disk_finding(folder: Path) -> Finding:
    """How much space is left where `folder` is, or will be."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    sentence = f"{free:,} MB are free at {there}"
    if free >= _COMFORTABLE_MEGABYTES:
        return Finding("disk", "ok", sentence)
    needs = f"{sentence}; a local server needs {NEEDED_MEGABYTES} MB to start, and more as annotations come in"
    state: State = "warning" if free >= NEEDED_MEGABYTES else "problem"
    return Finding("disk", state, needs, "free some space, or choose another workspace with --workspace")


def sentences_of(files: Workspace) -> list[Sentence]:
    """The sentences of the workspace; none if they cannot be read, which `workspace_findings` says."""
    try:
        return list(read_sentences(files.sentences)) if files.sentences.exists() else []
    except AnnotateError:
        return []


def lost_findings(files: Workspace, launch: Launch, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Whether the launched sentences are there."""
    launched = set(launch.texts)
    moved = find_edits(launch.texts, sentences).moved.keys()
    lost = len(launched - {sentence.id for sentence in sentences} - moved)
    if lost:
        sentence = f"{files.sentences} lacks {lost} of {count(len(launched), 'launched sentence')}"
        remedy = "split as you did before the launch; or, if another workspace has the same `name:`, give each its own"
        yield Finding("sentences", "warning", sentence, remedy)
