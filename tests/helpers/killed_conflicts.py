"""Conflicts pushed and pulled while the server is killed: each is asked once, and each decision counted once."""

from __future__ import annotations

from clients import close
from conflicts import Conflicts, only_first, seed_project
from deciding import chosen
from killing import MortalServer

from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire.client import connect

SENTENCES = 7


class OnMortalServer:
    """Seven conflicts for dewi on a server that may die; `close` closes their clients."""

    def __init__(self, server: MortalServer) -> None:
        self.server = server
        account = ensure_accounts(server.credentials, [("dewi", "dewi@example.org")])["dewi"]
        people = {"dewi": connect(server.url, account.token)}
        project = seed_project(server.workspace / "killed", server.url)
        self.conflicts = only_first(Conflicts(project, server.connect(), people), SENTENCES)

    def pushes(self, deaths: int, seed: int) -> None:
        """Push so many launches, each through a death."""
        for number, death in enumerate(self.server.deaths_in(self.conflicts.push, deaths, seed)):
            conflicts = self.conflicts.as_another(f"{seed}-{number}")
            self.server.outlived(death, conflicts.push)
            conflicts.assert_asked_once()

    def pulls(self, deaths: int, seed: int) -> None:
        """Decide one conflict more before each pull, which goes through a death."""
        self.conflicts = self.conflicts.as_another(f"pulled-{seed}")
        self.conflicts.push()
        tasks = self.conflicts.tasks()
        expected = {self.conflicts.submit(tasks[0], chosen(tasks[0]))}
        for number, death in enumerate(self.server.deaths_in(self.conflicts.pull, deaths, seed), 1):
            task = tasks[number % SENTENCES]
            expected.add(self.conflicts.submit(task, chosen(task)))
            pulled = self.server.outlived(death, self.conflicts.pull)
            assert (pulled.pulled, pulled.valid.total() + pulled.rejected.total()) == (len(expected), len(expected))
            kept = {ruling.origin.annotation for ruling in self.conflicts.rulings() if ruling.origin}
            refused = {row["origin"]["annotation"] for row in self.conflicts.rejected()}
            assert kept | refused == expected and not kept & refused

    def close(self) -> None:
        for client in (self.conflicts.client, *self.conflicts.people.values()):
            close(client)
