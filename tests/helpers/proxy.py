"""A TCP proxy on loopback that breaks connections where a test says."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

UP, DOWN = "up", "down"


def cut_points(proxy: Proxy, before: dict[str, int], count: int, seed: int) -> list[tuple[str, int]]:
    """Seeded places in what was sent since `before`, half of them on the way up and half on the way down."""
    drawn = random.Random(seed)
    return [
        (direction, drawn.randrange(proxy.passed[direction] - before[direction]))
        for direction in (UP, DOWN)
        for _ in range(count // 2)
    ]


class Proxy:
    """Forwards to a server and counts the bytes; `cut` breaks every connection once, after so many more of them.

    Cut on the way up, the server has not had the whole request; cut on the way down, it has done what was asked and
    the client does not know. `hold` leaves the bytes on the way down where they are, so that the client waits.
    """

    def __init__(self, url: str) -> None:
        self.lead_to(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._lock = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self.passed = {UP: 0, DOWN: 0}
        self._left: dict[str, int] = {}
        self._meanwhile: Callable[[], None] = lambda: None
        self._whole = False
        self._answering = threading.Event()
        self._answering.set()
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def lead_to(self, url: str) -> None:
        """Forward new connections to another server."""
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)

    def cut(
        self, direction: str, after: int, meanwhile: Callable[[], None] = lambda: None, *, whole: bool = False
    ) -> None:
        """Break every connection after so many bytes; `meanwhile` is called before anybody notices.

        With `whole`, the bytes that come together pass first, so that the server may begin with what is asked.
        """
        with self._lock:
            self._left, self._meanwhile, self._whole = {direction: after}, meanwhile, whole

    def cut_no_more(self) -> None:
        """Forget a cut that was not reached."""
        with self._lock:
            self._left = {}

    def hold(self) -> None:
        self._answering.clear()

    def release(self) -> None:
        self._answering.set()

    def close(self) -> None:
        self.release()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.break_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                pair = (client, socket.create_connection(self._target))
            except OSError:
                client.close()
                continue
            with self._lock:
                self._pairs.add(pair)
            threading.Thread(target=self._forward, args=(UP, pair), daemon=True).start()
            threading.Thread(target=self._forward, args=(DOWN, pair), daemon=True).start()

    def _forward(self, direction: str, pair: tuple[socket.socket, socket.socket]) -> None:
        source, sink = pair if direction == UP else reversed(pair)
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if direction == DOWN:
                    self._answering.wait()
                with self._lock:
                    left = self._left.get(direction)
                    cut = left is not None and len(data) > left
                    data = data[:left] if cut and not self._whole else data
                    self._left = {} if cut else {direction: left - len(data)} if left is not None else self._left
                    self.passed[direction] += len(data)
                    self.cuts += cut
                sink.sendall(data)
                if cut:
                    self._meanwhile()
                    self.break_all()
                    return
        self._shut(pair)

    def break_all(self) -> None:
        """Break every connection there is; new ones are let through."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            self._shut(pair)

    def _shut(self, pair: tuple[socket.socket, socket.socket]) -> None:
        for end in pair:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
