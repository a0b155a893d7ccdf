"""annotate init: the files a new project starts from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

app = Typer()


@app.command()
def init(
    folder: Annotated[Path, Argument(metavar="FOLDER", help="The folder for the new files.")] = Path(),
    language: Annotated[
        str, Option(metavar="CODE", help="The articles' language, such as id, en or de; `und` is any other.")
    ] = "id",
) -> None:
    """Write config.yaml and schemas/ for a new project."""
    from annotate.corpus.splitting.language import load_language
    from annotate.new_project import init_project

    load_language(language)
    for file in init_project(folder, language=language):
        print(f"wrote {file}")
    print(f"The articles' language is {language}; `language:` in config.yaml changes that.")
    print("Next: write your annotators into config.yaml, then run `annotate split ARTICLES`.")
