"""annotate status: how far each annotator is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_config,
    open_launch,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.labelstudio.status import Progress

app = Typer()
_WATCH_SECONDS = 10


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
    open_launch(files)
    client = open_client(settings, files)
    while True:
        rows = read_status(client, files, progress=tell)
        if as_json:
            print_json([row._asdict() | {"last_seen": row.last_seen and row.last_seen.isoformat()} for row in rows])
        else:
            _show_status(rows)
        if not watch:
            return
        time.sleep(_WATCH_SECONDS)


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
                *map(str, (row.done, row.skipped)),
                said(row.left),
                said(row.median_seconds, ".0f"),
                said(row.per_hour, ".0f"),
                said(row.days_to_go),
                f"{row.last_seen.astimezone():%d %b %H:%M}" if row.last_seen else "–",
            )
            for row in rows
        ],
    )
