"""Records from Label Studio's own raw JSON export, of a project of ours or of any other with the same labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.corpus import digest, read_sentences
from annotate.errors import WorkspaceError
from annotate.files import read_json
from annotate.labelstudio.pull import Pulled, Row, parse_tasks
from annotate.labelstudio.tasks import KEY, sentence_key
from annotate.schema import Register, Schema
from annotate.workspace import Workspace

_HINT = "export the project from Label Studio as JSON, not as JSON_MIN, CSV or another format"


def pull_export(file: Path, files: Workspace, schema: Schema, register: Register) -> Pulled:
    """Read an export into a workspace's records, without a server.

    A task that does not say which sentence it shows gets the workspace's sentence with the same text, or else a
    sentence and an article of its own. An export knows its annotators by number only, or by their e-mail address.

    Raises:
        WorkspaceError: the file is not such an export, or the workspace has records of a launch.
    """
    if files.launch.exists():
        raise WorkspaceError(f"{files.root} has a launch with records of its own", "give another --workspace")
    tasks = read_json(file, _HINT)
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and "annotations" in task for task in tasks):
        raise WorkspaceError(f"{file} is not a raw JSON export of Label Studio", _HINT)
    sentences = read_sentences(files.sentences) if files.sentences.exists() else ()
    known = {sentence.digest: (sentence.id, sentence.article_id) for sentence in sentences}

    def keyed() -> Iterator[tuple[int, Row]]:
        for task in tasks:
            yield int(task.get("project") or 0), _with_key(task, known)

    return parse_tasks(keyed, {}, "", schema, register, files.annotations, files.rejected)


def _with_key(task: Row, known: dict[str, tuple[str, str]]) -> Row:
    data = task.get("data")
    if not isinstance(data, dict) or not isinstance(text := data.get("text"), str) or sentence_key(task):
        return task
    own = f"task-{task.get('id')}"
    sentence, article = known.get(digest(text), (f"{own}:0-{len(text)}", own))
    return task | {"data": {**data, KEY: sentence, "article_id": article}}
