"""Options that many commands share, and what they open."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option

from annotate.quiet import much_is_kept

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.project import Project
    from annotate.schema import Record
    from annotate.workspace import Workspace

ConfigOption = Annotated[
    Path | None, Option("--config", metavar="FILE", help="The configuration.", show_default="config.yaml")
]
WorkspaceOption = Annotated[
    Path | None, Option("--workspace", metavar="FOLDER", help="The folder for this project's files.")
]
JsonOption = Annotated[bool, Option("--json", help="Print JSON on stdout, and messages on stderr.")]
StrictOption = Annotated[
    bool, Option("--strict", help="Exit with code 3 if annotations were rejected or conflicts remain.")
]
VerboseOption = Annotated[bool, Option("--verbose", help="Show each request to the server.")]
# Written out, because looking them up would import the corpus before any command is known.
ALL_KINDS = "prose, heading, related-link, byline, boilerplate"


def refuse_elsewhere(file: Path | None) -> None:
    """See that there is a configuration: the one asked for, or that of this folder.

    Raises:
        ConfigError: none was asked for, and there is none here.
    """
    from annotate.config import DEFAULT_FILE
    from annotate.errors import ConfigError

    if file is None and not DEFAULT_FILE.exists():
        raise ConfigError(
            f"no {DEFAULT_FILE} here",
            "`annotate init` makes one; or change to the folder where yours is, or name it with --config",
        )


def open_config(file: Path | None, workspace: Path | None, **flags: Any) -> tuple[Config, Workspace]:
    """The configuration with the flags laid over it, and its workspace; the defaults where there is none."""
    from annotate.config import read_config
    from annotate.private import close
    from annotate.workspace import Workspace

    config = read_config(file, {"workspace": workspace, **flags})
    files = Workspace(config.workspace_path)
    close(files.private)  # earlier versions left them open to other users of the machine
    return config, files


def open_project(file: Path | None, workspace: Path | None = None, **flags: Any) -> Project:
    """The project of a configuration with the flags laid over it; with a schema's file, there need be none."""
    from annotate import project
    from annotate.private import close

    if flags.get("schema_file") is None:
        refuse_elsewhere(file)
    opened = project.open_project(file, {"workspace": workspace, **flags})
    close(opened.files.private)
    return opened


@much_is_kept()
def records_but_of(project: Project, left_out: Collection[str]) -> list[Record]:
    """The records that `annotate pull` made, in slots, but for those of some annotators."""
    from annotate.records.slim import read_slim, shared
    from annotate.workspace import needed

    records = read_slim(needed(project.files.annotations, "pull"), project.schema)
    return [record for record, _ in shared(records, project.schema) if record.annotator not in left_out]


def each_record_but_of(project: Project, left_out: Collection[str]) -> Iterator[Record]:
    """The same one by one, for somebody who keeps few of them."""
    from annotate.records.slim import read_slim
    from annotate.workspace import needed

    records = read_slim(needed(project.files.annotations, "pull"), project.schema)
    return (record for record, _ in records if record.annotator not in left_out)


def refuse_options(context: Context, apart: Mapping[str, Sequence[str]], needs: Mapping[str, Sequence[str]]) -> None:
    """Refuse options that say nothing beside another one (`apart`), or without one of those that they need."""
    from annotate.errors import ConfigError

    sources = ((option.opts[0], context.get_parameter_source(option.name or "")) for option in context.command.params)
    chosen = {name for name, source in sources if source and source.name == "COMMANDLINE"}
    for option, others in apart.items():
        for other in others:
            if option in chosen and other in chosen:
                raise ConfigError(f"{option} cannot be combined with {other}", f"leave out {other}, or {option}")
    for option, needed in needs.items():
        if option in chosen and chosen.isdisjoint(needed):
            either = " or ".join(needed)
            raise ConfigError(f"{option} only works with {either}", f"leave out {option}, or give {either}")


def be_verbose(verbose: bool) -> None:
    """Log the requests to the server without their headers and queries, where tokens and invitations are."""
    if verbose:
        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
        logging.getLogger("httpx").addFilter(_without_query)


def _without_query(record: logging.LogRecord) -> bool:
    record.msg, record.args = re.sub(r"\?[^\s\"]*", "", record.getMessage()), ()
    return True


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
