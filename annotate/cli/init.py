"""annotate init: the files a new project starts from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Typer

app = Typer()


@app.command()
def init(folder: Annotated[Path, Argument(help="The folder for the new files.")] = Path()) -> None:
    """Write config.yaml and schemas/ for a new project."""
    from annotate.new_project import init_project

    for file in init_project(folder):
        print(f"wrote {file}")
    print(
        "Next: write your annotators and the articles' language into config.yaml, then run `annotate split ARTICLES`."
    )
