"""annotate adjudicate status: how far each adjudicator is."""

from __future__ import annotations

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
from annotate.cli.table import print_table, printable

app = Typer()


@app.command()
def status(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show how far each adjudicator is, and their notes."""
    from annotate.labelstudio.adjudicate.file import needed_adjudication
    from annotate.labelstudio.adjudicate.progress import status as read_status

    be_verbose(verbose)
    project = open_project(config, workspace)
    needed_adjudication(project.files.adjudication)  # before anybody is asked for a token
    rows = read_status(open_client(project.config, project.files), project, tell)
    if as_json:
        print_json([row.to_json() for row in rows])
        return

    def rounded(value: float | None) -> str:
        return "–" if value is None else format(value, ".0f")

    print_table(
        ("adjudicator", "done", "left", "skip", "rejected", "secs", "/hour", "last seen"),
        [
            (
                row.adjudicator,
                *map(str, (row.done, row.left, row.skipped, row.rejected)),
                rounded(row.median_seconds),
                rounded(row.per_hour),
                f"{row.last_seen.astimezone():%d %b %H:%M}" if row.last_seen else "–",
            )
            for row in rows
        ],
        narrow=True,
    )
    for row in rows:
        for sentence, note in row.notes.items():
            print(f"{row.adjudicator} on {sentence}: {printable(note)}")
