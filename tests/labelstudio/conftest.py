"""Studies: each test's own launch on the server that all tests share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from clients import close
from proxy import Proxy
from study import ANNOTATORS, SCHEMA_FILE, Study, made_sentences

from annotate.config import Annotator, Config
from annotate.json_files import read_json
from annotate.labelstudio.push import send as sending
from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire.client import Client, connect
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def people(running_server: Any) -> Iterator[dict[str, Client]]:
    accounts = ensure_accounts(running_server.credentials, [(name, f"{name}@example.org") for name in ANNOTATORS])
    clients = {name: connect(running_server.url, account.token) for name, account in accounts.items()}
    yield clients
    for client in clients.values():
        close(client)


@pytest.fixture
def study(tmp_path: Path, server: Any, administrator: Client, people: dict[str, Client]) -> Study:
    """A launch for ani and budi of two articles of four sentences, not yet pushed."""
    config = Config(
        name=f"study-{next(_numbers)}",
        server=server.url,
        annotators=tuple(Annotator(id=name, email=f"{name}@example.org") for name in ANNOTATORS[:2]),
    )
    project = Project(config, Workspace(tmp_path / "work"), read_schema(SCHEMA_FILE))
    study = Study(project, administrator, people)
    study.write(made_sentences(2))
    return study


@pytest.fixture
def in_database(running_server: Any) -> Callable[[str, list[Any]], None]:
    """`in_database(statement, values)`: change something behind the server's back."""
    server = running_server.workspace / "server"
    sockets = Path((server / "postgres" / "postmaster.pid").read_text().splitlines()[4])
    password = read_json(server / "postgres.json", "")["owner"]

    def change(statement: str, values: list[Any]) -> None:
        with psycopg.connect(
            host=str(sockets), user="labelstudio", password=password, dbname="labelstudio"
        ) as database:
            database.execute(statement.encode(), values)

    return change


@pytest.fixture
def made_by_budi(
    in_database: Callable[[str, list[Any]], None], administrator: Client, people: dict[str, Client]
) -> Callable[[str], int]:
    """`made_by_budi(mark)`: the number of a project with this mark, which the database has as made by budi."""
    change = "update project set created_by_id = (select id from htx_user where email = %s) where id = %s"

    def make(mark: str) -> int:
        number = int(administrator.sdk.projects.create(title="Claims", description=f"Sentences. {mark}").id or 0)
        in_database(change, ["budi@example.org", number])
        return number

    return make


@pytest.fixture
def proxy(server: Any) -> Iterator[Proxy]:
    proxy = Proxy(server.url)
    yield proxy
    proxy.close()


@pytest.fixture
def through(proxy: Proxy, server: Any) -> Iterator[Client]:
    """The administrator's client, through the proxy."""
    client = connect(proxy.url, server.admin.token)
    # The workspace remembers the server by its own address.
    yield client._replace(url=server.url)
    close(client)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches and short pauses: many requests, little waiting."""
    monkeypatch.setattr(sending, "BATCH", 3)
    monkeypatch.setattr(sending, "PAUSES", (0.1, 0.2, 0.5, 1.0))
    monkeypatch.setattr(sending, "STILL_SECONDS", 0.1)
