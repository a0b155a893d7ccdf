"""A server of a test's own that is killed in the middle of what a command does, and comes back."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from proxy import Proxy, cut_points

from annotate.errors import LabelStudioError
from annotate.labelstudio.server import application, postgres, read_credentials, start
from annotate.labelstudio.wire.client import Client, connect

_NOBODY = "http://127.0.0.1:9/"
_LONGEST_WORK = 0.3  # seconds in which the server carries out most requests
T = TypeVar("T")
Victim = Literal["Label Studio", "PostgreSQL"]


class Death(NamedTuple):
    """Who is killed, so many seconds after so many bytes have passed in a direction."""

    direction: str
    after: int
    seconds: float
    victim: Victim


class MortalServer:
    """The server of a workspace, reached through a proxy whose port stays when the server's own does not."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        info = start(workspace)
        self.credentials = info.credentials
        self.proxy = Proxy(info.url)
        self.deaths = 0
        self._is_dead = threading.Event()
        self._returning = threading.Thread()

    @property
    def url(self) -> str:
        """The address that stays."""
        return self.proxy.url

    def connect(self) -> Client:
        """The administrator's client."""
        return connect(self.url, read_credentials(self.credentials).admin.token)

    def kill(self, victim: Victim = "Label Studio") -> None:
        """End every process of the victim with SIGKILL."""
        folder = self.workspace / "server"
        if victim == "Label Studio":
            # Its port may be another program's before it starts again.
            self.proxy.lead_to(_NOBODY)
            processes = application.running(folder / "label-studio")
        else:
            processes = postgres.running(folder / "postgres")
        for process in processes:
            process.kill()
        self.deaths += 1

    def start_again(self) -> None:
        """Begin to start the server; `wait` until it is there."""
        self._returning = threading.Thread(target=lambda: self.proxy.lead_to(start(self.workspace).url))
        self._returning.start()

    def wait(self) -> None:
        """Wait until the server has come back, if it is on its way."""
        if self._returning.ident:
            self._returning.join()

    def deaths_in(self, command: Callable[[], object], count: int, seed: int) -> list[Death]:
        """Run a command undisturbed, and draw seeded moments in it, on the way up and down; each victim in turn."""
        before = dict(self.proxy.passed)
        command()
        drawn = random.Random(seed)
        victims: tuple[Victim, Victim] = ("Label Studio", "PostgreSQL")
        points = cut_points(self.proxy, before, count + count % 2, seed)
        return [
            Death(direction, after, drawn.uniform(0, _LONGEST_WORK), victims[(seed + number) % 2])
            for number, (direction, after) in enumerate(points)
        ][:count]

    def outlived(self, death: Death, command: Callable[[], T]) -> T:
        """Run a command in which the server dies and comes back; one that gives up is run again, as people do."""
        before = self.proxy.cuts
        self._is_dead.clear()
        self.proxy.cut(death.direction, death.after, partial(self._die, death), whole=True)
        try:
            done = command()
        except LabelStudioError:
            if self.proxy.cuts == before:
                raise
            self._come_back()
            return command()
        if self.proxy.cuts > before:
            self._come_back()
        self.proxy.cut_no_more()
        return done

    def close(self) -> None:
        """Close the proxy; the server goes on."""
        self.wait()
        self.proxy.close()

    def _come_back(self) -> None:
        self._is_dead.wait()
        self.wait()

    def _die(self, death: Death) -> None:
        time.sleep(death.seconds)
        self.kill(death.victim)
        self.start_again()
        self._is_dead.set()
