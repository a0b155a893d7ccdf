"""annotate server: a local Label Studio on PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_config, print_json, refuse_elsewhere

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.workspace import Workspace

app = Typer(help="Run a local Label Studio on PostgreSQL.", no_args_is_help=True)


@app.command()
def start(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    port: Annotated[
        int | None, Option(metavar="N", help="The port.", show_default="a free one", min=1, max=65535)
    ] = None,
    workers: Annotated[
        int | None,
        Option(metavar="N", help="The number of server processes.", show_default="as before, or 1", min=1, max=64),
    ] = None,
    no_guard: Annotated[
        bool, Option("--no-guard", help="Run without the guard: all members can see and change everything.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Start the local server; does nothing if it is running.

    The first start takes about a minute.
    """
    from annotate.labelstudio import server

    settings, files = _opened(config, workspace)
    wanted = server.Wanted(settings.database, port, workers, not no_guard)
    info = server.start(files.root, wanted, progress=tell)
    if as_json:
        print_json({"url": info.url, "credentials": str(info.credentials), "log": str(info.log)})
        return
    print(f"Label Studio is running at {info.url}")
    print(f"names and passwords: {info.credentials} (only you can read it)")
    print("stop it with `annotate server stop`")


@app.command()
def stop(config: ConfigOption = None, workspace: WorkspaceOption = None) -> None:
    """Stop the local server and its PostgreSQL; annotations are kept."""
    from annotate.labelstudio import server

    _, files = _opened(config, workspace)
    print("stopped" if server.stop(files.root) else "nothing was running")


@app.command()
def status(config: ConfigOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show whether the local server runs, where, and on which database."""
    from annotate.labelstudio import server

    _, files = _opened(config, workspace)
    info = server.status(files.root)
    if as_json:
        print_json({name: getattr(info, name) for name in ("running", "url", "database", "workers", "problem")})
        return
    print(f"running at {info.url} on {info.database}, workers: {info.workers}" if info.running else "not running")
    if info.problem:
        tell(f"annotate: {info.problem}")


def _opened(config: Path | None, workspace: Path | None) -> tuple[Config, Workspace]:
    """The configuration, which a workspace that was named does not need, and the workspace."""
    if workspace is None:
        refuse_elsewhere(config)
    return open_config(config, workspace)
