"""Records from Label Studio's own raw JSON exports, of projects of ours or of any others with the same labels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotate.config import Annotator
from annotate.corpus import read_sentences
from annotate.errors import WorkspaceError
from annotate.files import JsonObject, read_json, read_jsonl
from annotate.labelstudio.foreign.as_pushed import as_ours, has_foreign_keys
from annotate.labelstudio.pull.to_records import Pulled, parse_tasks
from annotate.labelstudio.wire.tasks import annotations_of, sentence_key
from annotate.labelstudio.wire.times import read_time
from annotate.schema import Schema
from annotate.workspace import Workspace

_HINT = "export the project from Label Studio as JSON, not as JSON_MIN, CSV or another format"


def pull_export(
    given: Sequence[Path],
    files: Workspace,
    schema: Schema,
    annotators: Iterable[Annotator] = (),
) -> Pulled:
    """Read exports of one server into a workspace's records as one, without a server.

    A task that no push made gets the workspace's sentence with the same text, or else a sentence and an article of its
    own, whatever its keys say. An annotation that several exports have counts once, as it was changed last.
    An export knows its annotators by number only, or by their e-mail address, which `annotators` have too.

    Args:
        given: exports, folders of them, or patterns.
        files: the workspace; records of annotations that are in `given` are written anew.
        schema: what the exported projects ask.
        annotators: whose e-mail addresses are known.

    Raises:
        WorkspaceError: a file is not such an export, or is another server's than the one before; or the workspace has
            records of a launch, or records that these exports do not have.
    """
    if files.launch.exists():
        raise WorkspaceError(f"{files.root} has a launch with records of its own", "give another --workspace")
    exports = {file: _tasks(file) for file in _files(given)}
    _refuse_two_servers(exports)
    tasks = _last_copies(list(exports.values()))
    sentences = read_sentences(files.sentences) if files.sentences.exists() else ()
    ours = list(as_ours(tasks, sentences, schema))
    _refuse_loss(files, ours)
    by_email = {annotator.email: annotator.id for annotator in annotators}
    people = {number: by_email.get(email, email) for number, email in _accounts(tasks).items()}
    pulled = parse_tasks(lambda: iter(ours), people, "", schema, files.annotations, files.rejected, by_email=by_email)
    return pulled._replace(foreign_keys=sum(map(has_foreign_keys, tasks)))


def _files(given: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            those = sorted(path.glob("*.json"))
        else:
            those = [path] if path.exists() or not set(path.name) & set("*?[") else sorted(path.parent.glob(path.name))
        if not those:
            raise WorkspaceError(f"there is no export at {path}", "give a file, a folder with .json files or a pattern")
        found += those
    return list(dict.fromkeys(found))


def _tasks(file: Path) -> list[JsonObject]:
    tasks = read_json(file, _HINT)
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and "annotations" in task for task in tasks):
        raise WorkspaceError(f"{file} is not a raw JSON export of Label Studio", _HINT)
    # Half a surrogate pair, which JSON can spell, can be written to no file.
    sound: list[JsonObject] = json.loads(json.dumps(tasks, ensure_ascii=False).encode(errors="replace"))
    return sound


def _refuse_two_servers(exports: Mapping[Path, list[JsonObject]]) -> None:
    """Stop where one number means two tasks: then it means two annotators as well."""
    seen: dict[int, tuple[Path, object]] = {}
    for file, tasks in exports.items():
        for task in tasks:
            number, shown = task.get("id"), (task.get("project"), task.get("data"))
            earlier, was = seen.setdefault(number, (file, shown)) if type(number) is int else (file, shown)
            if earlier != file and was != shown:
                raise WorkspaceError(
                    f"task {number} of {file} is another one than in {earlier}",
                    "give only the newer of two exports of a changed project, and each server its own --workspace",
                )


def _last_copies(exports: Sequence[list[JsonObject]]) -> list[JsonObject]:
    """The tasks of all exports, each annotation only where it was changed last."""
    last: dict[tuple[int, int], tuple[str, int]] = {}
    for number, tasks in enumerate(exports):
        for task in tasks:
            for annotation in annotations_of(task):
                if copy := _numbers(task, annotation):
                    last[copy] = max((str(annotation.get("updated_at") or ""), number), last.get(copy, ("", 0)))

    def left(number: int, task: JsonObject) -> list[Any]:
        pairs = [(each, _numbers(task, each)) for each in annotations_of(task)]
        return [each for each, copy in pairs if copy is None or last[copy][1] == number]

    return [task | {"annotations": left(number, task)} for number, tasks in enumerate(exports) for task in tasks]


def _numbers(task: JsonObject, annotation: Any) -> tuple[int, int] | None:
    of_task, of_it = task.get("id"), annotation.get("id") if isinstance(annotation, dict) else None
    return (of_task, of_it) if type(of_task) is int and type(of_it) is int else None


def _accounts(tasks: Iterable[JsonObject]) -> dict[int, str]:
    """The e-mail addresses, in lower case, of the users for whom some annotation has one."""
    annotations = [each for task in tasks for each in annotations_of(task) if isinstance(each, dict)]
    users = [each.get(role) for each in annotations for role in ("completed_by", "updated_by")]
    known = [user for user in users if isinstance(user, dict) and isinstance(user.get("email"), str)]
    return {user["id"]: user["email"].lower() for user in known if type(user.get("id")) is int}


def _refuse_loss(files: Workspace, tasks: list[tuple[int, JsonObject]]) -> None:
    """Stop if the workspace has records of annotations that these tasks do not have."""
    there = {
        _identity({"project": project, "task": task.get("id"), "annotation": each.get("id")}, each, sentence_key(task))
        for project, task in tasks
        for each in (found if isinstance(found, dict) else {} for found in annotations_of(task))
    }
    for file in (files.annotations, files.rejected):
        rows = [row for _, row in read_jsonl(file, "move the file away")] if file.exists() else []
        lost = [row for row in rows if _identity(row.get("origin") or {}, row, row.get("sentence_id")) not in there]
        if lost:
            raise WorkspaceError(
                f"{file} would lose {len(lost)} of its records, which are not in what is to be read",
                "give all exports at once, each with its own --from; or another --workspace; or move the file away",
            )


def _identity(numbers: JsonObject, made: JsonObject, sentence: object) -> str:
    """Equal for an annotation and what was read from it."""
    moment = read_time(made.get("created_at")) or sentence or ""
    return f"{[numbers.get(part) for part in ('project', 'task', 'annotation')]} {moment}"
