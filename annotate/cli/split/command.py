"""annotate split: articles to sentences."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import Annotated, Literal

from typer import Argument, Option, Typer

from annotate.cli.options import ALL_KINDS, ConfigOption, JsonOption, WorkspaceOption, open_config, print_json

app = Typer()


@app.command()
def split(
    paths: Annotated[
        list[str],
        Argument(
            help="Articles, tables of articles (json, jsonl, csv, parquet), folders or patterns; - is stdin.",
            metavar="PATH",
        ),
    ],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    language: Annotated[
        str | None, Option(metavar="CODE", help="The language of articles that do not name their own.")
    ] = None,
    quotes: Annotated[
        Literal["split", "keep"], Option(help="Split a quotation of several sentences, or keep it whole.")
    ] = "split",
    encoding: Annotated[
        str, Option(metavar="NAME", help="The encoding of the articles; `guess` guesses it.")
    ] = "utf-8",
    column: Annotated[
        list[str] | None, Option(metavar="FIELD=NAME", help="Column names as FIELD=NAME, e.g. text=isi; repeatable.")
    ] = None,
    form: Annotated[
        str, Option("--format", metavar="FORMAT", help="The format of stdin: text, html, json, jsonl or csv.")
    ] = "",
    skip_bad: Annotated[bool, Option("--skip-bad", help="Skip unreadable articles; name and count them.")] = False,
    find_duplicates: Annotated[bool, Option(help="List near-duplicates of earlier articles.")] = True,
    drop_duplicates: Annotated[
        bool, Option("--drop-duplicates", help="Drop near-duplicate articles; keep the first of each group.")
    ] = False,
    kinds: Annotated[
        str, Option(metavar="KINDS", help=f"Kinds to keep, with commas between: {ALL_KINDS}.", show_default="all")
    ] = "",
    match: Annotated[
        str, Option(metavar="REGEX", help="Keep sentences that match this regular expression; capitals do not matter.")
    ] = "",
    where: Annotated[
        list[str] | None,
        Option(metavar="FIELD=VALUE", help="Keep articles with this value, e.g. outlet=Kompas; repeatable."),
    ] = None,
    since: Annotated[
        str, Option(metavar="DATE", help="Keep articles from this date on, e.g. 2022, 2022-03 or 2022-03-01.")
    ] = "",
    until: Annotated[str, Option(metavar="DATE", help="Keep articles up to and including this date.")] = "",
    sample: Annotated[int | None, Option(metavar="N", help="Draw this many sentences at random.", min=1)] = None,
    by: Annotated[str, Option(metavar="FIELD", help="Stratify the sample by this field, e.g. outlet.")] = "",
    whole_articles: Annotated[
        bool, Option("--whole-articles", help="Keep or leave out all sentences of an article together.")
    ] = False,
    workers: Annotated[
        int | None, Option(metavar="N", help="How many processes split articles.", show_default="all cores", min=1)
    ] = None,
    engine: Annotated[Literal["plain", "daft"], Option(help="`daft` is for tables of any size.")] = "plain",
    ray: Annotated[
        str, Option(metavar="ADDRESS", help="With daft: the address of a Ray cluster; `local` starts one.")
    ] = "",
    output: Annotated[
        str,
        Option(
            metavar="PATH",
            help="With daft: a folder or s3://… for Parquet files, or for JSON Lines if it ends in .jsonl.",
        ),
    ] = "",
    add: Annotated[
        bool, Option("--add", help="Add to the workspace's articles; articles that it already has stay as they are.")
    ] = False,
    replace: Annotated[
        bool, Option("--replace", help="Write the workspace's sentences again, even if this drops pushed ones.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Split articles into sentences, with exact offsets and kinds."""
    from annotate import __version__
    from annotate.cli.split.choices import parse_columns, parse_where, refuse_for_engine
    from annotate.cli.split.languages import tell_of_languages
    from annotate.cli.split.outcome import show
    from annotate.cli.split.write import Here, Job, split_elsewhere, split_here, split_on_daft
    from annotate.corpus import KINDS, ReadingReport, Selection, parse_kinds, read_articles, split_article
    from annotate.corpus.reading.paths import shown
    from annotate.errors import ConfigError
    from annotate.schema import read_schema
    from annotate.schema.sections import Context

    if engine == "daft":
        of_plain = {"--skip-bad": skip_bad, "--encoding": encoding != "utf-8", "--format": form, "--workers": workers}
        refuse_for_engine(of_plain | {"--drop-duplicates": drop_duplicates, "--add": add}, "with")
    else:
        refuse_for_engine({"--ray": ray, "--output": output}, "without")
    if by and sample is None:
        raise ConfigError("--by needs --sample N", "add --sample, or leave out --by")
    if add and replace:
        raise ConfigError("--add and --replace exclude each other", "leave out one of the two")
    signal.signal(signal.SIGTERM, _stop)
    settings, files = open_config(config, workspace, language=language)
    selection = Selection(
        kinds=parse_kinds(kinds) if kinds else KINDS,
        match=match,
        where=parse_where(where or []),
        since=since,
        until=until,
        sample=sample,
        by=by,
        seed=settings.seed,
        whole_articles=whole_articles,
    )
    context = read_schema(settings.schema_path).context if settings.schema_path.exists() else Context()
    one = partial(
        split_article,
        language=settings.language,
        quotes=quotes,
        context=(context.before, context.after),
        abbreviations=settings.abbreviations,
    )
    columns = parse_columns(column or [])
    choices = {
        "inputs": [shown(path) for path in paths],
        "columns": columns,
        "encoding": encoding,
        "language": settings.language,
        "abbreviations": list(settings.abbreviations),
        "quotes": quotes,
        "version": __version__,
        "duplicates_dropped": drop_duplicates,
    }
    job = Job(files, one, selection, add, replace, choices)
    if engine == "daft":
        from annotate.corpus.scale import ArticleTables

        tables = ArticleTables(paths, columns, ray)
        outcome = split_elsewhere(tables, job, output) if output else split_on_daft(tables, job)
    else:
        reading = ReadingReport(skip_bad)
        articles = read_articles(paths, encoding, columns, form, reading)
        here = Here(workers or os.cpu_count() or 1, find_duplicates or drop_duplicates, drop_duplicates)
        outcome = split_here(articles, reading, job, here)
    if as_json:
        place = outcome.written.get("sentences", str(files.sentences))
        print_json(outcome.to_row(selection, choices) | {"file": place, "files": outcome.written})
    else:
        show(outcome, drop_duplicates)
        tell_of_languages(outcome.report, settings.language)


def _stop(number: int, frame: object) -> None:
    """End as after an error, so that no half-written file stays."""
    sys.exit(128 + number)
