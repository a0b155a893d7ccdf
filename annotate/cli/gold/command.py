"""annotate gold: records to labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from typer import Context, Option, Typer

from annotate.cli.boundary import stop_if_strict
from annotate.cli.gold.made import Method, TableChoice, make_from_project, make_from_records, make_from_table
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    StrictOption,
    WorkspaceOption,
    open_config,
    open_project,
    refuse_options,
)

app = Typer()
_APART = {
    "--table": ("--records", "--settle", "--workspace"),
    "--json": ("--table", "--records"),
}
_NEEDS = {"--level": ["--table"], "--column": ["--table"], "--competence": ["--method"]}


@app.command()
def gold(
    context: Context,
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    method: Annotated[
        Literal["majority", "dawid-skene"],
        Option(help="dawid-skene adds the probability of each label, and decides nothing."),
    ] = "majority",
    settle: Annotated[
        float | None,
        Option(
            help="With dawid-skene: decide what votes leave open where a label has this probability or more.",
            min=0.8,
            max=1.0,
            metavar="P",
        ),
    ] = None,
    competence: Annotated[
        Path | None,
        Option(metavar="FILE", help="With dawid-skene: write how good each annotator is, as CSV."),
    ] = None,
    records: Annotated[
        list[Path] | None,
        Option(metavar="FILE", help="Make gold from these records instead, of any source; repeatable, - is stdin."),
    ] = None,
    table: Annotated[
        str | None,
        Option(metavar="FILE", help="Make gold from this CSV table instead; it needs no config; - is stdin."),
    ] = None,
    level: Annotated[
        list[str] | None,
        Option(
            metavar="LEVEL", help="With --table: `set`, or VARIABLE=set, for answers of several labels; repeatable."
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        Option(metavar="FIELD=NAME", help="With --table: which column is the unit, annotator, value or variable."),
    ] = None,
    output: Annotated[
        Path | None, Option(metavar="FILE", help="With --records or --table: write gold there.", show_default="stdout")
    ] = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make gold labels by majority.

    Answers without a majority are unresolved and go to conflicts.jsonl; `gold:` in config.yaml can ask for more than
    a majority. What `--settle` decides has the status `model`; it never overrules a majority.
    """
    from annotate.errors import ConfigError

    refuse_options(context, _APART, _NEEDS)
    fitted = method == "dawid-skene"
    for option, value in (("--settle", settle), ("--competence", competence)):
        if value is not None and not fitted:
            raise ConfigError(f"{option} only works with --method dawid-skene", f"add it, or leave {option} out")
    if output and not (records or table):
        raise ConfigError(
            "--output only works with --records or --table", "leave it out: the gold of a project is in its workspace"
        )
    _refuse_overwriting([*(records or ()), *([Path(table)] if table else ())], output, competence)
    how = Method(fitted, settle, competence)
    if table is not None:
        settings, _ = open_config(config, workspace)
        left_open = make_from_table(TableChoice(table, level or [], column or []), settings, how, output)
    elif records:
        left_open = make_from_records(records, open_project(config, workspace), how, output)
    else:
        left_open = make_from_project(open_project(config, workspace), how, as_json=as_json)
    stop_if_strict(strict, left_open)


def _refuse_overwriting(sources: Sequence[Path], output: Path | None, competence: Path | None) -> None:
    """Refuse to write over the files that gold is made of, and two things into one file."""
    from annotate.errors import ConfigError

    read = {source.resolve() for source in sources}
    for option, file in (("--output", output), ("--competence", competence)):
        if file and str(file) != "-" and file.resolve() in read:
            raise ConfigError(f"{option} {file} would overwrite what gold is made of", "name another file")
    if output and competence and output.resolve() == competence.resolve():
        raise ConfigError(f"--output and --competence are both {output}", "name another file for one of them")
