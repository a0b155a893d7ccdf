"""annotate status: how far each annotator is."""

from __future__ import annotations

import json
from contextlib import nullcontext, suppress
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
    print_json,
)
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.labelstudio.pull.progress import Progress
    from annotate.labelstudio.wire.client import Client

app = Typer()
_WATCH_SECONDS = 10
_PACE = ("secs", "/hour", "days")


@app.command()
def status(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    watch: Annotated[bool, Option("--watch", help="Update every ten seconds, until Ctrl-C.")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show how far each annotator is, by round."""
    import time

    from annotate.errors import LabelStudioError
    from annotate.labelstudio.launch.file import needed_launch
    from annotate.labelstudio.pull.progress import status as read_status

    be_verbose(verbose)
    settings, files = open_config(config, workspace)
    needed_launch(files.launch)
    client: Client | None = open_client(settings, files)
    with suppress(KeyboardInterrupt) if watch else nullcontext():
        while True:
            try:
                client = client or open_client(settings, files)
                rows = read_status(client, files, progress=tell)
            except LabelStudioError as error:
                if not watch:
                    raise
                client = None  # a local server may come back at another address
                tell(f"annotate: {error.message}; trying again in {_WATCH_SECONDS} seconds")
            else:
                _show(rows, as_json=as_json, watch=watch)
            if not watch:
                return
            time.sleep(_WATCH_SECONDS)


def _show(rows: Sequence[Progress], *, as_json: bool, watch: bool) -> None:
    if not as_json:
        _show_status(rows)
        return
    found = [row._asdict() | {"last_seen": row.last_seen and row.last_seen.isoformat()} for row in rows]
    if watch:
        print(json.dumps(found, ensure_ascii=False), flush=True)
    else:
        print_json(found)


def _show_status(rows: Sequence[Progress]) -> None:
    def said(value: float | None, form: str = "g") -> str:
        return "–" if value is None else format(value, form)

    # An adopted project may have the same people and rounds as another one.
    several = len({(row.annotator, row.round) for row in rows}) < len(rows)
    print_table(
        ("annotator", *(["project"] if several else []), "round", "done", "skip", "left", *_PACE, "last seen"),
        [
            (
                row.annotator,
                *([str(row.project)] if several else []),
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
        narrow=True,
    )
