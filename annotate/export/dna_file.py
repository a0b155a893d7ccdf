"""The file of Discourse Network Analyzer 3: SQLite, laid out as its versions 3.0 and 3.1 read it."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Literal, NamedTuple

from annotate.errors import WorkspaceError
from annotate.export.dna_tables import TABLES

PASSWORD = "annotate"
"""Of every coder; DNA asks for one, and it protects nothing."""

LONGEST = 190
"""Characters of a name, an answer or a title."""

_VERSION = "3.0.11.5"
_SALT = bytes(16)
_ROUNDS = 100_000
_ATTRIBUTES = ("Type", "Alias", "Notes")
_HEADER = 100
# What SQLite counts of changes, and its own version, which differs between machines.
_COUNTED = (slice(24, 28), slice(92, 100))


class Entity(NamedTuple):
    """What is known of a value."""

    type: str = ""
    alias: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Variable:
    """What a statement has one value of; `entities` are known values, of which statements need not have all."""

    name: str
    kind: Literal["short text", "integer"] = "short text"
    entities: Mapping[str, Entity] | None = None


@dataclass(frozen=True)
class DnaDocument:
    """An article; `date` is in seconds since 1970, UTC."""

    title: str
    text: str
    source: str
    section: str
    notes: str
    date: int


@dataclass(frozen=True)
class Statement:
    """A place in a document, with a value for every variable; `document` and `coder` are numbers from 1."""

    document: int
    start: int
    stop: int
    coder: int
    values: Mapping[str, str | int]


def write_dna_file(
    file: IO[bytes],
    coders: Iterable[str],
    variables: Iterable[Variable],
    documents: Iterable[DnaDocument],
    said: Iterable[Statement],
) -> None:
    """Write a file of one type of statement, `Claim`.

    Args:
        file: what is written.
        coders: their names; the first may do everything, the others too.
        variables: of the statements.
        documents: in the order of their numbers.
        said: the statements, whose values are at most `LONGEST` characters.

    Raises:
        WorkspaceError: there is no room for the temporary file in which SQLite makes it.
    """
    with TemporaryDirectory() as folder:
        database = Path(folder) / "statements.dna"
        try:
            with closing(sqlite3.connect(database)) as connection:
                _fill(connection, list(coders), documents)
                _insert_statements(connection, list(variables), list(said))
                connection.commit()
        except sqlite3.OperationalError as error:
            hint = "free some space there, or set TMPDIR to another folder"
            raise WorkspaceError(f"the temporary file of the DNA database: {error}", hint) from error
        with database.open("rb") as made:
            header = bytearray(made.read(_HEADER))
            for counted in _COUNTED:
                header[counted] = bytes(counted.stop - counted.start)
            file.write(header)
            copyfileobj(made, file)


def _fill(connection: sqlite3.Connection, names: list[str], documents: Iterable[DnaDocument]) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    _insert(connection, "SETTINGS", [("version", _VERSION), ("date", "0")])
    _insert(connection, "STATEMENTTYPES", [(1, "Claim", 181, 255, 0)])
    password = _hashed(PASSWORD)
    _insert(
        connection,
        "CODERS",
        [
            (number, name, 69, 212, 255, 0, 14, password, 300, 0, 0, 1, *[1] * 16)
            for number, name in enumerate(names, 1)
        ],
    )
    pairs = [(one, other) for one in range(1, len(names) + 1) for other in range(1, len(names) + 1) if one != other]
    _insert(connection, "CODERRELATIONS", [(number, *pair, 1, 1, 1, 1) for number, pair in enumerate(pairs, 1)])
    _insert(
        connection,
        "DOCUMENTS",
        [
            (
                number,
                article.title,
                article.text,
                1,
                "",
                article.source,
                article.section,
                article.notes,
                "",
                article.date,
            )
            for number, article in enumerate(documents, 1)
        ],
    )


def _insert_statements(connection: sqlite3.Connection, variables: list[Variable], said: list[Statement]) -> None:
    _insert(
        connection,
        "STATEMENTS",
        [
            (n, 1, statement.document, statement.start, statement.stop, statement.coder)
            for n, statement in enumerate(said, 1)
        ],
    )
    entities = attributes = 0
    for number, variable in enumerate(variables, 1):
        _insert(connection, "VARIABLES", [(number, variable.name, variable.kind, 1)])
        if variable.kind == "integer":
            rows = [(None, place, number, statement.values[variable.name]) for place, statement in enumerate(said, 1)]
            _insert(connection, "DATAINTEGER", rows)
            continue
        entity_of = variable.entities or {}
        names = [
            "",
            *entity_of,
            *sorted({str(statement.values[variable.name]) for statement in said} - {"", *entity_of}),
        ]
        place_of = {name: entities + place for place, name in enumerate(names, 1)}
        _insert(connection, "ENTITIES", [(place, number, name, 0, 0, 0, None) for name, place in place_of.items()])
        rows = [
            (None, place, number, place_of[str(statement.values[variable.name])])
            for place, statement in enumerate(said, 1)
        ]
        _insert(connection, "DATASHORTTEXT", rows)
        for column, attribute in enumerate(_ATTRIBUTES):
            attributes += 1
            _insert(connection, "ATTRIBUTEVARIABLES", [(attributes, number, attribute)])
            told = [
                (None, place, attributes, entity_of.get(name, Entity())[column]) for name, place in place_of.items()
            ]
            _insert(connection, "ATTRIBUTEVALUES", told)
        entities += len(names)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _hashed(password: str) -> str:
    """As DNA stores it; the salt is always the same, so that the same input gives the same bytes."""
    digest = sha256(_SALT + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = sha256(digest).digest()
    return b64encode(_SALT + digest).decode()
