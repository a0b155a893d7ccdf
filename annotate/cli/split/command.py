"""annotate split: articles to sentences."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from typer import Argument, Option, Typer

from annotate import __version__
from annotate.cli.boundary import tell
from annotate.cli.options import ALL_KINDS, ConfigOption, JsonOption, WorkspaceOption, open_config, print_json

if TYPE_CHECKING:
    from annotate.corpus import Article, Duplicate, ReadingReport, Selection, SelectionReport, Sentence
    from annotate.errors import CorpusError

app = Typer()

_MOST_IGNORED = 5  # ignored files named there
_MOST_TOLD = 20  # repetitions, and pages kept in part, named on stderr; the report names all


@app.command()
def split(
    paths: Annotated[
        list[str],
        Argument(
            help="Articles, tables of them (jsonl, csv, parquet), folders, patterns; - is stdin.", metavar="PATH..."
        ),
    ],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    language: Annotated[
        str | None, Option(metavar="CODE", help="The articles' language, for its abbreviations.")
    ] = None,
    quotes: Annotated[
        Literal["split", "keep"], Option(help="A quotation of several sentences: split it, or keep it whole.")
    ] = "split",
    encoding: Annotated[str, Option(metavar="NAME", help="The articles' encoding; `guess` guesses it.")] = "utf-8",
    column: Annotated[
        list[str] | None, Option(metavar="FIELD=NAME", help="What a table calls a field: text=isi, id=nomor.")
    ] = None,
    form: Annotated[
        str, Option("--format", metavar="FORMAT", help="The format of stdin: text, html, jsonl or csv.")
    ] = "",
    skip_bad: Annotated[bool, Option("--skip-bad", help="Name and count unreadable articles, and go on.")] = False,
    find_duplicates: Annotated[bool, Option(help="List articles that repeat an earlier one.")] = True,
    drop_duplicates: Annotated[bool, Option("--drop-duplicates", help="Keep the first of those alike.")] = False,
    kinds: Annotated[
        str, Option(metavar="KINDS", help=f"Kinds to keep, with commas between: {ALL_KINDS}.", show_default="all")
    ] = "",
    match: Annotated[
        str, Option(metavar="REGEX", help="Keep sentences with this regular expression, in any case.")
    ] = "",
    where: Annotated[
        list[str] | None, Option(metavar="FIELD=VALUE", help="Keep articles with this: outlet=Kompas; may be repeated.")
    ] = None,
    since: Annotated[
        str, Option(metavar="DATE", help="Keep articles from this date on: 2022, 2022-03, 2022-03-01.")
    ] = "",
    until: Annotated[str, Option(metavar="DATE", help="Keep articles up to this date.")] = "",
    sample: Annotated[int | None, Option(metavar="N", help="Draw this many sentences at random.", min=1)] = None,
    by: Annotated[str, Option(metavar="FIELD", help="The field whose values share the sample.")] = "",
    whole_articles: Annotated[bool, Option("--whole-articles", help="Keep an article's sentences together.")] = False,
    workers: Annotated[
        int | None, Option(metavar="N", help="Processes that split.", show_default="all cores", min=1)
    ] = None,
    engine: Annotated[Literal["plain", "daft"], Option(help="`daft` for tables of any size.")] = "plain",
    ray: Annotated[
        str, Option(metavar="ADDRESS", help="Daft on the Ray cluster at this address; `local` starts one.")
    ] = "",
    output: Annotated[
        str,
        Option(
            metavar="PATH", help="With daft: a folder or s3://…, for Parquet, or for JSON Lines if it ends in .jsonl."
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Split articles into sentences, with exact offsets and kinds."""
    from annotate.corpus import KINDS, Selection, parse_kinds, read_articles, split_article
    from annotate.corpus.reading.paths import shown
    from annotate.errors import ConfigError
    from annotate.files import write_json
    from annotate.schema import read_schema
    from annotate.schema.model import Context

    if engine == "daft":
        given = {"--skip-bad": skip_bad, "--encoding": encoding != "utf-8", "--format": form, "--workers": workers}
        _refuse(given | {"--drop-duplicates": drop_duplicates}, "with")
    else:
        _refuse({"--ray": ray, "--output": output}, "without")
    if by and sample is None:
        raise ConfigError("--by shares a sample, and none is drawn", "add --sample N, or leave out --by")
    signal.signal(signal.SIGTERM, _stop)
    settings, files = open_config(config, workspace, language=language)
    selection = Selection(
        kinds=parse_kinds(kinds) if kinds else KINDS,
        match=match,
        where=_values(where or []),
        since=since,
        until=until,
        sample=sample,
        by=by,
        seed=settings.seed,
        whole_articles=whole_articles,
    )
    context = read_schema(settings.schema_path).context if settings.schema_path.exists() else Context()
    one = partial(split_article, language=settings.language, quotes=quotes, before=context.before, after=context.after)
    columns = _columns(column or [])
    if engine == "daft":
        done = _daft(files.sentences, paths, one, selection, columns, ray, output)
    else:
        source = partial(read_articles, paths, encoding, columns, form)
        looking = find_duplicates or drop_duplicates
        done = _plain(files.sentences, source, one, selection, workers, skip_bad, looking, drop_duplicates)
    place = output or str(files.sentences)
    summary = done.report.to_row(selection) | {
        "inputs": [shown(path) for path in paths],
        "columns": columns,
        "encoding": encoding,
        "language": settings.language,
        "quotes": quotes,
        "version": __version__,
        "duplicates": None if done.duplicates is None else [asdict(each) for each in done.duplicates],
        "duplicates_dropped": drop_duplicates,
        "unreadable": [shown(error.message) for error in done.reading.unreadable],
        "kept_in_part": [part._asdict() for part in done.reading.kept_in_part],
        "ignored": [shown(path) for path in done.reading.ignored],
    }
    write_json(files.split_report, summary)
    if as_json:
        print_json(summary | {"file": place})
    else:
        _show(done, drop_duplicates, place, files.split_report)


