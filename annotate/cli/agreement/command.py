"""annotate agreement: how far annotators agree, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Context, Option, Typer

from annotate.cli.agreement.against_gold import GoldChoice, compare_with_gold
from annotate.cli.agreement.choice import (
    chosen_annotators,
    chosen_elements,
    chosen_records,
    refuse_idle,
)
from annotate.cli.agreement.of_model import Candidate, test_model
from annotate.cli.agreement.of_spans import chosen_spans, spans_document
from annotate.cli.agreement.of_table import chosen_table, levels_of, some_of, tell_understood, understood_document
from annotate.cli.agreement.tables import Printing, print_diagnosis, print_measured
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    WorkspaceOption,
    open_config,
    open_project,
    records_but_of,
)
from annotate.cli.records_files import read_files
from annotate.quiet import nothing_in_circles

if TYPE_CHECKING:
    from annotate.agreement import AlignedRecords, Measurement, Resampling
    from annotate.agreement.tables.read import Table
    from annotate.schema import Record

app = Typer()
By = Literal["category", "annotator", "pair", "without", "article", "round", "repeat"]
_NEEDED = {
    "round": "no record has a round number",
    "repeat": "nobody was given a sentence twice",
    "annotator": "no two annotators gave one label each to the same unit",
    "category": "spans and whole claims have no categories",
    "pair": "only one annotator gave answers",
    "without": "there are only two annotators",
}
_PLANNED = ("round", "repeat")


@app.command()
def agreement(
    context: Context,
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    element: Annotated[
        list[str] | None, Option(metavar="NAME", help="Only this question, role, attribute or variable; repeatable.")
    ] = None,
    by: Annotated[
        By | None,
        Option(help="Measure parts; `annotator` rates each annotator, `without` leaves out each annotator in turn."),
    ] = None,
    pair: Annotated[str, Option(metavar="NAMES", help="Only these annotators, e.g. ani,budi.")] = "",
    round_: Annotated[
        int | None, Option("--round", metavar="N", help="Only this round; 0 is the calibration round.")
    ] = None,
    worst: Annotated[bool, Option("--worst", help="Show the worst values first.")] = False,
    every: Annotated[bool, Option("--all", help="Show every measure, not only the main one of each element.")] = False,
    resample: Annotated[
        int | None,
        Option(
            help="Draw articles N times, for a percentile bootstrap.",
            min=100,
            show_default="the jackknife",
            metavar="N",
        ),
    ] = None,
    model: Annotated[
        str, Option(metavar="NAME", help="Test whether this annotator, a model, may replace a human.")
    ] = "",
    epsilon: Annotated[
        float,
        Option(
            metavar="COST",
            help="With --model: how much worse than a human the model may be and still pass "
            "(0.2 experts, 0.15 trained, 0.1 crowd). Choose it before looking.",
            min=0,
        ),
    ] = 0.2,
    gold: Annotated[
        Path | None, Option(metavar="FILE", help="Compare each annotator, a person or a model, with this gold.")
    ] = None,
    methods: Annotated[bool, Option("--methods", help="Print a paragraph for a paper.")] = False,
    bibtex: Annotated[
        bool, Option("--bibtex", help="Print the references of that paragraph, of --by or of --model.")
    ] = False,
    table: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Measure this table instead, CSV or XLSX: one judgement per row, or one column per annotator; "
            "- is stdin.",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        Option(
            metavar="LEVEL",
            help="With --table: the level, ordinal, interval or set, or VARIABLE=LEVEL; repeatable.",
            show_default="nominal",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        Option(
            metavar="FIELD=NAME",
            help="With --table or --spans: which column is the unit, annotator, value, …; repeatable.",
        ),
    ] = None,
    missing: Annotated[
        list[str] | None,
        Option(metavar="ANSWER", help="With --table: a value that means a missing answer; repeatable."),
    ] = None,
    separator: Annotated[str, Option(metavar="SIGN", help="With --table: the sign between the labels of a set.")] = "|",
    encoding: Annotated[
        str, Option(metavar="NAME", help="With --table or --spans: the encoding of the table.")
    ] = "guess",
    spans: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Measure this table of spans instead: unit, annotator, start, end, and optionally label, length or "
            "text, article.",
        ),
    ] = None,
    trim: Annotated[
        bool, Option("--trim", help="With --spans: ignore white space and punctuation at the edges of spans.")
    ] = False,
    records: Annotated[
        list[Path] | None,
        Option(
            metavar="FILE",
            help="Measure these records instead, of any source; repeatable, - is stdin.",
            show_default="annotations.jsonl of the workspace",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how far the annotators agree, element by element.

    With --gold, compare each annotator with gold; with --table or --spans, measure a table from elsewhere.
    """
    from annotate.agreement import Resampling, align_records, diagnose_aligned, measure_span_table
    from annotate.agreement.diagnosis.document import whole_document
    from annotate.json_files import write_json

    refuse_idle(context)
    settings, _ = open_config(config, workspace)
    resampling = Resampling(resamples=resample, seed=settings.seed)
    printing = Printing(methods, bibtex, as_json, worst, every)
    if table is not None:
        levels = levels_of(level or [])
        words = {"missing": missing or [], "separator": separator, "encoding": encoding}
        some = some_of(chosen_table(table, levels, column or [], **words), levels, element or [], pair)
        tell_understood(some)
        rows = _measure_tables(some.variables, by, resampling)
        print_measured(rows, printing, about={"table": understood_document(some)})
        return
    if spans is not None:
        span_table = chosen_spans(spans, column or [], encoding, trim=trim)
        wanted = chosen_annotators(pair, list(span_table.annotators))
        rows = measure_span_table(span_table, labels=element or (), annotators=wanted, resampling=resampling)
        print_measured(rows, printing, about={"table": spans_document(span_table)})
        return
    project = open_project(config, workspace)
    files, schema = project.files, project.schema
    elements = chosen_elements(element, schema)
    if gold is not None:
        choice = GoldChoice(gold, records or (), elements, resampling)
        compare_with_gold(choice, project, as_json=as_json, every=every)
        return
    # A model may be compared with people, but is never counted among them.
    models = {name for name in settings.models if name != model}
    source = read_files(records, project, models) if records else records_but_of(project, models)
    chosen = chosen_records(source, pair, round_)
    if model:
        test_model(chosen, schema, Candidate(model, epsilon), elements, printing)
        return
    whole = not records and not (by or elements or pair) and round_ is None
    told = by is None and not (methods or bibtex or as_json)
    with nothing_in_circles():
        aligned = align_records(chosen, schema)
        rows = _measure(chosen, aligned, by, elements, resampling)
        diagnosis = diagnose_aligned(aligned, elements=elements) if whole or told or as_json else None
    if whole:
        write_json(files.agreement, whole_document(rows, diagnosis, project.records_digest()))
    print_measured(rows, printing, diagnosis)
    if diagnosis and told:
        print_diagnosis(diagnosis)
        if whole:
            print(f"all measures with signatures, and all disagreements: {files.agreement}")


