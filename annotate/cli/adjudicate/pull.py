"""annotate adjudicate pull: decisions back."""

from __future__ import annotations

from typing import Annotated

from typer import Exit, Option, Typer

from annotate.cli.boundary import FAILED, stop_if_strict, tell
from annotate.cli.connection import open_client
from annotate.cli.noticed import tell_mentioned
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_project,
    print_json,
)

app = Typer()


@app.command()
def pull(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    strict: Annotated[
        bool, Option("--strict", help="Exit with code 3 if decisions were rejected, changed by others or not read.")
    ] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Bring the decisions back; `annotate gold` uses them.

    Decisions that cannot be used go to rejected-decisions.jsonl with the reasons.
    """
    from annotate.counting import count
    from annotate.errors import ServerFailed
    from annotate.labelstudio.adjudicate.file import needed_adjudication
    from annotate.labelstudio.adjudicate.pull import pull as pull_decisions

    be_verbose(verbose)
    project = open_project(config, workspace)
    files = project.files
    needed_adjudication(files.adjudication)  # before anybody is asked for a token
    pulled = pull_decisions(open_client(project.config, files), project, tell)
    if as_json:
        print_json(pulled.to_json())
    else:
        print(f"{pulled} → {files.decisions}")
        if pulled.notes:
            print(f"{count(pulled.notes, 'decision')} with a note")
        if pulled.rejected:
            rejected = count(pulled.rejected.total(), "decision")
            tell(f"annotate: {rejected} rejected; the reasons, and links to their pages: {files.rejected_decisions}")
        for problem in pulled.not_read:
            tell(f"annotate: {problem}")
            tell(f"hint: {problem.hint}")
        tell_mentioned(pulled.noticed, pulled.deleted, files.adjudication_raw, "decision")
    if any(isinstance(problem, ServerFailed) for problem in pulled.not_read):
        raise Exit(FAILED)
    stop_if_strict(strict, bool(pulled.rejected or pulled.noticed or pulled.not_read))
