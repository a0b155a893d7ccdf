"""Programs that answer at the server's address and are no Label Studio, or are a sick one."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from annotate.errors import Unreachable
from annotate.labelstudio import deadline
from annotate.labelstudio.server.web import is_healthy
from annotate.labelstudio.wire import client as client_module
from annotate.labelstudio.wire.client import connect

Handler = http.server.BaseHTTPRequestHandler


@contextmanager
def answering(answer: Callable[[Handler], None]) -> Iterator[str]:
    """The address of a server that answers every GET in this way."""
    silent = {"do_GET": answer, "log_message": lambda *_: None}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Answering", (Handler,), silent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def to_itself(request: Handler) -> None:
    request.send_response(302)
    request.send_header("Location", request.path)
    request.end_headers()


def broken_gzip(request: Handler) -> None:
    request.send_response(200)
    request.send_header("Content-Encoding", "gzip")
    request.end_headers()
    request.wfile.write(b"{}")


def silent(_: Handler) -> None:
    time.sleep(0.5)


def dripping_head(request: Handler) -> None:
    drip(request, b"HTTP/1.1 200 OK\r\n", b"X-Drop: 1\r\n")


def dripping_body(request: Handler) -> None:
    drip(request, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b" ")


def drip(request: Handler, beginning: bytes, drop: bytes) -> None:
    with suppress(OSError):
        request.wfile.write(beginning)
        for _ in range(60):
            request.wfile.write(drop)
            time.sleep(0.02)


def page(request: Handler) -> None:
    request.send_response(500)
    request.end_headers()
    request.wfile.write(b"<html><style>b {}</style><script type='x'>\nlet a = 1\n</script><h1>Oh dear</h1></html>")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (to_itself, "redirects without end"),
        (broken_gzip, "no Label Studio answers"),
        (page, "does not answer like Label Studio"),
    ],
)
def test_each_is_an_error_with_a_sentence(answer, message):
    with answering(answer) as url, pytest.raises(Exception, match=message):
        connect(url, "token")


@pytest.mark.parametrize("answer", [to_itself, broken_gzip, page])
def test_none_is_healthy(answer):
    with answering(answer) as url:
        assert not is_healthy(url)


@pytest.mark.parametrize("answer", [silent, dripping_head, dripping_body])
def test_a_request_ends_at_its_deadline_whatever_trickles_in(answer, monkeypatch, caplog):
    monkeypatch.setattr(client_module, "READ_SECONDS", 0.3)
    monkeypatch.setattr(deadline, "PATIENCE_SECONDS", 0.1)
    begun = time.monotonic()
    with answering(answer) as url:
        with pytest.raises(Unreachable, match="did not answer in time"):
            connect(url, "token")
        assert time.monotonic() - begun < 0.9
    assert caplog.messages == [f"waiting for {url.rstrip('/')}"]
