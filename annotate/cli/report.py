"""annotate report: one HTML file that shows a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option, Typer

from annotate.cli.options import ConfigOption, WorkspaceOption, open_project

app = Typer()


@app.command()
def report(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    anonymous: Annotated[
        bool, Option("--anonymous", help="Call people A, B, C, and leave out addresses and notes.")
    ] = False,
    without_texts: Annotated[
        bool,
        Option("--without-texts", "--articles", help="Leave out the words of the articles; spans are only positions."),
    ] = False,
    title: Annotated[
        str, Option(metavar="TEXT", help="The title.", show_default="that of `about:` or the schema")
    ] = "",
    output: Annotated[
        Path | None, Option(metavar="FILE", help="The file to write.", show_default="WORKSPACE/report.html")
    ] = None,
) -> None:
    """Write one HTML file that shows the project.

    It can be made at any stage of a project, and says what is not there yet. It opens without a network.
    """
    from annotate.report import ReportChoice, write_report

    project = open_project(config, workspace)
    file = output or project.files.report
    write_report(project, file, ReportChoice(anonymous, not without_texts, title))
    print(f"report → {file}")