def _measure(
    records: list[Record], aligned: AlignedRecords, by: By | None, elements: list[str] | None, resampling: Resampling
) -> list[Measurement]:
    from annotate.agreement import measure_aligned, measure_by, measure_competence

    if by is None:
        rows = measure_aligned(aligned, elements=elements, resampling=resampling)
    elif by == "annotator":
        rows = measure_competence(records, aligned.schema, elements=elements, resampling=resampling)
    else:
        rows = measure_by(
            records, aligned.schema, by, resampling=resampling, compared=aligned.compared, elements=elements
        )
    return _some(rows, by)


def _measure_tables(tables: list[Table], by: By | None, resampling: Resampling) -> list[Measurement]:
    from annotate.agreement import measure_table, measure_table_by, rate_annotators

    if by is None:
        return measure_table(tables, resampling=resampling)
    if by == "annotator":
        labelled = [each.units for each in tables if each.units.level.has_one_label]
        return _some([row for units in labelled for row in rate_annotators(units, resampling)], by)
    return _some(measure_table_by(tables, by, resampling=resampling), by)


def _some(rows: list[Measurement], by: By | None) -> list[Measurement]:
    """The rows, of which there must be one."""
    from annotate.errors import InsufficientData

    if not rows:
        plan = "; `allocation:` in config.yaml plans rounds and repeats" if by in _PLANNED else ""
        reason = _NEEDED.get(by or "", "there are no such parts")
        raise InsufficientData(f"{reason}, so --by {by} has nothing to compare", f"choose other parts with --by{plan}")
    return rows
