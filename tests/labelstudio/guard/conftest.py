"""Annotators and strangers before a server with its guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.web import authorize


@pytest.fixture
def members(study: Any, running_server: Any) -> Iterator[tuple[Any, dict[str, httpx.Client]]]:
    """A pushed study, and an HTTP client for ani and for budi, who have a task each."""
    study.push()
    accounts = read_credentials(running_server.credentials).annotators
    clients = {}
    for name in ("ani", "budi"):
        clients[name] = httpx.Client(base_url=running_server.url, timeout=60)
        authorize(clients[name], accounts[name].token)
    yield study, clients
    for client in clients.values():
        client.close()


@pytest.fixture
def stranger(running_server: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running_server.url, timeout=60) as client:
        yield client
