"""A project: what travels together from the first command to the last.

It is on the ground floor, so that everything above can be given one. Only `launch` looks upwards, and so imports
what it needs when it is asked: the launch's own model and file know nothing of projects.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate import __version__
from annotate.config import DEFAULT_FILE, Config, read_config
from annotate.schema import Record, Schema, read_schema
from annotate.workspace import Workspace, needed

if TYPE_CHECKING:
    from annotate.corpus import Sentence
    from annotate.labelstudio.launch.model import Launch


@dataclass(frozen=True)
class Project:
    """The choices of config.yaml, the files of the workspace, and the schema with its register."""

    config: Config
    files: Workspace
    schema: Schema

    def sentences(self) -> Iterator[Sentence]:
        """The sentences that `annotate split` made, in the order of the file.

        Raises:
            WorkspaceError: the file is not there yet, or broken.
        """
        from annotate.corpus import read_sentences

        return read_sentences(needed(self.files.sentences, "split"))

    def records(self) -> Iterator[Record]:
        """The records that `annotate pull` made, models' among them, with the actors that the register knows today.

        Raises:
            WorkspaceError: the file is not there yet, or broken.
            RecordError: a line does not keep to the schema.
        """
        from annotate.records.read import read_records

        return read_records(needed(self.files.annotations, "pull"), self.schema)

    def records_digest(self) -> str:
        """Sixteen hexadecimal digits that change when the records change, or what they are read and measured with.

        Raises:
            WorkspaceError: nothing was pulled yet.
        """
        with needed(self.files.annotations, "pull").open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        register = self.schema.register.model_dump_json()
        digest.update("\n".join([__version__, self.schema.digest, register, *self.config.models]).encode())
        return digest.hexdigest()[:16]

    def launch(self) -> Launch:
        """What `annotate push` launched where, and who got which sentence.

        Raises:
            WorkspaceError: nothing was pushed, or the file is broken.
        """
        from annotate.labelstudio.launch.file import needed_launch

        return needed_launch(self.files.launch)


def open_project(path: str | Path | None = None, flags: Mapping[str, Any] | None = None) -> Project:
    """Open a project: read its configuration and its schema.

    Args:
        path: the project's folder or its configuration file; None is the current folder, where a config.yaml need not
            be.
        flags: choices to lay over the configuration, by key; None means no choice.

    Raises:
        ConfigError: the configuration is missing, or something in it is wrong.
        SchemaError: the schema is missing, or something in it or its register is wrong.
    """
    file = None if path is None else Path(path)
    config = read_config(file / DEFAULT_FILE if file and file.is_dir() else file, flags)
    return Project(config, Workspace(config.workspace_path), read_schema(config.schema_path))
