"""annotate push: launch, or only show the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Context, Option, Typer

from annotate.cli.boundary import tell, tell_rest
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ALL_KINDS,
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_project,
    print_json,
    refuse_options,
)
from annotate.cli.push_plan import show_not_sent, show_plan

if TYPE_CHECKING:
    from annotate.project import Project

app = Typer()
DEFAULT_KINDS = "prose,heading"
_SHOWN = 10
# Each of these is a word on one launch, often given after another one, and not a command of its own with other options.
_APART = {
    "--adopt": ("--dry-run", "--calibration", "--migrate", "--page"),
    "--dry-run": ("--calibration", "--migrate"),
}
_NEEDS = dict.fromkeys(("--seconds-per-sentence", "--shares", "--within-article"), ("--dry-run",))


@app.command()
def push(
    context: Context,
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    kinds: Annotated[
        str, Option(metavar="KINDS", help=f"Kinds to send, with commas between: {ALL_KINDS}.")
    ] = DEFAULT_KINDS,
    calibration: Annotated[bool, Option("--calibration", help="Send only the calibration round.")] = False,
    migrate: Annotated[
        bool, Option("--migrate", help="Update the pushed projects to the changed schema, following its change log.")
    ] = False,
    page: Annotated[
        bool,
        Option(
            "--page",
            help="Move a launch of version 0.1.0 to the page with numbered claims; ask the annotators first.",
        ),
    ] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only show who would get what; needs no server.")] = False,
    adopt: Annotated[
        str,
        Option(
            metavar="PROJECT",
            help="Add an existing project (number or URL) to the launch; nothing on the server is changed.",
        ),
    ] = "",
    seconds_per_sentence: Annotated[
        float, Option(min=0.1, metavar="SECONDS", help="Seconds per sentence assumed by --dry-run.")
    ] = 45,
    shares: Annotated[
        str,
        Option(metavar="P,P,…", help="How common each answer is, assumed by --dry-run; count the rarest that matters."),
    ] = "0.85,0.15",
    within_article: Annotated[
        float | None,
        Option(min=0, max=1, metavar="RHO", help="How alike the sentences of an article are, assumed by --dry-run."),
    ] = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Launch: give each annotator a project with their sentences.

    Missing accounts and projects are made. Every sentence is sent once, however often you run this.
    With `blind: false` in config.yaml all annotators share one project.
    """
    from annotate.allocation.precision import Assumptions, parse_shares
    from annotate.corpus import parse_kinds
    from annotate.counting import count
    from annotate.labelstudio.push.choose import SendChoice
    from annotate.labelstudio.push.push import push as launch
    from annotate.workspace import needed

    refuse_options(context, _APART, _NEEDS)
    be_verbose(verbose)
    project = open_project(config, workspace)
    needed(project.files.sentences, "split")
    choice = SendChoice(parse_kinds(kinds), calibration, migrate, page)
    if adopt:
        _adopt(project, adopt, as_json)
        return
    if dry_run:
        show_plan(project, choice, seconds_per_sentence, Assumptions(parse_shares(shares), within_article), as_json)
        return
    client = open_client(project.config, project.files)
    launched = launch(client, project, choice, tell)
    credentials, missing, invitation = launched.accounts
    if as_json:
        projects = [pushed._asdict() for pushed in launched.pushed]
        without = {"missing": missing, "invitation": invitation, "not_sent": launched.not_sent}
        print_json({"server": client.url, "projects": projects, **without})
        return
    for pushed in launched.pushed:
        print(f"{pushed.annotator}: {count(pushed.sent, 'task')} sent, {pushed.present} there already")
        print(f"  {pushed.link}")
    show_not_sent(launched.not_sent)
    if credentials:
        print(f"Each annotator's e-mail address and password: {credentials}")
    for email in missing:
        tell(f"annotate: {email} has no account on {client.url}")
    if missing:
        tell(f"hint: send them this link to sign up with that address: {invitation}")


def _adopt(project: Project, wanted: str, as_json: bool) -> None:
    from annotate.counting import count
    from annotate.labelstudio.foreign.adopt import adopt, project_number

    client = open_client(project.config, project.files)
    adopted = adopt(client, project, project_number(wanted, client.url), tell)
    if as_json:
        print_json(adopted._asdict())
        return
    matched = f"{adopted.matched} of {adopted.tasks} tasks show a sentence of {project.files.sentences}"
    print(f"project {adopted.project}: {matched}")
    print(f"  {adopted.link}")
    there = count(adopted.annotations, "annotation")
    print(f"{there} there; `annotate pull` brings them back. Nothing on the server was changed.")
    if adopted.copies:
        tell(f"annotate: {count(adopted.copies, 'task')} with a sentence that another task has too")
    if adopted.unmatched:
        without = count(len(adopted.unmatched), "task")
        tell(
            f"annotate: {without} without a sentence in sentences.jsonl; `annotate pull` will reject their annotations:"
        )
        for task, text in list(adopted.unmatched.items())[:_SHOWN]:
            tell(f"  task {task}: {' '.join(text.split())[:60] or '(no text)'}")
        tell_rest(len(adopted.unmatched) - _SHOWN)
    for account, number in adopted.strangers.items():
        tell(f"annotate: {account} is not an annotator in config.yaml, but has annotations there: {number}")