def _stop(number: int, frame: object) -> None:
    """End as after an error, so that no half-written file stays."""
    sys.exit(128 + number)


class _Done(NamedTuple):
    """What was counted, and what a person should hear of; duplicates are None where nobody looked for them."""

    report: SelectionReport
    duplicates: list[Duplicate] | None
    reading: ReadingReport


def _plain(
    file: Path,
    source: Callable[..., Iterator[Article]],
    one: Callable[[Article], list[Sentence]],
    selection: Selection,
    workers: int | None,
    skip_bad: bool,
    looking: bool,
    drop: bool,
) -> _Done:
    """Split with this machine's processors."""
    from annotate.corpus import ReadingReport, Seen, leaves_out, write_split
    from annotate.errors import AnnotateError

    reading = ReadingReport(skip_bad)
    found: list[Duplicate] = []
    with Seen() as seen:
        leave_out = partial(leaves_out, seen, found, drop) if looking else None
        articles = source(report=reading)
        try:
            report = write_split(file, articles, one, selection, workers or os.cpu_count() or 1, leave_out, tell)
        except AnnotateError:
            _tell_skipped(reading.unreadable)
            raise
    return _Done(report, found if looking else None, reading)


def _daft(
    file: Path,
    paths: Sequence[str],
    one: Callable[[Article], list[Sentence]],
    selection: Selection,
    columns: Mapping[str, str],
    ray: str,
    output: str,
) -> _Done:
    """Split with Daft, into the workspace's file or into the folder that is named."""
    from annotate.corpus import ReadingReport, SelectionReport, select, write_sentences
    from annotate.corpus.scale import scaled_sentences, write_scaled
    from annotate.corpus.selecting.selection import require_kept

    def chosen() -> Iterator[Sentence]:
        yield from select(scaled_sentences(paths, one, columns, ray), selection, report)
        require_kept(selection, report)

    if output:
        form = "jsonl" if output.rstrip("/").endswith(".jsonl") else "parquet"
        report = write_scaled(output, paths, one, selection, columns, ray, form)
    else:
        report = SelectionReport()
        write_sentences(file, chosen())
    return _Done(report, None, ReadingReport())


