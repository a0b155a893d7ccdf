"""A server of the campaign's own, behind a proxy that stays when the server dies, and one that cuts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clients import close
from proxy import Proxy
from psutil import NoSuchProcess

from annotate.labelstudio.adjudicate import push as conflicts_push
from annotate.labelstudio.push import send
from annotate.labelstudio.server import application, ensure_accounts, postgres, read_credentials, start, stop
from annotate.labelstudio.wire.client import connect

PEOPLE = ("ani", "budi", "citra", "dewi")
NOBODY = "http://127.0.0.1:9/"
SERVER, DATABASE = "server", "database"
_TOKEN = r"eyJ[\w-]{8,}\.[\w-]+"  # both kinds of Label Studio's tokens


class Field:
    """The server, and who works on it.

    Attributes:
        front: the server's address as long as the campaign runs, whatever port it gets.
        line: another way there, to be cut.
        through: the administrator's client on that line.
        secrets: what is in no output.
    """

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        info = start(workspace)
        self.front, self.line = Proxy(info.url), Proxy(info.url)
        accounts = ensure_accounts(info.credentials, [(name, f"{name}@example.org") for name in PEOPLE])
        admin = read_credentials(info.credentials).admin
        self.token = admin.token
        self.client = connect(self.front.url, admin.token)
        self.through = connect(self.line.url, admin.token)._replace(url=self.front.url)
        self.people = {name: connect(self.front.url, accounts[name].token) for name in PEOPLE}
        self.accounts = accounts
        passwords = [re.escape(each.password) for each in (admin, *accounts.values())]
        self.secrets = re.compile("|".join([_TOKEN, *passwords]))

    def kill(self, what: str) -> None:
        """SIGKILL to Label Studio or to PostgreSQL, with their children."""
        server = self.workspace / "server"
        self.front.lead_to(NOBODY)
        self.line.lead_to(NOBODY)
        processes = (
            application.running(server / "label-studio") if what == SERVER else postgres.running(server / "postgres")
        )
        for process in processes:
            with suppress(NoSuchProcess):  # a child that ended with its parent
                process.kill()

    def start_again(self) -> None:
        url = start(self.workspace).url
        self.front.lead_to(url)
        self.line.lead_to(url)

    def close(self) -> None:
        for client in (self.client, self.through, *self.people.values()):
            close(client)
        self.front.close()
        self.line.close()


@contextmanager
def field(folder: Path) -> Iterator[Field]:
    """The campaign's server in `folder`; one that was only migrated is kept beside it, for others to be copied from."""
    workspace, migrated = folder / "workspace", folder / "migrated"
    if not migrated.exists():
        try:
            start(folder / "unfinished")
        finally:
            stop(folder / "unfinished")
        (folder / "unfinished").rename(migrated)
    if not workspace.exists():
        copy(migrated, workspace)
    _hurry()
    try:
        opened = Field(workspace)
        yield opened
        opened.close()
    finally:
        stop(workspace)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", source, target], check=True)


def _hurry() -> None:
    """Small batches and short pauses: many requests, little waiting."""
    send.BATCH = conflicts_push.BATCH = 3
    send.PAUSES = (0.1, 0.2, 0.5, 1.0)
    send.STILL_SECONDS = 0.1
