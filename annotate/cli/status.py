"""annotate status: how far each annotator is."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.connection import open_client
from annotate.cli.look_again import tell_look_again
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    open_config,
    open_project,
    print_json,
    refuse_elsewhere,
)
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from annotate.labelstudio.pull.look_again import LookAgain
    from annotate.labelstudio.pull.progress import Progress
    from annotate.labelstudio.wire.client import Client
    from annotate.workspace import Workspace

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
    """Show how far each annotator is, by round.

    It also lists what they should look at again.
    """
    import time

    from annotate.errors import LabelStudioError
    from annotate.labelstudio.launch.file import needed_launch
    from annotate.labelstudio.pull.progress import status as read_status

    be_verbose(verbose)
    refuse_elsewhere(config)
    settings, files = open_config(config, workspace)
    names = {email: name for name, email in needed_launch(files.launch).annotators.items() if email}
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
                refused = _refused(files, names)
                _show(rows, _to_look_at(config, workspace, client), refused, as_json=as_json, watch=watch)
            if not watch:
                return
            time.sleep(_WATCH_SECONDS)


def _to_look_at(config: Path | None, workspace: Path | None, client: Client) -> Sequence[LookAgain]:
    """What to look at again; nothing, and why, if the schema is not the one that was launched."""
    from annotate.errors import SchemaError
    from annotate.labelstudio.pull.pull import kept_to_look_at

    try:
        return kept_to_look_at(open_project(config, workspace), client.url)
    except SchemaError as error:
        tell(f"annotate: cannot list what to look at again: {error.message}")
        return ()


def _refused(files: Workspace, names: Mapping[str, str]) -> Counter[str]:
    """How many requests of each annotator the guard refused; what it refused others is said, too."""
    from annotate.labelstudio.server.refusals import read_refusals, refused_file

    refusals = read_refusals(files.root)
    if refusals is None:
        return Counter()
    tell(f"annotate: {refusals.sentence(names)}; see {refused_file(files.root)}")
    return Counter({names.get(who, who): times for who, times in refusals.times.items()})


def _show(
    rows: Sequence[Progress], look_again: Sequence[LookAgain], refused: Counter[str], *, as_json: bool, watch: bool
) -> None:
    if not as_json:
        _show_status(rows)
        tell_look_again(look_again)
        return
    theirs = _by_row(rows, look_again)
    lines = [
        row._asdict()
        | {"last_seen": row.last_seen and row.last_seen.isoformat()}
        | {"refused": refused[row.annotator]}
        | {"look_again": [annotation.to_json() for annotation in annotations]}
        for row, annotations in zip(rows, theirs, strict=True)
    ]
    if watch:
        print(json.dumps(lines, ensure_ascii=False), flush=True)
    else:
        print_json(lines)


def _by_row(rows: Sequence[Progress], look_again: Sequence[LookAgain]) -> list[list[LookAgain]]:
    """Which annotations belong to which row; those of somebody without a row to the first one of their project."""
    theirs: list[list[LookAgain]] = [[] for _ in rows]
    for each in look_again:
        fits = [
            (row.annotator == each.annotator, row.round == (1 if each.round is None else each.round), -index)
            for index, row in enumerate(rows)
            if row.project == each.project
        ]
        if fits:
            theirs[-max(fits)[2]].append(each)
    return theirs


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
