"""annotate pull: annotations back as records, and what needs a look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Exit, Option, Typer

from annotate.cli.boundary import FAILED, stop_if_strict, tell
from annotate.cli.connection import open_client
from annotate.cli.look_again import tell_look_again
from annotate.cli.noticed import needs_a_person, tell_noticed
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    StrictOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_project,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotate.labelstudio.pull.to_records import Pulled
    from annotate.project import Project
    from annotate.schema import Unresolved
    from annotate.workspace import Workspace

app = Typer()


@app.command()
def pull(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    full: Annotated[bool, Option("--full", help="Read everything, not only what changed.")] = False,
    exports: Annotated[
        list[Path] | None,
        Option(
            "--from",
            metavar="PATH",
            help="Read JSON exports of Label Studio (files, folders, patterns), or a table of spans; repeatable.",
        ),
    ] = None,
    send_back: Annotated[
        bool, Option("--send-back", help="Write a file for each annotator: what they should look at again.")
    ] = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Bring the annotations back as validated records.

    Invalid annotations go to rejected.jsonl with the reasons.
    """
    from annotate.errors import ConfigError
    from annotate.json_files import write_json
    from annotate.labelstudio.foreign.exports import pull_export
    from annotate.labelstudio.pull.pull import pull as pull_annotations
    from annotate.records.read import unresolved_actors

    be_verbose(verbose)
    if exports and send_back:
        raise ConfigError("--send-back does not work with --from: an export has no pages", "pull from the server")
    project = open_project(config, workspace)
    files = project.files
    if exports:
        pulled = pull_export(exports, project)
    else:
        project.launch()  # before anybody is asked for a token
        client = open_client(project.config, files)
        pulled = pull_annotations(client, project, full=full, progress=tell)
    unknown = unresolved_actors(files.annotations, project.schema)
    write_json(files.unresolved, [name._asdict() for name in unknown])
    if send_back:
        _send_back(pulled, project)
    if as_json:
        print_json(_counts(pulled) | {"unresolved": sum(name.times for name in unknown)})
    else:
        print(f"{pulled} → {files.annotations}")
        _tell_what_needs_a_look(pulled, unknown, files)
        _tell_how_it_was_read(pulled)
        if not exports:
            _tell_who_is_unknown(pulled, project.launch().annotators)
            tell_look_again(pulled.look_again)
            if pulled.look_again and not send_back:
                tell("hint: `annotate pull --send-back` writes this to a file for each of them, which you can mail")
    if pulled.is_biased:
        _stop_as_biased(pulled, files)
    if pulled.failed:
        raise Exit(FAILED)
    stop_if_strict(strict, bool(pulled.rejected) or needs_a_person(pulled))


def _stop_as_biased(pulled: Pulled, files: Workspace) -> None:
    """Say that what is left is not like what was annotated, with the commonest reasons."""
    rejected, all_of_them = pulled.rejected_with_spans, pulled.with_spans
    tell(
        f"annotate: {rejected} of {all_of_them} annotations with spans were rejected, so the records are mostly of "
        f"sentences in which nothing is marked: do not measure them. The reasons are in {files.rejected}"
    )
    tell(
        "hint: if the schema has other names than they have, `annotate schema infer EXPORT.json` writes one with theirs"
    )
    raise Exit(FAILED)


def _send_back(pulled: Pulled, project: Project) -> None:
    from annotate.labelstudio.pull.send_back import write_send_back

    people = {*project.launch().annotators, *pulled.valid, *pulled.rejected, *pulled.skipped}
    folder, language = project.files.send_back, project.schema.language
    written = write_send_back(folder, pulled.look_again, people, language)
    for file in written:
        tell(f"annotate: wrote {file}")
    if not written:
        tell(f"annotate: nobody has anything to look at again; there are no files in {folder}")


