"""annotate push: launch, or only show the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ALL_KINDS,
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_config,
    open_schema,
    print_json,
)
from annotate.cli.push_plan import show_not_sent, show_plan

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.schema import Schema
    from annotate.workspace import Workspace

app = Typer()
DEFAULT_KINDS = "prose,heading"
_SHOWN = 10


@app.command()
def push(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    kinds: Annotated[str, Option(help=f"Kinds to send, with commas between: {ALL_KINDS}.")] = DEFAULT_KINDS,
    calibration: Annotated[bool, Option("--calibration", help="Send only the calibration round.")] = False,
    migrate: Annotated[
        bool, Option("--migrate", help="Bring a launch to a schema that changed, as its change log says.")
    ] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say who would get what; needs no server.")] = False,
    adopt: Annotated[
        str, Option(metavar="PROJECT", help="Only make this project, its number or address, part of the launch.")
    ] = "",
    seconds_per_sentence: Annotated[float, Option(min=0.1, help="The pace that --dry-run reckons with.")] = 45,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Launch: give each annotator a project with their sentences.

    Accounts and projects are made where they are missing, and every sentence is sent once, however often this runs.
    With `blind: false` in config.yaml all annotators share one project.
    """
    from annotate.corpus import parse_kinds
    from annotate.counting import count
    from annotate.errors import ConfigError
    from annotate.labelstudio.push.prepare import launch_project
    from annotate.workspace import needed

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    schema = open_schema(settings)
    needed(files.sentences, "split")
    wanted = parse_kinds(kinds)
    if adopt:
        _adopt(settings, files, schema, adopt, dry_run or calibration or migrate, as_json)
        return
    if dry_run:
        if calibration or migrate:
            raise ConfigError(
                "--dry-run goes with neither --calibration nor --migrate",
                "the plan shows the calibration apart, and `annotate schema diff` what --migrate would do",
            )
        show_plan(settings, files, schema, wanted, seconds_per_sentence, as_json)
        return
    client = open_client(settings, files)
    launched = launch_project(
        client, settings, files, schema, wanted, calibration_only=calibration, migrate=migrate, progress=tell
    )
    if as_json:
        projects = [pushed._asdict() for pushed in launched.pushed]
        without = {"missing": launched.missing, "invitation": launched.invitation, "not_sent": launched.not_sent}
        print_json({"server": client.url, "projects": projects, **without})
        return
    for pushed in launched.pushed:
        print(f"{pushed.annotator}: {count(pushed.sent, 'task')} sent, {pushed.present} there already")
        print(f"  {pushed.link}")
    show_not_sent(launched.not_sent)
    if launched.credentials:
        print(f"Each annotator's e-mail address and password: {launched.credentials}")
    for email in launched.missing:
        tell(f"annotate: {email} has no account on {client.url}")
    if launched.missing:
        tell(f"hint: send them this link to sign up with that address: {launched.invitation}")


def _adopt(settings: Config, files: Workspace, schema: Schema, project: str, with_others: bool, as_json: bool) -> None:
    from annotate.corpus import read_sentences
    from annotate.counting import count
    from annotate.errors import ConfigError
    from annotate.labelstudio.foreign.adopt import adopt, project_number

    if with_others:
        raise ConfigError("--adopt goes with none of --dry-run, --calibration, --migrate", "run `annotate push` twice")
    client = open_client(settings, files)
    adopted = adopt(
        client,
        files.launch,
        list(read_sentences(files.sentences)),
        schema,
        settings.annotators,
        project_number(project, client.url),
        name=settings.name,
        seed=settings.seed,
        allocation=settings.allocation,
        progress=tell,
    )
    if as_json:
        print_json(adopted._asdict())
        return
    print(f"project {adopted.project}: {adopted.matched} of {adopted.tasks} tasks show a sentence of {files.sentences}")
    print(f"  {adopted.link}")
    there = count(adopted.annotations, "annotation")
    print(f"{there} there; `annotate pull` brings them back. Nothing on the server was changed.")
    if adopted.copies:
        tell(f"annotate: {count(adopted.copies, 'task')} with a sentence that another of them shows too")
    if adopted.unmatched:
        without = count(len(adopted.unmatched), "task")
        tell(f"annotate: {without} without a sentence of ours; `annotate pull` will reject what is annotated there:")
        for task, text in list(adopted.unmatched.items())[:_SHOWN]:
            tell(f"  task {task}: {' '.join(text.split())[:60] or '(no text)'}")
        if len(adopted.unmatched) > _SHOWN:
            tell(f"  and {len(adopted.unmatched) - _SHOWN} more, which --json lists")
    for account, number in adopted.strangers.items():
        tell(f"annotate: {account} is no annotator of the configuration and has annotations there: {number}")
