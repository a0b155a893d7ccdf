"""A server that is killed during a push or a pull of conflicts: nothing is lost, and nothing doubled."""

from __future__ import annotations

import pytest
from killed_conflicts import OnMortalServer
from killing import MortalServer

from annotate.labelstudio.adjudicate import push as pushing


@pytest.fixture
def mortal(migrated_copy, tmp_path, monkeypatch):
    """Seven conflicts, sent in batches of three to a server that may die."""
    monkeypatch.setattr(pushing, "BATCH", 3)
    with migrated_copy(tmp_path / "own") as workspace:
        server = MortalServer(workspace)
        mortal = OnMortalServer(server)
        yield mortal
        mortal.close()
        server.close()


def test_a_push_and_a_pull_outlive_a_server_that_is_killed_at_any_moment(mortal):
    mortal.pushes(2, seed=8)  # of Label Studio, and of PostgreSQL
    mortal.pulls(1, seed=9)  # of PostgreSQL
    assert mortal.server.deaths == 3
