"""annotate push and annotate pull: sentences to the server, annotations back."""

from __future__ import annotations

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
    from annotate.labelstudio.pull import Pulled

app = Typer()
DEFAULT_KINDS = "prose,heading"


@app.command()
def push(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    kinds: Annotated[str, Option(help="Kinds of segment to send, with commas between.")] = DEFAULT_KINDS,
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
    client = open_client(settings, files)
    launched = launch_project(client, settings, files, schema, register, kinds.split(","), progress=tell)
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
def pull(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    full: Annotated[bool, Option("--full", help="Read everything, and not only what changed.")] = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Bring the annotations back as validated records; what is invalid is kept with its reasons."""
    from annotate.errors import WorkspaceError
    from annotate.labelstudio.launch import read_launch
    from annotate.labelstudio.pull import pull as pull_annotations

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    schema, register = open_schema(settings)
    launch = read_launch(files.launch)
    if launch is None:
        raise WorkspaceError(f"{files.launch} is not there yet", "`annotate push` makes it")
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
    if as_json:
        print_json(_counts(pulled))
    else:
        print(
            f"{pulled.pulled} pulled = {pulled.valid.total()} valid + {pulled.rejected.total()} rejected "
            f"+ {pulled.skipped.total()} skipped → {files.annotations}"
        )
        if pulled.rejected:
            tell(
                f"annotate: {pulled.rejected.total()} annotations were rejected; why, and their pages: {files.rejected}"
            )
        if pulled.warnings:
            tell(
                f"annotate: {pulled.warnings} records have warnings, each with its page; look at `warnings` in the file"
            )
        if pulled.edited:
            tell(f"annotate: {pulled.edited} annotations were edited by somebody other than their annotator")
    stop_if_strict(strict, bool(pulled.rejected))


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
