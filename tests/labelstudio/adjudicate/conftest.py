"""The conflicts of the seed articles, before adjudicators of a test's own on the server that all tests share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import close
from conflicts import Conflicts, write_records
from seed_conflicts import seed_conflicts

from annotate.config import Adjudicator, Annotator, Config, GoldRules
from annotate.corpus import write_sentences
from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire.client import Client, connect
from annotate.project import Project
from annotate.workspace import Workspace

_numbers = itertools.count(1)


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
    seeds = seed_conflicts()
    config = Config(
        name=f"conflicts-{next(_numbers)}",
        server=server.url,
        annotators=tuple(Annotator(id=name, email=f"{name}@example.org") for name in ("ani", "budi", "citra")),
        adjudicators=(Adjudicator(id="dewi", email="dewi@example.org"),),
        gold=GoldRules(adjudicate="minorities"),
    )
    project = Project(config, Workspace(tmp_path / "work"), seeds.schema)
    write_sentences(project.files.sentences, seeds.sentences.values())
    articles = sorted({sentence.article_id for sentence in seeds.sentences.values()})[:2]
    write_records(project.files.annotations, [each for each in seeds.records if each.article_id in articles])
    return Conflicts(project, administrator, adjudicators)
