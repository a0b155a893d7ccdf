"""annotate export: gold labels and annotations to other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_project, print_json

if TYPE_CHECKING:
    from annotate.export import Exported
    from annotate.workspace import Workspace

app = Typer()
_KINDS = {"question": "answer", "claim": "claim", "span": "span", "attribute": "attribute"}


@app.command()
def export(
    form: Annotated[
        str,
        Argument(
            help="csv (one claim per line), spreadsheet (the same for Excel), jsonl or parquet (one sentence per row), "
            "huggingface (a data set with its card), label-studio (tasks with annotations), long (one judgement per "
            "line, for R and ReCal), brat or inception (marks in whole articles), qdpx (for ATLAS.ti, MAXQDA and "
            "NVivo), dna (for Discourse Network Analyzer), spacy (one Doc per sentence), conll or conllup (one word "
            "per line).",
            metavar="FORMAT",
        ),
    ],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    annotations: Annotated[
        bool, Option("--annotations", help="Export what each annotator said, instead of gold.")
    ] = False,
    split: Annotated[
        str | None,
        Option(metavar="80,10,10", help="Percentages of the articles for training, development and test data."),
    ] = None,
    date: Annotated[
        str, Option(metavar="DATE", help="For dna: the date of articles that have none.", show_default=False)
    ] = "",
    output: Annotated[
        str | None,
        Option(
            metavar="PATH",
            help="The file or folder to write; - is stdout.",
            show_default="WORKSPACE/export/gold.FORMAT",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write gold labels or annotations for other tools.

    Undecided answers have no value. The command prints how many there are, and what the format has no place for.
    """
    import sys

    from annotate.export import FORMATS, Choice, read_shares, write_export

    project = open_project(config, workspace)
    choice = Choice(form, annotations, read_shares(split) if split else (), date)
    target = sys.stdout.buffer if output == "-" else Path(output) if output else None
    exported = write_export(project, choice, target)
    if as_json and output != "-":
        print_json(exported.to_json())
    elif output != "-":
        _print_written(exported)
        for line in FORMATS[form].reads:
            print(line.format(path=exported.path))
    _tell_left_out(exported, form)
    if not annotations:
        _tell_old_gold(project.files)


def _print_written(exported: Exported) -> None:
    from annotate.counting import count

    print(f"{count(exported.survey.rows.total(), 'row')} → {exported.path}")
    parts = [f"{name} {rows}" for name, rows in exported.parts.items() if name]
    if parts:
        print(f"of these {', '.join(parts)}")


def _tell_left_out(exported: Exported, form: str) -> None:
    from annotate.counting import count

    survey = exported.survey
    if exported.unstamped:
        tell("annotate: the gold does not name its schema; its answers fit today's, and nothing else can be checked")
    if survey.skipped:
        tell(f"annotate: {count(survey.skipped, 'skipped annotation')} left out")
    if survey.undecided:
        parts = [f"{count(number, _KINDS[kind])} ({cause})" for (kind, cause), number in survey.undecided.items()]
        tell(f"annotate: undecided and left out: {', '.join(parts)}")
    if +exported.losses:
        held = ", ".join(f"{what} ({number})" for what, number in (+exported.losses).items())
        tell(f"annotate: {form} has no place for: {held}")
    if exported.rebuilt:
        articles = count(exported.rebuilt, "article")
        tell(
            f"annotate: {articles} not in articles.jsonl as split; made of their sentences, with line ends in the gaps"
        )


def _tell_old_gold(files: Workspace) -> None:
    if files.annotations.exists() and files.annotations.stat().st_mtime > files.gold.stat().st_mtime:
        tell(
            f"annotate: {files.annotations} is newer than {files.gold}; run `annotate gold` to use the new annotations"
        )
