"""annotate adjudicate read: decisions out of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, WorkspaceOption, open_project

app = Typer()


@app.command()
def read(
    file: Annotated[Path, Argument(metavar="FILE", help="A file that `annotate adjudicate write` wrote, filled in.")],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    skip_empty: Annotated[
        bool, Option("--skip-empty", help="Leave out sentences in which nothing is filled in.")
    ] = False,
) -> None:
    """Add the decisions in a file to decisions.jsonl.

    If anything in the file is wrong, every mistake is named and nothing is added. `annotate gold` uses the decisions.
    """
    from datetime import UTC, datetime

    from annotate.adjudication import write_rulings
    from annotate.adjudication.by_file import check, read_filled
    from annotate.adjudication.conflicts import read_conflicts
    from annotate.counting import count
    from annotate.errors import RecordError
    from annotate.labelstudio.launch.file import LOCK
    from annotate.lock import one_at_a_time

    project = open_project(config, workspace)
    files = project.files
    filled, unreadable = read_filled(file)
    with one_at_a_time(files.launch.with_name(LOCK), "another command that works on this workspace", tell):
        conflicts = read_conflicts(project)
        now = datetime.now(UTC).replace(microsecond=0)
        checked = check(filled, conflicts, project.config.adjudicators, now, skip=skip_empty)
        mistakes = sorted([*unreadable, *checked.mistakes])
        for mistake in mistakes:
            tell(f"{file}:{mistake.line}: {mistake.message}")
        if mistakes:
            raise RecordError(
                f"{file} has {count(len(mistakes), 'mistake')}, so none of its decisions was read",
                "correct the lines named above and read the file again",
            )
        write_rulings(files.decisions, [*conflicts.rulings, *checked.rulings])
    print(f"{count(len(checked.rulings), 'decision')} read → {files.decisions}")
    if checked.known:
        print(f"{count(checked.known, 'decision')} read before")
    if checked.empty:
        print(f"{count(checked.empty, 'sentence')} not filled in")
