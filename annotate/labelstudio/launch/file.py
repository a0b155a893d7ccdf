"""launch.json: a launch on disk, with what it was before its last change beside it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from annotate.errors import WorkspaceError
from annotate.files import read_json, write_json
from annotate.labelstudio.launch.model import Launch

LOCK = ".lock"  # beside launch.json, held by whoever works on the launch
OTHERS = "another push, pull or status in this workspace"


def read_launch(file: Path) -> Launch | None:
    """The launch of a workspace, or None before the first push.

    Raises:
        WorkspaceError: the file is broken, or gone and its copy has what the server does not show.
    """
    copy = _copy(file)
    if not file.exists():
        lost = _validated(copy, f"move {copy} away") if copy.exists() else None
        if lost and (lost.earlier or any(project.adopted for project in lost.projects)):
            raise WorkspaceError(
                f"{file} is gone; {copy} has migrations or adopted projects of which the server knows nothing",
                f"rename {copy} to {file.name}, or move it away too to go on without them",
            )
        return None
    return _validated(
        file,
        f"put back a backup, or {copy}; without any, move {file} away and push again: the projects on the server are "
        "found by their names, and only adopted projects and the moments of migrations are lost",
    )


def write_launch(file: Path, launch: Launch) -> None:
    """Write the launch whole, and keep what was there before beside it if it was something else."""
    value = launch.model_dump(mode="json", by_alias=True)
    if file.exists() and (before := read_json(file, "")) != value:
        write_json(_copy(file), before)
    write_json(file, value)


def _validated(file: Path, hint: str) -> Launch:
    try:
        return Launch.model_validate(read_json(file, hint))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise WorkspaceError(f"{file} is broken{f' at {place}' if place else ''}", hint) from error


def needed_launch(file: Path) -> Launch:
    """The launch of a workspace.

    Raises:
        WorkspaceError: nothing was pushed, or the file is broken.
    """
    launch = read_launch(file)
    if launch is None:
        raise WorkspaceError(f"there is no {file} yet", "`annotate push` makes it")
    return launch


def _copy(file: Path) -> Path:
    return file.with_name(f"{file.name}.bak")
