"""All commands, under one name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from annotate import __version__
from annotate.cli import actors, demo, doctor, export, init, network, pull, push, report, schema, server, status
from annotate.cli.adjudicate import command as adjudicate
from annotate.cli.agreement import command as agreement
from annotate.cli.gold import command as gold
from annotate.cli.split import command as split


class _Commands(TyperGroup):
    """All commands; in their help an argument has its metavar alone, and not its type in Python beside it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for command in _each_command(self):
            for argument in command.params:
                if isinstance(argument, TyperArgument) and argument.metavar:
                    argument.display_type_rich = lambda ctx: None  # type: ignore[method-assign]


def _each_command(group: TyperGroup) -> Iterator[TyperCommand]:
    for command in group.commands.values():
        if isinstance(command, TyperGroup):
            yield from _each_command(command)
        elif isinstance(command, TyperCommand):
            yield command


app = typer.Typer(
    name="annotate",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"annotate {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """News articles in, gold claim and stance data out."""


app.add_typer(init.app)
app.add_typer(split.app)
app.add_typer(schema.app, name="schema")
app.add_typer(server.app, name="server")
app.add_typer(push.app)
app.add_typer(status.app)
app.add_typer(pull.app)
app.add_typer(agreement.app)
app.add_typer(gold.app)
app.add_typer(adjudicate.app, name="adjudicate")
app.add_typer(actors.app)
app.add_typer(export.app)
app.add_typer(network.app)
app.add_typer(report.app)
app.add_typer(demo.app)
app.add_typer(doctor.app)
