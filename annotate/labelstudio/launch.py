"""launch.json: what was launched where, and who got which sentence."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from annotate.allocation import Allocation, Plan, Turn
from annotate.errors import WorkspaceError
from annotate.files import read_json, write_json
from annotate.schema import Schema, SchemaStamp

LOCK = ".lock"  # beside launch.json, held by whoever works on the launch
OTHERS = "another push, pull or status in this workspace"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LaunchedProject(_Part):
    """One annotator's project on the server, the sentences in it, and those that are shown there a second time."""

    annotator: str
    email: str
    project: int
    sentences: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()


class Launch(_Part):
    """A launch: the server, the schema as it was then with its possible answers, the projects, and how it was drawn.

    `rounds` are the sentences of each round; round 0 is the calibration round.
    """

    name: str
    server: str
    schema_: SchemaStamp = Field(alias="schema")
    answers: dict[str, list[str]]
    projects: tuple[LaunchedProject, ...]
    seed: int
    allocation: Allocation = Allocation()
    rounds: dict[int, tuple[str, ...]] = {}

    @property
    def plan(self) -> Plan:
        """Who was given what."""
        turns = {
            project.annotator: {
                **{Turn(sentence): None for sentence in project.sentences},
                **{Turn(sentence, 1): None for sentence in project.repeats},
            }
            for project in self.projects
        }
        return Plan(turns, {sentence: number for number, those in self.rounds.items() for sentence in those})


def stamp(schema: Schema) -> SchemaStamp:
    """What a record or a launch remembers of its schema."""
    return SchemaStamp(name=schema.name, version=schema.version, digest=schema.digest)


def read_launch(file: Path) -> Launch | None:
    """The launch of a workspace, or None before the first push.

    Raises:
        WorkspaceError: the file is broken.
    """
    if not file.exists():
        return None
    hint = f"move {file} away and push again: the projects on the server are found by their names"
    try:
        return Launch.model_validate(read_json(file, hint))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise WorkspaceError(f"{file} is broken at {place}", hint) from error


def write_launch(file: Path, launch: Launch) -> None:
    """Write the launch whole."""
    write_json(file, launch.model_dump(mode="json", by_alias=True))
