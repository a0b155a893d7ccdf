"""The conflicts of the seed articles, before adjudicators of a test's own on the server that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import close
from conflicts import Conflicts, seed_project

from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire.client import Client, connect


@pytest.fixture(scope="session")
def adjudicators(running_server: Any) -> Iterator[dict[str, Client]]:
    """The clients of dewi, eka and citra, who annotates too."""
    people = [(name, f"{name}@example.org") for name in ("citra", "dewi", "eka")]
    accounts = ensure_accounts(running_server.credentials, people)
    clients = {name: connect(running_server.url, accounts[name].token) for name, _ in people}
    yield clients
    for client in clients.values():
        close(client)


@pytest.fixture
def conflicts(tmp_path: Path, server: Any, administrator: Client, adjudicators: dict[str, Client]) -> Conflicts:
    """The conflicts of two seed articles, with dewi to decide them, not yet pushed."""
    return Conflicts(seed_project(tmp_path / "work", server.url), administrator, adjudicators)
