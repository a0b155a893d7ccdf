"""Whose each project is: a file beside the server's data, which only the administrator has written."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1


class Claimed(Exception):
    """Another launch has the project."""


@dataclass(frozen=True)
class Project:
    """Who works in a project.

    Attributes:
        launch: which launch it belongs to, by the name that it gave itself.
        people: e-mail addresses, in small letters.
    """

    launch: str
    people: frozenset[str]


@dataclass(frozen=True)
class Owners:
    """All projects that somebody has said something about, by their numbers."""

    projects: Mapping[int, Project] = field(default_factory=dict)

    def of(self, email: str) -> frozenset[int]:
        """The projects of somebody."""
        return frozenset(number for number, project in self.projects.items() if email.lower() in project.people)

    def is_shared(self, project: int) -> bool:
        """Whether several people work in a project."""
        return len(self.projects[project].people) > 1


class OwnersFile:
    """The file, read again when it has changed; a file that is missing or broken is that of nobody."""

    def __init__(self, path: Path) -> None:
        # Several machines have a link here to a file that they share, and what is written must not take its place.
        self.path = path.resolve()
        self._read: tuple[tuple[int, int], Owners] = ((0, 0), Owners())

    def owners(self) -> Owners:
        """What the file says now."""
        try:
            about = self.path.stat()
            stamp = (about.st_mtime_ns, about.st_ino)
            if stamp != self._read[0]:
                self._read = (stamp, _parsed(json.loads(self.path.read_bytes())))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Owners()
        return self._read[1]

    def add(self, number: int, project: Project) -> None:
        """Say whose a project is.

        Raises:
            Claimed: another launch has said so.
        """
        with self.path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            projects = dict(self.owners().projects)
            if number in projects and projects[number].launch != project.launch:
                raise Claimed(projects[number].launch)
            projects[number] = project
            new = self.path.with_suffix(".new")
            new.write_text(json.dumps(_to_json(projects), indent=1))
            new.chmod(0o600)
            new.replace(self.path)


def _parsed(value: Any) -> Owners:
    return Owners(
        {
            int(number): Project(str(each["launch"]), frozenset(str(email).lower() for email in each["people"]))
            for number, each in value["projects"].items()
        }
    )


def _to_json(projects: Mapping[int, Project]) -> dict[str, Any]:
    rows = {
        str(number): {"launch": each.launch, "people": sorted(each.people)} for number, each in sorted(projects.items())
    }
    return {"format": FORMAT, "projects": rows}
