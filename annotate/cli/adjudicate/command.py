"""annotate adjudicate: its commands, under one name."""

from __future__ import annotations

from typer import Typer

from annotate.cli.adjudicate import pull, push, read, report, status, write

app = Typer(help="Let people decide what annotators leave open.", no_args_is_help=True)
app.add_typer(push.app)
app.add_typer(pull.app)
app.add_typer(status.app)
app.add_typer(write.app)
app.add_typer(read.app)
app.add_typer(report.app)
