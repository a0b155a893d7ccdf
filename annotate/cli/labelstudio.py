"""annotate push, status and pull: sentences to the server, progress on it, annotations back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import stop_if_strict, tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    StrictOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_config,
    open_schema,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.config import Config
    from annotate.labelstudio.launch import Launch
    from annotate.labelstudio.pull import Pulled
    from annotate.labelstudio.status import Progress
    from annotate.schema import Unresolved
    from annotate.workspace import Workspace

app = Typer()
DEFAULT_KINDS = "prose,heading"
_WATCH_SECONDS = 10


@app.command()
def push(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    kinds: Annotated[str, Option(help="Kinds of segment to send, with commas between.")] = DEFAULT_KINDS,
    calibration: Annotated[bool, Option("--calibration", help="Send only the calibration round.")] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say who would get what; needs no server.")] = False,
    seconds_per_sentence: Annotated[float, Option(min=0.1, help="The pace that --dry-run reckons with.")] = 45,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Launch: accounts, one project an annotator, and every sentence in it exactly once."""
    from annotate.labelstudio.launching import launch_project
    from annotate.workspace import needed

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    schema, register = open_schema(settings)
    needed(files.sentences, "split")
    if dry_run:
        _show_plan(settings, files, kinds.split(","), seconds_per_sentence, as_json)
        return
    client = open_client(settings, files)
    launched = launch_project(
        client, settings, files, schema, register, kinds.split(","), calibration_only=calibration, progress=tell
    )
    if as_json:
        print_json({"server": client.url, "projects": [pushed._asdict() for pushed in launched.pushed]})
        return
    for pushed in launched.pushed:
        print(f"{pushed.annotator}: {pushed.sent} sentences sent, {pushed.present} there already")
        print(f"  {pushed.link}")
    if launched.credentials:
        print(f"Each annotator's e-mail address and password: {launched.credentials}")
    for email in launched.missing:
        tell(f"annotate: {email} has no account on {client.url}")
    if launched.missing:
        tell(f"hint: send them this link to sign up with that address: {launched.invitation}")


