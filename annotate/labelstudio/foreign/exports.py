"""Records from Label Studio's own raw JSON exports, of our projects or of any others with the same labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.agreement.tables.spans import SPAN_FIELDS
from annotate.corpus import Sentence, read_sentences, write_sentences
from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_jsonl
from annotate.json_files import JsonObject
from annotate.labelstudio.foreign.as_pushed import as_ours, has_foreign_keys
from annotate.labelstudio.foreign.copies import merge_copies
from annotate.labelstudio.foreign.export_file import read_export
from annotate.labelstudio.foreign.span_tables import has_spans, is_table, tasks_of_spans
from annotate.labelstudio.pull.to_records import Pulled, Source, parse_tasks
from annotate.labelstudio.wire.tasks import annotations_of, sentence_key, shown_sentence
from annotate.labelstudio.wire.times import read_time
from annotate.project import Project
from annotate.records.read import FORMAT
from annotate.workspace import Workspace


def pull_export(exports: Sequence[Path], project: Project) -> Pulled:
    """Read exports of one server, or tables of spans, into a project's records as one, without a server.

    A task that no push made gets the workspace's sentence with the same text, or else a sentence and an article of its
    own, whatever its keys say. An annotation that is there more than once counts once, as it was saved last.
    An export knows its annotators by number only, or by their e-mail address, which the configuration has too.

    Args:
        exports: files, folders of them, or patterns.
        project: where the records go; those of annotations that are in `exports` are written again.

    Raises:
        WorkspaceError: a file is not such an export, or is another server's than the one before; or the workspace has
            records of a launch, or records that these exports do not have.
    """
    files, schema = project.files, project.schema
    if files.launch.exists():
        raise WorkspaceError(f"{files.root} has a launch with records of its own", "give another --workspace")
    tasks, copies = merge_copies({file: _read(file) for file in _files(exports)})
    ours = list(as_ours(tasks, _sentences(files), schema))
    _refuse_loss(files, ours)
    _keep_texts(files, ours)
    annotators = project.config.annotators
    by_email = {name: annotator.id for annotator in annotators for name in (annotator.id.lower(), annotator.email)}
    people = {number: by_email.get(email, email) for number, email in _accounts(tasks).items()}
    pulled = parse_tasks(lambda: iter(ours), Source("", people, by_email), project)
    return pulled._replace(foreign_keys=sum(map(has_foreign_keys, tasks)), copies=copies)


def _read(file: Path) -> list[JsonObject]:
    """The tasks of an export, or of a table of spans."""
    if not is_table(file):
        return read_export(file)
    if not has_spans(file):
        raise WorkspaceError(
            f"{file} is not a table of spans: it has no column called {' or '.join(SPAN_FIELDS['start'])}",
            "`annotate agreement --table` and `annotate gold --table` read a table of labels",
        )
    return tasks_of_spans(file)


def _sentences(files: Workspace) -> Iterable[Sentence]:
    return read_sentences(files.sentences) if files.sentences.exists() else ()


def _keep_texts(files: Workspace, tasks: Iterable[tuple[int, JsonObject]]) -> None:
    """Write tasks.jsonl: the sentences that the tasks show and the workspace does not have, for exports."""
    shown = {sentence.id: sentence for _, task in tasks if (sentence := shown_sentence(task))}
    for sentence in _sentences(files):
        shown.pop(sentence.id, None)
    if shown:
        write_sentences(files.tasks, shown.values())
    else:
        files.tasks.unlink(missing_ok=True)


def _files(given: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            # A target storage names its files by number only.
            those = sorted(each for each in path.iterdir() if each.suffix == ".json" or each.name.isdecimal())
        else:
            those = [path] if path.exists() else sorted(path.parent.glob(path.name))
        if not those:
            raise WorkspaceError(f"there is no export at {path}", "check the path: give a file, a folder or a pattern")
        found += those
    return list(dict.fromkeys(found))


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
        rows = [row for _, row in read_numbered_jsonl(file, "move the file away", FORMAT)] if file.exists() else []
        lost = [row for row in rows if _identity(row.get("origin") or {}, row, row.get("sentence_id")) not in there]
        if lost:
            raise WorkspaceError(
                f"{file} would lose {len(lost)} of its records, which are not in these exports",
                "give all exports at once, each with its own --from; or another --workspace; or move the file away",
            )


def _identity(numbers: JsonObject, made: JsonObject, sentence: object) -> str:
    """Equal for an annotation and what was read from it."""
    moment = read_time(made.get("created_at")) or sentence or ""
    return f"{[numbers.get(part) for part in ('project', 'task', 'annotation')]} {moment}"
