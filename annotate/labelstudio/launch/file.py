"""launch.json: a launch on disk, with what it was before its last change beside it.

Format 1 says `assignee` where version 0.1.0, whose file has no format, says `holder`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from annotate.errors import WorkspaceError
from annotate.formats import KEY, UNNUMBERED, format_of, with_format
from annotate.json_files import read_json, write_json
from annotate.labelstudio.launch.model import Launch
from annotate.validation import first_problem

FORMAT = 1
LOCK = ".lock"  # beside launch.json, held by whoever works on the launch
OTHERS = "another push, pull or status in this workspace"


def read_launch(file: Path) -> Launch | None:
    """The launch of a workspace, or None before the first push.

    Raises:
        WorkspaceError: the file is broken or of a newer format, or gone and its copy has what the server does not show.
    """
    copy = _copy(file)
    if not file.exists():
        lost = _validated(copy, f"move {copy} away") if copy.exists() else None
        if lost and (lost.earlier or any(project.adopted for project in lost.projects)):
            raise WorkspaceError(
                f"{file} is gone; {copy} has migrations or adopted projects that the server does not know",
                f"rename {copy} to {file.name}, or move it away too to continue without them",
            )
        return None
    return _validated(
        file,
        f"restore a backup, or {copy}; if you have neither, move {file} away and push again: the projects on the "
        "server are found by their names, and only adopted projects and the moments of migrations are lost",
    )


def write_launch(file: Path, launch: Launch) -> None:
    """Write the launch whole, and keep what was there before beside it if it was something else."""
    value = launch.model_dump(mode="json", by_alias=True)
    if file.exists():
        before = read_json(file, "")
        if _content(before, file) != value:
            write_json(_copy(file), before)
    write_json(file, with_format(value, FORMAT))


def _validated(file: Path, hint: str) -> Launch:
    try:
        return Launch.model_validate(_content(read_json(file, hint), file))
    except ValidationError as error:
        place, problem = first_problem(error, Launch)
        raise WorkspaceError(f"{file} is broken: {place}{': ' if place else ''}{problem}", hint) from error


def _content(document: Any, file: Path) -> Any:
    """What a document says, without its format and as today's format says it; what is not a launch stays as it is."""
    if not isinstance(document, dict):
        return document
    content = {key: value for key, value in document.items() if key != KEY}
    content.setdefault("page", "linked")  # before claims had numbers, there was no other
    content.setdefault("gone", [])
    if format_of(document, FORMAT, file) == UNNUMBERED and isinstance(content.get("projects"), list):
        content["projects"] = [_with_assignee(project) for project in content["projects"]]
    return content


def _with_assignee(project: Any) -> Any:
    if not isinstance(project, dict):
        return project
    return {"assignee" if key == "holder" else key: value for key, value in project.items()}


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
