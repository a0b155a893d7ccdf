"""annotate agreement: how far annotators agree, and where they do not."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Context, Option, Typer

from annotate.cli.agreement_tables import print_alt_tests, print_diagnosis, print_rows
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    WorkspaceOption,
    open_config,
    open_records,
    open_schema,
    print_json,
)

if TYPE_CHECKING:
    from annotate.agreement import Resampling, Row
    from annotate.agreement.table import Levels
    from annotate.schema import Record, Register, Schema
    from annotate.workspace import Workspace

app = Typer()
Level = Literal["nominal", "ordinal", "interval"]
By = Literal["category", "annotator", "pair", "without", "article", "round", "repeat"]
_NEEDED = {
    "round": "no record knows its round",
    "repeat": "nobody was given a sentence twice",
    "annotator": "nobody shares a question or attribute with another",
    "pair": "there is one annotator only",
}
_RECORD = "`annotate schema json-schema` prints what each line must be"
_PARTS = "choose other parts with --by; `allocation:` in config.yaml plans rounds and repeats"

_APART = {
    "--table": ("--by", "--pair", "--round", "--model", "--records"),
    "--model": ("--by", "--pair", "--methods", "--worst", "--all"),
    "--methods": ("--by", "--bibtex", "--json", "--worst", "--all"),
    "--bibtex": ("--json", "--worst", "--all"),
}
_LEVELS: dict[str, Level] = {"nominal": "nominal", "ordinal": "ordinal", "interval": "interval"}
_WITH = {"--level": "--table", "--epsilon": "--model"}


@app.command()
def agreement(
    context: Context,
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    element: Annotated[list[str] | None, Option(help="Only this question, role, attribute, variable.")] = None,
    by: Annotated[
        By | None, Option(help="Measure parts; `annotator` rates each one, `without` leaves each out in turn.")
    ] = None,
    pair: Annotated[str, Option(help="Only these annotators, with commas between.")] = "",
    round_: Annotated[int | None, Option("--round", help="Only this round; 0 is the calibration.")] = None,
    worst: Annotated[bool, Option("--worst", help="Worst first.")] = False,
    every: Annotated[bool, Option("--all", help="Every measure, not only the main one of each element.")] = False,
    resample: Annotated[int, Option(help="How often articles are drawn anew for an interval.", min=100)] = 1000,
    model: Annotated[str, Option(help="Test whether this annotator, a model, may stand in for a human.")] = "",
    epsilon: Annotated[float, Option(help="With --model: the cost of a human, declared beforehand.", min=0)] = 0.2,
    methods: Annotated[bool, Option("--methods", help="A paragraph for a paper.")] = False,
    bibtex: Annotated[bool, Option("--bibtex", help="The references of that paragraph, --by or --model.")] = False,
    table: Annotated[
        str | None, Option(help="Instead: a CSV of unit, annotator, value, and maybe article, variable; - is stdin.")
    ] = None,
    level: Annotated[
        list[str] | None,
        Option(help="The level in --table: ordinal, interval, or VARIABLE=LEVEL; repeatable.", show_default="nominal"),
    ] = None,
    records: Annotated[
        Path | None, Option(help="Records of any source.", show_default="annotations.jsonl of the workspace")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure agreement on every element of the schema, or on a table from elsewhere."""
    from annotate import agreement as measures
    from annotate.errors import InsufficientData
    from annotate.files import write_json

    _refuse(context)
    settings, files = open_config(config, workspace)
    resampling = measures.Resampling(resamples=resample, seed=settings.seed)
    if table is not None:
        rows = _measure_table(table, level or [], element or [], resampling)
        _print(rows, {}, methods=methods, bibtex=bibtex, as_json=as_json, worst=worst, every=every)
        return
    schema, register = open_schema(settings)
    # A model may be compared with people, but is never counted among them.
    models = {name for name in settings.models if name != model}
    chosen = _chosen(_records(records, files, schema, register, models), pair, round_)
    if model and bibtex:
        print(measures.bibtex((), measures.ALT_TEST))
        return
    if model:
        tests = measures.alt_tests(chosen, schema, model, epsilon, elements=_elements(element, schema))
        reasons = [test for test in tests.values() if isinstance(test, str)]
        if len(reasons) == len(tests):
            raise InsufficientData("; ".join(sorted(set(reasons))), "let more people annotate what the model did")
        print_alt_tests(tests, as_json)
        return
    elements = _elements(element, schema)
    rows = _measure(chosen, schema, by, elements, resampling)
    if not rows:
        raise InsufficientData(f"nothing can be measured by {by}: {_NEEDED.get(by or '', 'no such parts')}", _PARTS)
    document: dict[str, Any] = {"rows": [row.to_json() for row in rows]}
    whole = records is None and not (by or elements or pair) and round_ is None
    told = by is None and not (methods or bibtex or as_json)
    found = measures.diagnose(chosen, schema, elements=elements) if whole or told or as_json else None
    if found:
        document["diagnosis"] = found.to_json()
    if whole:
        write_json(files.agreement, document)
    _print(rows, document, methods=methods, bibtex=bibtex, as_json=as_json, worst=worst, every=every)
    if found and told:
        print_diagnosis(found)
        if whole:
            print(f"every measure with its signature, every disagreement: {files.agreement}")


