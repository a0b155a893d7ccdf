"""Studies: each test's own launch on the server that all tests share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import close
from proxy import Proxy
from study import ANNOTATORS, SCHEMA_FILE, Study, made_sentences

from annotate.config import Annotator, Config
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