def _tell_what_needs_a_look(pulled: Pulled, unknown: list[Unresolved], files: Workspace) -> None:
    from annotate.counting import count

    if pulled.rejected:
        rejected = count(pulled.rejected.total(), "annotation")
        tell(f"annotate: {rejected} rejected; the reasons, and links to their pages: {files.rejected}")
    tell_noticed(pulled, files.raw)
    if pulled.warnings:
        odd = count(pulled.warnings, "record")
        tell(f"annotate: {odd} with warnings; see `warnings` in the file")
    if pulled.edited:
        tell(f"annotate: {count(pulled.edited, 'annotation')} edited by somebody other than their annotator")
    if pulled.migrated:
        migrated = count(pulled.migrated, "record")
        tell(f"annotate: {migrated} made under an earlier version of the schema: see `migrated`")
    if unknown:
        most = ", ".join(f"{name.text} ({name.times})" for name in unknown[:3])
        tell(f"annotate: {count(len(unknown), 'name')} not in the actor register, e.g. {most}: {files.unresolved}")


def _tell_how_it_was_read(pulled: Pulled) -> None:
    """Say what was read in another way than it was written, or not at all."""
    from annotate.counting import count
    from annotate.labelstudio.pull.watch import NOBODY

    if pulled.rejected[NOBODY]:
        tell(
            f"annotate: {count(pulled.rejected[NOBODY], 'annotation')} without an annotator, as in exports of Label "
            "Studio before 1.0; to have them read, write a number, an e-mail address or an id of config.yaml as their "
            "`completed_by`"
        )
    for counting, times in pulled.recounted.items():
        annotations = count(times, "annotation")
        tell(f"annotate: {annotations} with offsets that were read as {counting.value}: that is where their words are")
    if pulled.left_out:
        controls = ", ".join(f"{name} ({count(times, 'time')})" for name, times in sorted(pulled.left_out.items()))
        tell(f"annotate: left out, because the schema does not ask it or its span is not there: {controls}")
    if pulled.copies:
        copies = count(pulled.copies, "annotation")
        tell(f"annotate: {copies} given twice; the one saved last counts")
    if pulled.foreign_keys:
        tasks = count(pulled.foreign_keys, "task")
        tell(f"annotate: {tasks} with a `sentence_id` or a similar key that no push wrote; their texts were matched")


def _tell_who_is_unknown(pulled: Pulled, annotators: Collection[str]) -> None:
    from annotate.labelstudio.pull.watch import NOBODY

    strangers = sorted({*pulled.valid, *pulled.rejected, *pulled.skipped}.difference(annotators, [NOBODY]))
    if strangers:
        tell(
            f"annotate: {', '.join(strangers)} annotated, but the launch does not have them as annotators; "
            "their records are kept"
        )


def _counts(pulled: Pulled) -> dict[str, object]:
    by_annotator = {
        annotator: {
            "valid": pulled.valid[annotator],
            "rejected": pulled.rejected[annotator],
            "skipped": pulled.skipped[annotator],
        }
        for annotator in sorted({*pulled.valid, *pulled.rejected, *pulled.skipped})
    }
    return {
        "pulled": pulled.pulled,
        "valid": pulled.valid.total(),
        "rejected": pulled.rejected.total(),
        "skipped": pulled.skipped.total(),
        "warnings": pulled.warnings,
        "edited": pulled.edited,
        "migrated": pulled.migrated,
        "deleted": dict(sorted(pulled.deleted.items())),
        "noticed": [mentioned.to_json() for mentioned in pulled.noticed],
        "absent": [absent.to_json() for absent in pulled.absent],
        "altered": [altered.to_json() for altered in pulled.altered],
        "failed": [failed.to_json() for failed in pulled.failed],
        "lookalikes": [lookalike.to_json() for lookalike in pulled.lookalikes],
        "recounted": {counting.value: times for counting, times in pulled.recounted.items()},
        "left_out": dict(sorted(pulled.left_out.items())),
        "with_spans": pulled.with_spans,
        "rejected_with_spans": pulled.rejected_with_spans,
        "copies": pulled.copies,
        "foreign_keys": pulled.foreign_keys,
        "annotators": by_annotator,
        "look_again": [annotation.to_json() for annotation in pulled.look_again],
    }
