"""annotate schema infer: a schema to start from, out of annotations that exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from annotate.cli.boundary import tell
from annotate.cli.connection import open_client
from annotate.cli.options import ConfigOption, WorkspaceOption, open_config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.schema.draft import Draft

_BETWEEN = "|"  # the labels of a set in one cell


def infer(
    source: Annotated[
        str,
        Argument(metavar="SOURCE", help="A JSON export, a labeling config (.xml), a table, or a project's number."),
    ],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    column: Annotated[
        list[str] | None,
        Option(metavar="FIELD=NAME", help="For a table: which column is the unit, annotator, …; repeatable."),
    ] = None,
    output: Annotated[
        Path | None, Option(metavar="FILE", help="Write the schema there.", show_default="stdout")
    ] = None,
) -> None:
    """Write a first schema from annotations that exist.

    Its names are made from those in the annotations; `called:` keeps the names there.
    """
    from annotate.errors import ConfigError, WorkspaceError
    from annotate.files import write_whole
    from annotate.schema.draft import to_yaml

    if output and output.exists():
        raise ConfigError(f"{output} already exists", "name another file, or move that one away")
    draft = _seen(source, config, workspace, column or [])
    if not (draft.spans or any(answer.labels for answer in draft.answers.values())):
        raise WorkspaceError(
            f"{source} has no labels, choices or lists that a schema could ask", "give other annotations"
        )
    text = to_yaml(draft)
    _tell_what_was_seen(draft)
    if output is None:
        print(text, end="")
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    with write_whole(output, shared=True) as file:
        file.write(text.encode())
    print(f"wrote {output}")


def _seen(source: str, config: Path | None, workspace: Path | None, columns: Sequence[str]) -> Draft:
    from annotate.errors import WorkspaceError
    from annotate.labelstudio.foreign.export_file import read_export
    from annotate.labelstudio.foreign.seen_config import see_config
    from annotate.labelstudio.foreign.seen_tasks import see_tasks
    from annotate.labelstudio.foreign.span_tables import is_table
    from annotate.labelstudio.wire.tasks import is_pushed

    path = Path(source)
    if source.isdecimal() or source.startswith(("http://", "https://")):
        return _of_project(source, config, workspace)
    if not path.is_file():
        raise WorkspaceError(f"there is no file {source}", "give a JSON export, a labeling config, a table or a number")
    if is_table(path):
        return _of_table(path, columns)
    if path.suffix.lower() == ".xml":
        return see_config(path.read_bytes(), path)
    tasks = read_export(path)
    if any(map(is_pushed, tasks)):
        raise WorkspaceError(
            f"{path} is of a project that `annotate push` made, which has a schema already",
            "read it under the schema that it was pushed with",
        )
    return see_tasks(tasks, path)


def _of_project(source: str, config: Path | None, workspace: Path | None) -> Draft:
    from annotate.labelstudio.foreign.adopt import project_number
    from annotate.labelstudio.foreign.seen_project import see_project

    settings, files = open_config(config, workspace)
    client = open_client(settings, files)
    return see_project(client, project_number(source, client.url))


def _of_table(path: Path, columns: Sequence[str]) -> Draft:
    """Each variable of a table as a question, or each label of a table of spans as a role."""
    from annotate.agreement.tables.columns import FIELDS
    from annotate.agreement.tables.read import TableReading, open_table
    from annotate.agreement.tables.spans import SPAN_FIELDS
    from annotate.cli.agreement.of_table import named_columns, tell_understood
    from annotate.labelstudio.foreign.seen_tasks import see_tasks
    from annotate.labelstudio.foreign.span_tables import has_spans, tasks_of_spans
    from annotate.schema.draft import WHOLE_TEXT, Draft

    reading = TableReading(columns=named_columns(columns, {*FIELDS, *SPAN_FIELDS}))
    if has_spans(path, reading):
        return see_tasks(tasks_of_spans(path, reading), path)
    table = open_table(path, "nominal", reading)
    tell_understood(table)
    judgements = sum(int((variable.units.codes >= 0).sum()) for variable in table.variables)
    draft = Draft(f"{path}: {judgements} judgements", path.stem)
    for variable, units, _ in table.variables:
        answer = draft.answer(variable)
        answer.on[WHOLE_TEXT] = None
        for label, times in zip(map(str, units.labels), map(int, units.times()), strict=True):
            answer.several = answer.several or _BETWEEN in label
            for one in filter(None, (part.strip() for part in label.split(_BETWEEN))):
                answer.labels[one] += times
    return draft


def _tell_what_was_seen(draft: Draft) -> None:
    from annotate.counting import count

    answers = [answer for answer in draft.answers.values() if answer.labels]
    tell(
        f"annotate: {draft.source}: {count(len(draft.spans), 'label')} of spans, "
        f"{count(len(answers), 'question')} answered by choosing"
    )
    if draft.unread:
        controls = ", ".join(f"{control} ({kind})" for control, kind in draft.unread)
        tell(f"annotate: not read, and left out of the schema: {controls}")
    tell(
        "hint: write the definitions, and name the file in config.yaml; `annotate pull --from` reads an export under it"
    )
