"""Every command, with arguments that do something in the folder of `places`, and what it writes there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import typer

from annotate.cli.commands import app
from annotate.export.formats import FORMATS

LAUNCH, SERVER = "launch", "server"


class Command(NamedTuple):
    """A command.

    Attributes:
        line: its arguments.
        makes: what it writes, and what is deleted before, as patterns.
        own: LAUNCH if it makes a launch, which is then one of its own; SERVER if it runs a local server.
    """

    line: str
    makes: tuple[str, ...] = ()
    own: str = ""


COMMANDS = (
    Command("init --language id", ("*",)),
    Command("split articles", ("work/sentences*", "work/articles.jsonl")),
    Command("schema check"),
    Command("schema diff"),
    Command("schema infer export.json"),
    Command("schema xml"),
    Command("schema json-schema"),
    Command("schema codebook", ("work/codebook.html",)),
    Command("push", ("work/launch.json", "work/raw", "work/codebook.html"), LAUNCH),
    Command("status"),
    Command("pull", ("work/raw", "work/annotations.jsonl", "work/rejected.jsonl")),
    Command("pull --from export.json", ("work/annotations.jsonl", "work/rejected.jsonl")),
    Command("agreement", ("work/agreement.json",)),
    Command("agreement --table table.csv"),
    Command("agreement --spans spans.csv"),
    Command("agreement --gold work/gold.jsonl"),
    Command("gold", ("work/gold.jsonl", "work/conflicts.jsonl")),
    Command("gold --table table.csv"),
    Command("adjudicate push", ("work/launch.json", "work/adjudication.json", "work/decisions.jsonl"), LAUNCH),
    Command("adjudicate pull", ("work/decisions.jsonl", "work/rejected-decisions.jsonl", "work/raw/adjudication*")),
    Command("adjudicate status"),
    Command("adjudicate write written.yaml", ("written.yaml",)),
    Command("adjudicate read filled.csv", ("work/decisions.jsonl",)),
    Command("adjudicate report"),
    Command("actors"),
    Command("actors --draft"),
    *(Command(f"export {name}", ("work/export",)) for name in FORMATS),
    Command("network", ("work/network",)),
    Command("report", ("work/report.html",)),
    Command("doctor"),
    Command("server status", own=SERVER),
    Command("server start", own=SERVER),
    Command("server stop", own=SERVER),
    Command("demo", own=SERVER),
)


def forgotten() -> list[str]:
    """The commands that are tried by no line above."""
    return [
        name for name in _names(typer.main.get_command(app), "") if not any(_is_of(each, name) for each in COMMANDS)
    ]


def _is_of(command: Command, name: str) -> bool:
    return f"{command.line} ".startswith(f"{name} ")


def _names(command: object, before: str) -> Iterator[str]:
    if children := getattr(command, "commands", None):
        for name, child in children.items():
            yield from _names(child, f"{before} {name}".strip())
    else:
        yield before
