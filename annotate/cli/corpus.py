"""annotate init and annotate split: a project's files, and its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_config, print_json

if TYPE_CHECKING:
    from annotate.corpus import Sentence

app = Typer()


@app.command()
def init(folder: Annotated[Path, Argument(help="Where to put them.")] = Path()) -> None:
    """Write config.yaml and schemas/ for a new project."""
    from annotate.project import init_project

    for file in init_project(folder):
        print(f"wrote {file}")
    print("Next: name your annotators in config.yaml, then `annotate split ARTICLES`.")


@app.command()
def split(
    paths: Annotated[list[str], Argument(help="Articles (.txt, .md) and folders of them.", metavar="PATH...")],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    language: Annotated[str | None, Option(help="The articles' language, for its abbreviations.")] = None,
    encoding: Annotated[str, Option(help="The articles' encoding; `guess` guesses it.")] = "utf-8",
    as_json: JsonOption = False,
) -> None:
    """Split articles into sentences.jsonl, with exact offsets, context and kinds."""
    from annotate.corpus import read_articles, split_article, write_sentences

    settings, files = open_config(config, workspace, language=language)
    kinds: Counter[str] = Counter()
    articles = 0

    def sentences() -> Iterator[Sentence]:
        nonlocal articles
        for article in read_articles(paths, encoding=encoding):
            articles += 1
            for sentence in split_article(article, language=settings.language):
                kinds[sentence.kind] += 1
                yield sentence

    count = write_sentences(files.sentences, sentences())
    if as_json:
        print_json({"articles": articles, "sentences": count, "kinds": dict(kinds), "file": str(files.sentences)})
        return
    by_kind = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    print(f"{articles} articles, {count} segments ({by_kind}) → {files.sentences}")
    if not kinds["prose"]:
        tell("annotate: no segment looks like prose; `kind` in the file says what each was taken for")
