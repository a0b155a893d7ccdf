"""annotate adjudicate write: conflicts into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, WorkspaceOption, open_project

if TYPE_CHECKING:
    from annotate.config import Adjudicator, Config

app = Typer()


@app.command()
def write(
    file: Annotated[Path, Argument(metavar="FILE", help="A new file that ends in .csv or .yaml.")],
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    adjudicator: Annotated[
        str | None, Option("--for", metavar="ID", help="The adjudicator who gets the file, if config.yaml has several.")
    ] = None,
) -> None:
    """Write what is open to a file that a person fills in.

    The costliest sentences come first. `annotate adjudicate read` reads the file.
    """
    from annotate.adjudication.by_file import sheet_of, write_sheet
    from annotate.adjudication.conflicts import read_conflicts
    from annotate.counting import count
    from annotate.errors import WorkspaceError

    project = open_project(config, workspace)
    person = _chosen(project.config, adjudicator)
    conflicts = read_conflicts(project)
    if file.exists():
        raise WorkspaceError(f"{file} already exists, and may be filled in", "choose another name, or move it away")
    cases = conflicts.to_decide(person)
    write_sheet(file, sheet_of(cases, conflicts.sentences, project.schema), person.id)
    points = sum(len(case.points) for case in cases)
    print(f"{count(len(cases), 'sentence')} with {count(points, 'open point')} for {person.id}: {file}")
    for_others = len(conflicts.cases) - len(conflicts.standing.settled) - len(cases)
    if for_others:
        left_out = count(for_others, "sentence")
        tell(f"annotate: {left_out} that {person.id} annotated are left out: somebody else must decide them")


def _chosen(config: Config, name: str | None) -> Adjudicator:
    """The adjudicator with this id, or the only one."""
    from annotate.errors import ConfigError
    from annotate.validation import nearest

    people = {person.id: person for person in config.adjudicators}
    if not people:
        raise ConfigError(
            "config.yaml has no adjudicators", "write one there: adjudicators: [{id: dewi, email: dewi@example.org}]"
        )
    if name is None and len(people) > 1:
        raise ConfigError(
            "config.yaml has several adjudicators", f"say which one: --for {next(iter(people))}, for example"
        )
    if name is not None and name not in people:
        raise ConfigError(
            f"{name} is not an adjudicator in config.yaml{nearest(name, list(people))}", "correct --for, or config.yaml"
        )
    return people[name] if name else next(iter(people.values()))
