"""adjudication.json: the projects of the adjudicators, on which server they are, and those that are gone."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from annotate.errors import WorkspaceError
from annotate.formats import KEY, read_numbered_json, with_format
from annotate.json_files import write_json
from annotate.validation import first_problem

FORMAT = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AdjudicationProject(_Part):
    """An adjudicator's project on the server; of one that is `gone` from there, what was pulled counts."""

    adjudicator: str
    project: int
    gone: bool = False

    @property
    def whose(self) -> str:
        """Whose it is, for people to read."""
        return self.adjudicator


class Adjudication(_Part):
    """Which projects of adjudicators belong to the launch called `name`."""

    name: str
    server: str
    projects: tuple[AdjudicationProject, ...] = ()

    @property
    def present(self) -> tuple[AdjudicationProject, ...]:
        """Those that are not gone."""
        return tuple(project for project in self.projects if not project.gone)


def read_adjudication(file: Path) -> Adjudication | None:
    """The projects of a workspace's adjudicators, or None before the first push.

    Raises:
        WorkspaceError: the file is broken or of a newer format.
    """
    if not file.exists():
        return None
    hint = f"restore a backup, or move {file} away and run `annotate adjudicate push`, which finds the projects again"
    content = read_numbered_json(file, hint, FORMAT)
    try:
        return Adjudication.model_validate({key: value for key, value in content.items() if key != KEY})
    except ValidationError as error:
        place, problem = first_problem(error, Adjudication)
        raise WorkspaceError(f"{file} is broken: {place}{': ' if place else ''}{problem}", hint) from error


def needed_adjudication(file: Path) -> Adjudication:
    """The projects of a workspace's adjudicators.

    Raises:
        WorkspaceError: nothing was pushed, or the file is broken.
    """
    adjudication = read_adjudication(file)
    if adjudication is None:
        raise WorkspaceError(f"there is no {file} yet", "`annotate adjudicate push` makes it")
    return adjudication


def write_adjudication(file: Path, adjudication: Adjudication) -> None:
    """Write the file whole."""
    write_json(file, with_format(adjudication.model_dump(mode="json"), FORMAT))