def _show(done: _Done, dropped: bool, place: str, report_file: Path) -> None:
    """Say what was done on stdout, and what a person should look at on stderr."""
    from annotate.corpus.selecting.selection import NOT_ISO
    from annotate.counting import count

    report, duplicates = done.report, done.duplicates or []
    _tell_skipped(done.reading.unreadable)
    if done.reading.ignored:
        some = ", ".join(map(str, done.reading.ignored[:_MOST_IGNORED]))
        more = (
            f" and {len(done.reading.ignored) - _MOST_IGNORED} more"
            if len(done.reading.ignored) > _MOST_IGNORED
            else ""
        )
        tell(f"annotate: ignored, since they are no articles: {some}{more}")
    for page, kept, characters in done.reading.kept_in_part[:_MOST_TOLD]:
        tell(f"annotate: {page}: only {kept / characters:.0%} of its running text was kept; compare it with the page")
    if number := len(done.reading.kept_in_part):
        tell(f"annotate: {count(number, 'page')} kept in part: {report_file}")
    for each in duplicates[:_MOST_TOLD]:
        tell(f"annotate: {each.id} repeats {each.first} ({each.similarity:.0%} alike)")
    if number := report.articles_left_out[NOT_ISO]:
        tell(f"annotate: {count(number, 'article')} left out for a date that is not like 2022-01-30 (ISO 8601)")
    if number := report.articles_left_out["no date"]:
        tell(f"annotate: {count(number, 'article')} left out for want of a date")
    if duplicates:
        left_out = "left out" if dropped else "kept; --drop-duplicates leaves them out"
        copies = count(len(duplicates), "article")
        tell(f"annotate: {copies} like an earlier one, {left_out}: {report_file}")
    counts = ", ".join(f"{number} {kind}" for kind, number in report.kinds.most_common())
    found = f"{count(report.articles, 'article')}, {count(report.read, 'segment')}"
    print(f"{found}{f' ({counts})' if counts else ''} → {place}")
    if report.kept < report.read:
        print(f"{count(report.read - report.kept, 'segment')} left out; the choice and its counts: {report_file}")
    if not report.kinds["prose"]:
        tell("annotate: no segment looks like prose; `kind` in the file says what each was taken for")


def _tell_skipped(errors: list[CorpusError]) -> None:
    for error in errors:
        tell(f"annotate: skipped: {error.message}")


def _refuse(options: Mapping[str, object], preposition: str) -> None:
    from annotate.errors import ConfigError

    for option, value in options.items():
        if value:
            hint = "leave out one of the two" if preposition == "with" else "add --engine daft, or leave it out"
            raise ConfigError(f"{option} does not work {preposition} --engine daft", hint)


def _columns(words: list[str]) -> dict[str, str]:
    from annotate.corpus.reading.formats import FIELDS
    from annotate.errors import ConfigError

    columns = _pairs(words, "--column")
    for ours in columns:
        if ours not in FIELDS:
            hint = f"write one of {', '.join(FIELDS)} before the =, and the table's name for it after"
            raise ConfigError(f"--column {ours}={columns[ours]} names no field of ours", hint)
    return columns


def _values(words: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word in words:
        ((name, value),) = _pairs([word], "--where").items()
        found[name] = found.get(name, frozenset()) | {value}
    return found


def _pairs(words: list[str], option: str) -> dict[str, str]:
    from annotate.errors import ConfigError

    for word in words:
        if "=" not in word:
            raise ConfigError(f"{option} {word} has no =", f"write it like {option} name=value")
    return {name: value for name, _, value in (word.partition("=") for word in words)}
