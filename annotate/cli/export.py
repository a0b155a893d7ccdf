"""annotate export: gold labels to other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, WorkspaceOption, open_project

app = Typer()


@app.command()
def export(
    form: Annotated[
        str,
        Argument(help="csv (a table, one claim on each line) or jsonl (one sentence on each line).", metavar="FORMAT"),
    ],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    output: Annotated[
        str | None,
        Option(metavar="PATH", help="The file to write; - is stdout.", show_default="WORKSPACE/export/gold.FORMAT"),
    ] = None,
) -> None:
    """Write the gold labels beside their sentences.

    An unresolved answer has no value; its name is under `unresolved`.
    """
    import sys

    from annotate.counting import count
    from annotate.errors import ConfigError
    from annotate.export import FORMATS, gold_rows
    from annotate.files import write_whole
    from annotate.gold.other_schema import refuse_other_schema
    from annotate.workspace import needed

    project = open_project(config, workspace)
    files, schema = project.files, project.schema
    if form not in FORMATS:
        raise ConfigError(f"there is no export format called {form!r}", f"choose from {', '.join(FORMATS)}")
    if refuse_other_schema(needed(files.gold, "gold"), schema):
        tell(f"annotate: {files.gold} does not say its schema; its answers fit today's, and more cannot be checked")
    rows = gold_rows(files.gold, needed(files.sentences, "split"))
    if files.annotations.exists() and files.annotations.stat().st_mtime > files.gold.stat().st_mtime:
        tell(
            f"annotate: {files.annotations} is newer than {files.gold}; run `annotate gold` to use the new annotations"
        )
    if output == "-":
        FORMATS[form](rows, schema, sys.stdout.buffer)
        return
    path = Path(output) if output else files.exports / f"gold.{form}"
    with write_whole(path) as file:
        written = FORMATS[form](rows, schema, file)
    print(f"{count(written, 'row')} → {path}")
