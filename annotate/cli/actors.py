"""annotate actors: the names that the register does not know, and doubtful ones."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_project, print_json, records_but_of
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from annotate.records.actors import Name

app = Typer()


@app.command()
def actors(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    draft: Annotated[
        bool, Option("--draft", help="Print the unknown names as YAML that you complete for the register.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List names that are doubtful or not in the actor register.

    A name is doubtful if it holds the names of several actors, or if an actor's name is only a part of it.
    """
    from annotate.counting import count
    from annotate.errors import ConfigError
    from annotate.records.actors import draft_actors, review_names

    project = open_project(config, workspace)
    schema = project.schema
    if draft and as_json:
        raise ConfigError("--draft cannot be combined with --json", "leave out --json, or --draft")
    if not any(role.actor for role in schema.roles):
        raise ConfigError(
            f"the schema {schema.name} has no role of actors",
            "write `actor: true` at a role to have its spans looked up in the register",
        )
    review = review_names(records_but_of(project, ()), schema)
    if draft:
        print(draft_actors(review.unknown, schema.register), end="")
    elif as_json:
        print_json({what: [asdict(name) for name in names] for what, names in review._asdict().items()})
    else:
        if review.unknown:
            lines = [(name.text, _roles(name), name.examples[0], str(name.times)) for name in review.unknown]
            print_table(("unknown", "marked as", "in", "times"), lines, numbers_from=3)
        if review.doubtful:
            doubts = [
                (name.text, f"{name.actor}: {name.doubt}", name.examples[0], str(name.times))
                for name in review.doubtful
            ]
            print_table(("doubtful", "means", "in", "times"), doubts, numbers_from=3)
        counted = f"{count(len(review.unknown), 'name')} not in the register, {len(review.doubtful)} doubtful"
        tell(f"annotate: {counted}" + ("; --draft writes entries for the register" if review.unknown else ""))


def _roles(name: Name) -> str:
    return ", ".join(f"{role} {times}" for role, times in name.roles.items())