@app.command()
def status(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    watch: Annotated[bool, Option("--watch", help="Show it anew every ten seconds, until Ctrl-C.")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show how far each annotator is, by round."""
    import time

    from annotate.labelstudio.status import status as read_status

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    launch = _launched(files)
    client = open_client(settings, files)
    while True:
        rows = read_status(client, launch, files.raw, progress=tell)
        if as_json:
            print_json([row._asdict() | {"last_seen": row.last_seen and row.last_seen.isoformat()} for row in rows])
        else:
            _show_status(rows)
        if not watch:
            return
        time.sleep(_WATCH_SECONDS)


@app.command()
def pull(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    full: Annotated[bool, Option("--full", help="Read everything, and not only what changed.")] = False,
    from_file: Annotated[
        Path | None, Option("--from", help="Read this raw JSON export of Label Studio; needs no server.")
    ] = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Bring the annotations back as validated records; what is invalid is kept with its reasons."""
    from annotate.files import write_json
    from annotate.labelstudio.exported import pull_export
    from annotate.labelstudio.pull import pull as pull_annotations
    from annotate.records import unresolved_actors

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    schema, register = open_schema(settings)
    if from_file:
        pulled = pull_export(from_file, files, schema, register)
    else:
        launch = _launched(files)
        client = open_client(settings, files)
        pulled = pull_annotations(
            client,
            launch,
            files.raw,
            schema,
            register,
            files.annotations,
            files.rejected,
            full=full,
            progress=tell,
        )
    unknown = unresolved_actors(files.annotations, schema, register)
    write_json(files.unresolved, [each._asdict() for each in unknown])
    if as_json:
        print_json(_counts(pulled) | {"unresolved": sum(each.times for each in unknown)})
    else:
        print(
            f"{pulled.pulled} pulled = {pulled.valid.total()} valid + {pulled.rejected.total()} rejected "
            f"+ {pulled.skipped.total()} skipped → {files.annotations}"
        )
        _tell_what_needs_a_look(pulled, unknown, files)
    stop_if_strict(strict, bool(pulled.rejected))


def _tell_what_needs_a_look(pulled: Pulled, unknown: list[Unresolved], files: Workspace) -> None:
    if pulled.rejected:
        tell(f"annotate: {pulled.rejected.total()} annotations were rejected; why, and their pages: {files.rejected}")
    if pulled.warnings:
        tell(f"annotate: {pulled.warnings} records have warnings, each with its page; look at `warnings` in the file")
    if pulled.edited:
        tell(f"annotate: {pulled.edited} annotations were edited by somebody other than their annotator")
    if unknown:
        most = ", ".join(f"{each.text} ({each.times})" for each in unknown[:3])
        tell(f"annotate: {len(unknown)} names mean nobody in the register, such as {most}: {files.unresolved}")


def _show_plan(settings: Config, files: Workspace, kinds: list[str], seconds: float, as_json: bool) -> None:
    from annotate.allocation import allocate
    from annotate.cli.table import print_table
    from annotate.forecast import EXPECTED, RELIABLE, forecast, sentences_needed
    from annotate.labelstudio.launch import read_launch
    from annotate.labelstudio.launching import chosen_sentences

    names, overlap = [annotator.id for annotator in settings.annotators], settings.allocation.overlap
    asked = len(names) if overlap == "all" else overlap
    launch = read_launch(files.launch)
    earlier = launch.plan if launch else None
    sentences = chosen_sentences(files, kinds)
    plan = allocate(sentences, names, settings.allocation, settings.seed, earlier, new_round=launch is not None)
    looked = forecast(plan, names, asked, seconds)
    if as_json:
        print_json(
            {
                "shares": [share._asdict() for share in looked.shares],
                "pairs": [{"annotators": pair, "sentences": count} for pair, count in looked.pairs.items()],
                "left_over": looked.left_over,
                "precision": [each._asdict() for each in looked.precision],
            }
        )
        return
    print_table(
        ("annotator", "calibration", "main", "repeats", "hours"),
        [(each.annotator, *map(str, each[1:4]), f"{each.hours:.1f}") for each in looked.shares],
    )
    if len(names) > 1:
        shared = [(" ".join(pair), str(count)) for pair, count in looked.pairs.items()]
        print_table(("pair", "shared sentences"), shared)
        precision = [
            (
                f"{each.overlap}{' (asked)' if each.overlap == asked else ''}",
                str(each.sentences),
                f"±{each.half_width:.2f}",
                f"{sentences_needed(each.overlap)} sentences",
            )
            for each in looked.precision
        ]
        print_table(("overlap", "sentences", "interval", f"to tell {EXPECTED:.2f} from {RELIABLE:.2f}"), precision)
    print(f"{len(plan.rounds)} sentences, {looked.left_over} left over with fewer than {asked} annotators.")
    print(f"Hours at {seconds:g} s a sentence. The interval is the half-width for this many annotations, at best.")
    if launch:
        print(f"This extends the launch in {files.launch}.")


def _launched(files: Workspace) -> Launch:
    from annotate.errors import WorkspaceError
    from annotate.labelstudio.launch import read_launch

    launch = read_launch(files.launch)
    if launch is None:
        raise WorkspaceError(f"{files.launch} is not there yet", "`annotate push` makes it")
    return launch


def _show_status(rows: Sequence[Progress]) -> None:
    from annotate.cli.table import print_table

    def said(value: float | None, form: str = "g") -> str:
        return "–" if value is None else format(value, form)

    print_table(
        ("annotator", "round", "done", "skip", "left", "secs", "/hour", "days", "last seen"),
        [
            (
                row.annotator,
                "calibration" if row.round == 0 else str(row.round),
                *map(str, (row.done, row.skipped, row.left)),
                said(row.median_seconds, ".0f"),
                said(row.per_hour, ".0f"),
                said(row.days_to_go),
                f"{row.last_seen.astimezone():%d %b %H:%M}" if row.last_seen else "–",
            )
            for row in rows
        ],
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
        "annotators": by_annotator,
    }
