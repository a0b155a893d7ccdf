"""annotate demo: the whole path, with a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.agreement.tables import print_rows
from annotate.cli.boundary import tell
from annotate.cli.gold.tables import Tally, print_gold
from annotate.cli.table import filled
from annotate.counting import count

if TYPE_CHECKING:
    from annotate.demo.run import Demo

app = Typer()


@app.command()
def demo(
    workspace: Annotated[Path, Option(metavar="FOLDER", help="The folder for the files of the demo.")] = Path(
        "work/demo"
    ),
    keep: Annotated[
        bool, Option("--keep", help="Leave the server running, so that you can look at its pages.")
    ] = False,
) -> None:
    """Take five articles through a real Label Studio and back."""
    from annotate.demo.run import run_demo
    from annotate.labelstudio import server

    try:
        done = run_demo(workspace, progress=tell)
    finally:
        if not keep:
            tell("stopping the server")
            server.stop(workspace)
    _print_summary(done, keep)


def _print_summary(done: Demo, keep: bool) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in done.kinds.most_common())
    pulled, files = done.pulled, done.files
    paragraphs = (
        f"Five seed articles: {done.kinds.total()} segments ({kinds}).",
        "We wrote the annotations as samples for this demo: not gold, not human data.",
        f"{pulled}; {pulled.warnings} with warnings.",
    )
    for paragraph in paragraphs:
        print(filled(paragraph))
    print_rows(done.agreement)
    first = next(row for row in done.agreement if row.kind == "question" and row.agreement.value is not None)
    print(f"\n{first.element}: {first.agreement.estimate}, reproducible as\n{first.agreement.signature}\n")
    decided = f"{count(done.decided.points, 'point')} in {count(done.decided.sentences, 'sentence')}"
    print(filled(f"Votes leave {decided} open. We wrote decisions on them as samples too: not gold, not human data."))
    print_gold(Tally(done.gold))
    print(f"sentences    {files.sentences}")
    print(f"annotations  {files.annotations}, rejected: {files.rejected}")
    print(f"agreement    {files.agreement}")
    print(f"decisions    {files.decisions}")
    print(f"gold         {files.gold}, conflicts: {files.conflicts}")
    print(f"a table      {files.exports / 'gold.csv'}")
    print(f"a report     {files.report}; open it in a browser")
    if keep:
        print(f"page         {done.pushed[0].link}")
        print(f"             names and passwords: {files.root / 'credentials.json'}")
        print(f"             stop it with `annotate server stop --config {done.config}`")
    else:
        print("page         `annotate demo --keep` leaves the server running")
