"""config.yaml and the environment → Config.

A flag wins over the environment, the environment over the file, the file over the defaults. Secrets are not read here:
tokens come from `LABEL_STUDIO_API_KEY` or from the credentials file that `annotate server start` writes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from annotate.addresses import database_address, server_address
from annotate.allocation.allocate import Allocation, Draw
from annotate.errors import ConfigError
from annotate.validation import first_problem, matching, validate
from annotate.yamlfile import read_yaml

LOCAL = "local"
EMBEDDED = "embedded"
DEFAULT_FILE = Path("config.yaml")
ENVIRONMENT = {"LABEL_STUDIO_URL": "server", "ANNOTATE_WORKSPACE": "workspace"}

Id = Annotated[
    str,
    matching(
        r"[A-Za-z0-9][A-Za-z0-9_-]{,29}", "up to 30 letters a to z, digits, - and _, beginning with a letter or digit"
    ),
]
Email = Annotated[
    str,
    StringConstraints(to_lower=True),
    matching(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "an e-mail address, like ani@example.org"),
]
Language = Annotated[str, matching(r"[a-z]{2,3}", "a code of two or three letters, like id or en")]

Abbreviation = Annotated[
    str,
    matching(
        r"(?=.*[^\W\d_])[^\s:;,]{1,20}(?: [^\s:;,]{1,20}){0,3}",
        "an abbreviation, like Kab. or EE. UU., of up to four words with 20 characters each at most",
    ),
]


class _Choices(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Annotator(_Choices):
    """Somebody who annotates: the id in every record, and the e-mail address of the account."""

    id: Id
    email: Email


class Adjudicator(Annotator):
    """Somebody who decides what annotators leave open.

    Who annotates too does not decide sentences that they annotated, unless `own_sentences` allows it.
    """

    own_sentences: bool = False


class GoldRules(_Choices):
    """What a person must decide, and what becomes of sentences that one annotator saw.

    `adjudicate: ties` is what has no majority, `minorities` also the claims and spans that a minority marked, `all`
    everything that is not unanimous. `one: take` takes the answers of an only annotator, with the status `single`.
    """

    adjudicate: Literal["ties", "minorities", "all"] = "ties"
    one: Literal["leave", "take"] = "leave"


class About(_Choices):
    """What only people know of a project: texts for the card of a data set and for the report, in Markdown.

    `license` is an SPDX identifier, such as cc-by-4.0. What is left out is called "not stated" there.
    """

    title: str = ""
    license: str = ""
    curation: str = ""
    annotators: str = ""
    pay: str = ""
    consent: str = ""
    ethics: str = ""
    limits: str = ""
    citation: str = ""
    contact: str = ""


class Config(_Choices):
    """The choices of one annotation project; `folder` is where its relative paths start.

    `name` marks the projects on the server as this one's. `server` is `local` or a Label Studio's address; `database`
    is `embedded` or an address like `postgresql://user@host/name`, and is used only by a local server. `language` is
    that of articles that do not name their own, and `abbreviations` are more than it has. `models` names the annotators
    in the records that are not people: they are compared with people and never counted among them. `about` is what
    only people know.
    """

    name: Annotated[Id, BeforeValidator(str)] = "annotate"
    server: str = LOCAL
    database: str = EMBEDDED
    schema_file: Path = Field(default=Path("schemas/claim_stance.yaml"), alias="schema")
    workspace: Path = Path("work")
    language: Language = "id"
    abbreviations: tuple[Abbreviation, ...] = ()
    annotators: tuple[Annotator, ...] = ()
    adjudicators: tuple[Adjudicator, ...] = ()
    models: tuple[Id, ...] = ()
    allocation: Allocation = Allocation()
    gold: GoldRules = GoldRules()
    about: About = About()
    seed: int = Field(default=1, ge=0)
    folder: Path = Field(default=Path(), exclude=True)

    @property
    def draw(self) -> Draw:
        """How sentences are given to annotators."""
        return Draw(self.allocation, self.seed)

    @field_validator("server")
    @classmethod
    def _is_local_or_an_address(cls, server: str) -> str:
        return server if server == LOCAL else server_address(server)

    @field_validator("database")
    @classmethod
    def _is_embedded_or_postgresql(cls, database: str) -> str:
        return database if database == EMBEDDED else database_address(database)

    @field_validator("allocation")
    @classmethod
    def _weighs_only_what_is_shared_out(cls, allocation: Allocation) -> Allocation:
        if allocation.workload and allocation.overlap == "all":
            raise ValueError("`workload` needs an `overlap` that is a number: with `all` everybody gets everything")
        return allocation

    @field_validator("annotators", "adjudicators")
    @classmethod
    def _people_differ(cls, people: tuple[Annotator, ...], info: ValidationInfo) -> tuple[Annotator, ...]:
        for what, values in (
            ("id", [person.id for person in people]),
            ("e-mail address", [person.email for person in people]),
        ):
            twice = next((value for value in values if values.count(value) > 1), None)
            if twice:
                raise ValueError(f"two {info.field_name} have the {what} {twice}")
        return people

    @model_validator(mode="after")
    def _who_does_both_is_one_person(self) -> Self:
        for adjudicator in self.adjudicators:
            for annotator in self.annotators:
                if (annotator.id == adjudicator.id) != (annotator.email == adjudicator.email):
                    raise ValueError(
                        f"the annotator {annotator.id} ({annotator.email}) and the adjudicator {adjudicator.id} "
                        f"({adjudicator.email}) share an id or an address, but not both: one person needs the same "
                        "id and address in both places, and two people must share neither"
                    )
        return self

    @property
    def schema_path(self) -> Path:
        """Where the schema is."""
        return self.folder / self.schema_file

    @property
    def workspace_path(self) -> Path:
        """Where the workspace is."""
        return self.folder / self.workspace


def read_config(file: Path | None = None, flags: Mapping[str, Any] | None = None) -> Config:
    """Read the configuration.

    Args:
        file: the file asked for; None takes `config.yaml` if there is one, and the defaults if there is none.
        flags: options from the command line by the name of their key; a None is an option that was not given.

    Raises:
        ConfigError: the file is missing or something in it is wrong; the message names file, line and key.
    """
    config = Config()
    path = file or DEFAULT_FILE
    if file is not None or path.exists():
        config = _read(path)
    overriding = {key: os.environ[name] for name, key in ENVIRONMENT.items() if os.environ.get(name)}
    overriding |= {key: value for key, value in (flags or {}).items() if value is not None}
    if not overriding:
        return config
    # A path given here starts at the current folder, one in the file at the file's folder.
    paths = {key: Path(overriding[key]).absolute() for key in ("workspace", "schema_file") if key in overriding}
    values = {key: getattr(config, key) for key in Config.model_fields} | overriding | paths
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        key, problem = first_problem(error, Config)
        raise ConfigError(f"{key}: {problem}", "correct the option or the environment variable") from error


def _read(file: Path) -> Config:
    try:
        document = read_yaml(file)
    except OSError as error:
        raise ConfigError(
            f"cannot read {file}: {error.strerror}",
            "check the path; `annotate init` makes a config.yaml; --config names another file",
        ) from error
    config, problems = validate(document, Config)
    if config is None:
        raise ConfigError(str(problems[0]), "correct that line of the configuration")
    return config.model_copy(update={"folder": file.parent})
