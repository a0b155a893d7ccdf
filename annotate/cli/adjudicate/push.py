"""annotate adjudicate push: conflicts to adjudicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer import Typer

from annotate.cli.boundary import tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_project,
    print_json,
)

if TYPE_CHECKING:
    from annotate.labelstudio.adjudicate.pushed import ConflictsPushed

app = Typer()


@app.command()
def push(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Send the conflicts to the adjudicators, the costliest first.

    It first pulls the decisions that are there, and keeps them. Tasks that are not open any more are withdrawn. A
    sentence whose annotations changed after it was decided is sent again. Run this as often as you like.
    """
    from annotate.cli.adjudicate.worth import standing_counts
    from annotate.counting import count
    from annotate.labelstudio.adjudicate.push import push as push_conflicts
    from annotate.labelstudio.adjudicate.push import refuse_nobody
    from annotate.workspace import needed

    be_verbose(verbose)
    project = open_project(config, workspace)
    refuse_nobody(project.config)  # before anybody is asked for a token
    needed(project.files.annotations, "pull")
    client = open_client(project.config, project.files)
    pushed = push_conflicts(client, project, tell)
    credentials, missing, invitation = pushed.accounts
    if as_json:
        print_json({"server": client.url, **pushed.to_json(), "decisions": standing_counts(pushed.standing)})
        return
    for to_adjudicator in pushed.pushed:
        sent = count(to_adjudicator.sent, "sentence")
        print(f"{to_adjudicator.adjudicator}: {sent} sent, {to_adjudicator.waiting} to decide")
        print(f"  {to_adjudicator.link}")
    _tell_what_needs_a_look(pushed)
    if credentials:
        print(f"Each adjudicator's e-mail address and password: {credentials}")
    for email in missing:
        tell(f"annotate: {email} has no account on {client.url}")
    if missing:
        tell(f"hint: send them this link to sign up with that address: {invitation}")


def _tell_what_needs_a_look(pushed: ConflictsPushed) -> None:
    from annotate.cli.adjudicate.worth import told_of
    from annotate.counting import count

    if pushed.withdrawn:
        tell(f"annotate: {count(pushed.withdrawn, 'task')} withdrawn: nothing is open there now, or something else is")
    for begun in pushed.begun:
        tell(f"annotate: not needed any more, but {begun.adjudicator} has begun it, so it is kept: {begun.link}")
    for line in told_of(pushed.standing):
        tell(line)
    if pushed.for_nobody:
        number = count(len(pushed.for_nobody), "sentence")
        tell(
            f"annotate: {number}, like {pushed.for_nobody[0]}, sent to nobody: each adjudicator annotated or decided it"
        )
        tell("hint: add another adjudicator to config.yaml, or `own_sentences: true` to one who annotated it")
