"""An HTTP client with one deadline for each request, counted to the last byte of its answer.

httpx limits how long each read may take, so that a server which sends a byte now and then is waited for without end.
Here each read gets what is left of the whole request's time. Somebody who waits is told so.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

PATIENCE_SECONDS = 2.0
_AGAIN_SECONDS = 20.0
_CONNECT_SECONDS = 15.0
_log = logging.getLogger(__name__)
_this_thread = threading.local()


class TimedClient(httpx.Client):
    """A client whose `timeout`, in seconds, is for a whole request with its redirects; 15 of them for connecting."""

    def __init__(self, *, timeout: float, **options: Any) -> None:
        super().__init__(timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS)), **options)
        self._told = False

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """As in httpx; a request may have a timeout of its own, which is its deadline then."""
        seconds = request.extensions.get("timeout", {}).get("read")
        with _deadline(seconds), self._waiting(request.url, seconds):
            return super().send(request, **options)

    def _init_transport(self, *arguments: Any, **options: Any) -> httpx.BaseTransport:
        return _timed(super()._init_transport(*arguments, **options))

    def _init_proxy_transport(self, *arguments: Any, **options: Any) -> httpx.BaseTransport:
        return _timed(super()._init_proxy_transport(*arguments, **options))

    @contextmanager
    def _waiting(self, url: httpx.URL, seconds: float | None) -> Iterator[None]:
        """Say what is waited for: once for each client after two seconds, and whenever it goes on for long."""
        begun = time.monotonic()
        is_answered = threading.Event()
        server = f"{url.scheme}://{url.netloc.decode()}"

        def watch() -> None:
            if is_answered.wait(PATIENCE_SECONDS):
                return
            if not self._told:
                self._told = True
                _log.warning("waiting for %s", server)
            while not is_answered.wait(_AGAIN_SECONDS):
                limit = f" of at most {seconds:.0f}" if seconds else ""
                _log.warning("still waiting for %s, %.0f%s seconds", server, time.monotonic() - begun, limit)

        threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            is_answered.set()


@contextmanager
def _deadline(seconds: float | None) -> Iterator[None]:
    before = getattr(_this_thread, "ends", None)
    _this_thread.ends = None if seconds is None else time.monotonic() + seconds
    try:
        yield
    finally:
        _this_thread.ends = before


def _left(timeout: float | None) -> float | None:
    """The seconds that a step may take; never 0, which would mean not to wait at all."""
    ends = getattr(_this_thread, "ends", None)
    limits = [limit for limit in (timeout, None if ends is None else ends - time.monotonic()) if limit is not None]
    return max(min(limits), 0.001) if limits else None


def _timed(transport: httpx.BaseTransport) -> httpx.BaseTransport:
    if isinstance(transport, httpx.HTTPTransport):
        pool = transport._pool
        pool._network_backend = _Network(pool._network_backend)
    return transport


class _Network(httpcore.NetworkBackend):
    """Connections whose every step ends with the request's time."""

    def __init__(self, network: httpcore.NetworkBackend) -> None:
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._network.connect_tcp(host, port, _left(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
