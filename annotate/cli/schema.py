"""annotate schema: check it, and see what is made from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option, Typer

from annotate.cli.boundary import FAILED, tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    WorkspaceOption,
    open_config,
    open_project,
    print_json,
    refuse_elsewhere,
)
from annotate.cli.schema_infer import infer
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.labelstudio.launch.model import Launch
    from annotate.labelstudio.versions.diff import Changed
    from annotate.project import Project

app = Typer(help="Check a schema, and show what is made from it.", no_args_is_help=True)
FileArgument = Annotated[
    Path | None, Argument(help="A schema file.", show_default="the schema of config.yaml", metavar="FILE")
]

app.command()(infer)
_SOURCES = {
    "server": "on the server",
    "pulled": "in the last pull",
    "nothing": "nowhere: there is no server, and nothing was pulled",
}


@app.command()
def check(file: FileArgument = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List what is wrong with a schema and its actor register."""
    from annotate.counting import count, some
    from annotate.schema import check_schema
    from annotate.schema.keys import without_keys
    from annotate.schema.load import NO_SCHEMA

    if file is None:
        refuse_elsewhere(config)
    path = file or open_config(config, None)[0].schema_path
    schema, problems = check_schema(path)
    if as_json:
        print_json([{**problem._asdict(), "file": str(problem.file)} for problem in problems])
    for problem in () if as_json else problems:
        print(problem)
    if problems or schema is None:
        tell(f"annotate: {path} has {count(len(problems), 'problem')}")
        tell(f"hint: {'correct the lines named above' if path.exists() else NO_SCHEMA}")
        raise Exit(FAILED)
    if not as_json:
        if keyless := without_keys(schema):
            tell(f"annotate: the page has no key left for {count(len(keyless), 'answer')}: {some(keyless)}")
        asked = len(schema.sentence_questions)
        print(
            f"{path} is valid: {schema.name} version {schema.version}, {count(asked, 'question')}, "
            f"{count(len(schema.roles), 'role')}, {count(len(schema.answerables) - asked, 'attribute')}, "
            f"{count(len(schema.actor_ids), 'actor')}, "
            f"digest {schema.digest}"
        )


@app.command()
def diff(config: ConfigOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show what changed in the schema since the launch.

    For each change, show how many annotations have it, and what is missing in the change log.
    """
    import yaml

    from annotate.labelstudio.pull.raw import kept_tasks
    from annotate.labelstudio.versions.diff import compare, needs_version, to_write, used_in

    project = open_project(config, workspace)
    schema, launch, raw = project.schema, project.launch(), project.files.raw
    source = _count_from(project, launch)
    changes = compare(
        launch, schema, used_in(launch, lambda launched: map(launched.as_pushed, kept_tasks(raw, launched.project)))
    )
    missing = [changed for changed in changes if changed.blocks]
    if as_json:
        print_json(
            {
                "launched": launch.schema_.version,
                "version": schema.version,
                "counted": source,
                "changes": [changed.to_json() for changed in changes],
                "missing": to_write(missing),
            }
        )
        return
    print(f"Launched: version {launch.schema_.version}. Here: version {schema.version}.")
    _show_diff(changes, launch)
    print(f"Annotations are counted {_SOURCES[source]}.")
    unraised = needs_version(launch, schema)
    if unraised:
        print(f"Raise `version:` in the schema first, and add an entry for it: version {schema.version} was launched.")
    if missing:
        entry = "the new entry" if unraised else f"the entry of version {schema.version}"
        print(f"Add this to the change log, in {entry}; null leaves answers out:")
        print(yaml.safe_dump(to_write(missing), default_flow_style=None, sort_keys=False, allow_unicode=True), end="")
    if launch.answers == schema.answer_space:
        print("The possible answers have not changed since the launch.")
    elif not missing and not unraised:
        print("`annotate push --migrate` updates the projects to this schema.")


def _count_from(project: Project, launch: Launch) -> str:
    """Bring the kept answers up to date, if the server can be reached, and say how new they are."""
    from annotate.errors import ConfigError, LabelStudioError
    from annotate.labelstudio.launch.checks import check_server
    from annotate.labelstudio.launch.file import LOCK, OTHERS
    from annotate.labelstudio.pull.fetch import fetch_raw
    from annotate.lock import one_at_a_time
    from annotate.progress import now_and_then

    files = project.files
    try:
        client = open_client(project.config, files)
        check_server(launch, client)
        with one_at_a_time(files.launch.with_name(LOCK), OTHERS, tell):
            fetch_raw(client, launch, files.raw, progress=now_and_then(tell))
    except (ConfigError, LabelStudioError) as error:
        tell(f"annotate: {error.message}")
        return "pulled" if files.raw.exists() else "nothing"
    return "server"


def _show_diff(found: Sequence[Changed], launch: Launch) -> None:
    if not found:
        return
    names = {project.project: project.whose for project in launch.projects}
    rows = [
        (
            str(changed.answer),
            changed.change if changed.covered else "not mapped",
            changed.now,
            ", ".join(f"{names[project]} {count}" for project, count in changed.annotations.items()),
        )
        for changed in found
    ]
    print_table(("answer", "change", "now", "annotations"), rows, numbers_from=4)


@app.command()
def xml(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Print the labeling config that Label Studio gets."""
    from annotate.labelstudio.wire.page import page_of

    project = open_project(config, schema_file=file)
    print(page_of(project.schema, linked=file is None and _has_linked_page(project)).config)


@app.command("json-schema")
def json_schema(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Print the JSON Schema of a line of annotations.jsonl."""
    from annotate.records import line_schema

    print_json(line_schema(open_project(config, schema_file=file).schema))


@app.command()
def codebook(
    file: FileArgument = None,
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    html: Annotated[bool, Option("--html", help="Print a web page instead of Markdown.")] = False,
) -> None:
    """Print the codebook that annotators read.

    For the schema in config.yaml, it also explains the page that annotators work on, and codebook.html in the
    workspace is written too.
    """
    from annotate.schema.codebook import to_html, to_markdown, write_html

    project = open_project(config, workspace, schema_file=file)
    schema, linked = project.schema, file is None and _has_linked_page(project)
    if file is None:
        write_html(project.files.codebook, schema, linked=linked)
        tell(f"annotate: wrote {project.files.codebook}")
    print(to_html(schema, linked=linked) if html else to_markdown(schema, linked=linked), end="")


def _has_linked_page(project: Project) -> bool:
    """Whether the launch, if there is one, still has the page on which arrows link spans."""
    from annotate.labelstudio.launch.file import read_launch

    launch = read_launch(project.files.launch)
    return launch is not None and launch.page == "linked"
