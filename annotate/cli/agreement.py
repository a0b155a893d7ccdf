"""annotate agreement, gold and export: from records to numbers, labels and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Argument, Option, Typer

from annotate.cli.boundary import stop_if_strict, tell
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    StrictOption,
    WorkspaceOption,
    open_config,
    open_schema,
    print_json,
)
from annotate.cli.table import WIDTH, print_table

if TYPE_CHECKING:
    from annotate.agreement import Row
    from annotate.config import Config
    from annotate.gold import GoldRow
    from annotate.schema import Record
    from annotate.workspace import Workspace

app = Typer()
Level = Literal["nominal", "ordinal", "interval"]
# What the table shows; agreement.json has every measure.
MAIN_MEASURES = ("alpha", "alpha_masi", "span_f1")
KINDS = {"question": "answers", "claim": "claims", "span": "spans in roles", "attribute": "attributes"}


@app.command()
def agreement(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    table: Annotated[
        str | None, Option(help="A CSV of unit, annotator, value, and maybe article and variable; - is stdin.")
    ] = None,
    level: Annotated[Level, Option(help="The level of the values in --table.")] = "nominal",
    resamples: Annotated[int, Option(help="How often articles are drawn anew for an interval.", min=100)] = 1000,
    as_json: JsonOption = False,
) -> None:
    """Measure agreement on every element of the schema, or on a table from elsewhere."""
    from annotate.agreement import Resampling, measure, measure_table
    from annotate.files import write_json

    settings, files = open_config(config, workspace)
    resampling = Resampling(resamples=resamples, seed=settings.seed)
    if table is not None:
        rows = measure_table(_read_table(table, level), level, resampling=resampling)
    else:
        schema, _ = open_schema(settings)
        rows = measure(_records(settings, files), schema, resampling=resampling)
        write_json(files.agreement, {"rows": [row.to_json() for row in rows]})
    if as_json:
        print_json({"rows": [row.to_json() for row in rows]})
        return
    print_agreement(rows)
    if table is None:
        print(f"every measure with its signature: {files.agreement}")


@app.command()
def gold(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make gold labels by majority; what has none goes to conflicts.jsonl, never to a silent winner."""
    from annotate.files import write_jsonl
    from annotate.gold import conflict_rows, make_gold

    settings, files = open_config(config, workspace)
    schema, _ = open_schema(settings)
    rows = make_gold(_records(settings, files), schema)
    conflicts = list(conflict_rows(rows))
    write_jsonl(files.gold, (row.to_json(schema) for row in rows))
    write_jsonl(files.conflicts, conflicts)
    if as_json:
        statuses = Counter(row.status for row in rows)
        print_json({"sentences": len(rows), **statuses, "gold": str(files.gold), "conflicts": str(files.conflicts)})
    else:
        print_gold(rows)
        print(f"gold labels: {files.gold}")
        if conflicts:
            tell(f"annotate: {len(conflicts)} sentences need a person: {files.conflicts}")
    stop_if_strict(strict, bool(conflicts))


@app.command()
def export(
    form: Annotated[str, Argument(help="jsonl or csv.", metavar="FORMAT")],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    output: Annotated[str | None, Option(help="The file; - is stdout.", show_default="WORKSPACE/export/")] = None,
) -> None:
    """Write the gold labels beside their sentences in another format."""
    import sys

    from annotate.errors import ConfigError
    from annotate.export import FORMATS, gold_rows
    from annotate.files import write_whole
    from annotate.workspace import needed

    settings, files = open_config(config, workspace)
    if form not in FORMATS:
        raise ConfigError(f"there is no export format called {form!r}", f"choose from {', '.join(FORMATS)}")
    schema, _ = open_schema(settings)
    rows = gold_rows(needed(files.gold, "gold"), needed(files.sentences, "split"))
    if output == "-":
        FORMATS[form](rows, schema, sys.stdout.buffer)
        return
    path = Path(output) if output else files.exports / f"gold.{form}"
    with write_whole(path) as file:
        count = FORMATS[form](rows, schema, file)
    print(f"{count} rows → {path}")


def print_agreement(rows: Sequence[Row]) -> None:
    """The main measure of each element at 80 columns, with why one is undefined and what a conditional one rests on."""
    shown = [row for row in rows if row.agreement.measure in MAIN_MEASURES]
    notes: dict[str, list[str]] = {}
    lines = []
    for row in shown:
        found = row.agreement
        interval = f"{found.interval[0]:.2f} to {found.interval[1]:.2f}" if found.interval else "–"
        value = "undefined" if found.value is None else f"{found.value:.2f}"
        lines.append((row.element, found.measure, value, interval, str(found.units), str(found.annotators)))
        for note in filter(None, (found.reason, found.note, row.basis)):
            notes.setdefault(note, []).append(row.element)
    print_table(("element", "measure", "value", "95 % interval", "units", "annotators"), lines, numbers_from=2)
    for note, elements in notes.items():
        print(fill(f"{_some(elements)}: {note}", WIDTH, subsequent_indent="  "))


def print_gold(rows: Sequence[GoldRow]) -> None:
    """How many decisions of each kind are unanimous, by majority, adjudicated or unresolved; sentences last."""
    statuses = ("unanimous", "majority", "adjudicated", "unresolved")
    counts: Counter[tuple[str, str]] = Counter(
        (decision.kind, decision.status) for row in rows for decision in row.decisions
    )
    lines = [(KINDS[kind], *(str(counts[(kind, status)]) for status in statuses)) for kind in KINDS]
    whole: Counter[str] = Counter(row.status for row in rows)
    lines.append(("whole sentences", *(str(whole[status]) for status in statuses)))
    print_table(("gold", *statuses), [line for line in lines if any(cell != "0" for cell in line[1:])])


def _some(elements: Sequence[str]) -> str:
    return ", ".join(elements) if len(elements) < 5 else f"{', '.join(elements[:3])} and {len(elements) - 3} more"


def _records(settings: Config, files: Workspace) -> list[Record]:
    from annotate.records import read_records
    from annotate.workspace import needed

    schema, register = open_schema(settings)
    return list(read_records(needed(files.annotations, "pull"), schema, register))


def _read_table(table: str, level: Level) -> Any:
    import sys

    from annotate.agreement import read_table

    return read_table(sys.stdin if table == "-" else Path(table), level)