def _print(
    rows: list[Row], document: dict[str, Any], *, methods: bool, bibtex: bool, as_json: bool, worst: bool, every: bool
) -> None:
    from annotate import agreement as measures

    if methods or bibtex:
        print(measures.methods(rows) if methods else measures.bibtex(rows))
    elif as_json:
        print_json(document or {"rows": [row.to_json() for row in rows]})
    else:
        print_rows(rows, worst=worst, every=every)


def _measure(
    records: list[Record], schema: Schema, by: By | None, elements: list[str] | None, resampling: Any
) -> list[Row]:
    from annotate.agreement import measure, measure_by

    if by is None:
        return measure(records, schema, elements=elements, resampling=resampling)
    if by == "annotator":
        from annotate.gold import competence_rows

        return competence_rows(records, schema, elements=elements, resampling=resampling)
    return measure_by(records, schema, by, elements=elements, resampling=resampling)


def _chosen(records: list[Record], pair: str, round_: int | None) -> list[Record]:
    """The records of the annotators and the round that were asked for."""
    from annotate.errors import ConfigError, InsufficientData

    if not records:
        raise InsufficientData("there is no annotation to measure", "give records by two people or more")
    present = sorted({record.annotator for record in records})
    wanted = [name.strip() for name in pair.split(",")] if pair else present
    unknown = [annotator for annotator in wanted if annotator not in present]
    if unknown:
        raise ConfigError(f"there is no annotation by {unknown[0]}", f"choose from {', '.join(present)}")
    if len(set(wanted)) < 2 and pair:
        raise ConfigError("--pair names one annotator only", f"choose two or more from {', '.join(present)}")
    rounds = sorted({record.round for record in records if record.round is not None})
    if round_ is not None and round_ not in rounds:
        known = (
            f"choose from {', '.join(map(str, rounds))}" if rounds else "no record knows its round: leave out --round"
        )
        raise ConfigError(f"there is no annotation of round {round_}", known)
    return [record for record in records if record.annotator in wanted and round_ in (None, record.round)]


def _records(
    file: Path | None, files: Workspace, schema: Schema, register: Register, leave_out: Collection[str]
) -> list[Record]:
    """The records of the workspace, or those of a file from elsewhere."""
    if file is None:
        return open_records(files.annotations, schema, register, leave_out)
    from annotate.errors import RecordError, WorkspaceError
    from annotate.records import read_records

    if not file.is_file():
        raise WorkspaceError(f"there is no file {file}", "give a file of records, one JSON object a line")
    first: dict[tuple[str, str, int | None], int] = {}
    found = []
    for line, record in enumerate(read_records(file, schema, register, _RECORD), 1):
        earlier = first.setdefault((record.annotator, record.sentence_id, record.repeat), line)
        if earlier != line:
            raise RecordError(
                f"{record.annotator} annotated the sentence {record.sentence_id} twice, first in record {earlier}",
                'keep one of the two, or give the later one "repeat": 1',
                file=file,
                line=line,
            )
        if record.annotator not in leave_out:
            found.append(record)
    return found


def _refuse(context: Context) -> None:
    """Refuse options that say nothing beside another one, or without it."""
    from annotate.errors import ConfigError

    sources = ((option.opts[0], context.get_parameter_source(option.name or "")) for option in context.command.params)
    given = {name for name, source in sources if source and source.name == "COMMANDLINE"}
    for option, others in _APART.items():
        for other in others:
            if option in given and other in given:
                raise ConfigError(f"{option} cannot be combined with {other}", f"leave out {other}, or {option}")
    for option, needed in _WITH.items():
        if option in given and needed not in given:
            raise ConfigError(f"{option} says nothing without {needed}", f"leave out {option}, or give {needed}")


def _elements(wanted: list[str] | None, schema: Schema) -> list[str] | None:
    from annotate.agreement import element_names
    from annotate.errors import ConfigError

    known = element_names(schema)
    unknown = [element for element in wanted or () if element not in known]
    if unknown:
        raise ConfigError(f"the schema has no element {unknown[0]}", f"choose from {', '.join(known)}")
    return wanted or None


def _measure_table(table: str, given: list[str], elements: list[str], resampling: Resampling) -> list[Row]:
    """Measure a table, each variable at its level."""
    import sys

    from annotate.agreement import measure_table, read_table
    from annotate.errors import ConfigError

    levels = _levels(given)
    tables = read_table(sys.stdin if table == "-" else Path(table), levels)
    known = [each.variable for each in tables]
    named = [] if isinstance(levels, str) else list(levels)
    for name in (*elements, *named):
        if name not in known:
            raise ConfigError(f"the table has no variable {name}", f"choose from {', '.join(known)}")
    chosen = [each for each in tables if each.variable in elements or not elements]
    return measure_table(chosen, levels, resampling=resampling)


def _levels(given: list[str]) -> Levels:
    """One level for all variables, or a level for each of some."""
    from annotate.errors import ConfigError

    levels: dict[str, Level] = {}
    for each in given:
        variable, _, name = each.rpartition("=")
        if name not in _LEVELS or not (variable or len(given) == 1):
            raise ConfigError(
                f"--level {each} is not a level", f"give one of {', '.join(_LEVELS)}, or VARIABLE=LEVEL for each"
            )
        levels[variable] = _LEVELS[name]
    return levels.get("", levels)
