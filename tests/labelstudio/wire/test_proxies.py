"""A proxy in the environment: it is used, but not for the servers of this machine."""

from __future__ import annotations

import http.server
import json
import threading

import pytest
from clients import close

from annotate.errors import Unreachable
from annotate.labelstudio.doctor.installation import look
from annotate.labelstudio.wire.client import connect, get_json

NOBODY = "http://127.0.0.1:9"


class LabelStudio(http.server.BaseHTTPRequestHandler):
    """As much of Label Studio as a conversation begins with; it notes the addresses that it is asked for."""

    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        answer = {"release": "1.23.2", "id": 1, "email": "admin@localhost"}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def answering():
    """A port of this machine at which something answers, and the addresses that it was asked for."""
    handler = type("Handler", (LabelStudio,), {"asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, handler.asked
        server.shutdown()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_this_machine_is_reached_without_the_proxy(answering, monkeypatch, host):
    monkeypatch.setenv("HTTP_PROXY", NOBODY)
    monkeypatch.setenv("ALL_PROXY", NOBODY)
    port, asked = answering
    url = f"http://{host}:{port}/"

    client = connect(url, "legacy")
    assert get_json(client, "api/users/", {})["email"] == "admin@localhost"
    assert look(url).release == "1.23.2"
    close(client)
    assert asked[0] == "/api/version"


def test_any_other_server_is_reached_through_the_proxy(answering, monkeypatch):
    port, asked = answering
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")

    client = connect("http://label.example.org", "legacy")
    assert look("http://label.example.org/").release == "1.23.2"
    close(client)
    assert asked[0] == "http://label.example.org/api/version"
    assert all(address.startswith("http://label.example.org/") for address in asked)


@pytest.mark.parametrize(
    ("proxy", "message"),
    [
        ("http://ani:hunter2/secret@proxy:80", "a proxy whose address cannot be used"),
        ("http://ani:hunter2@proxy:port", "a proxy whose address cannot be used"),
        ("gopher://ani:hunter2@proxy:80", "a proxy whose address cannot be used"),
        ("socks5://ani:hunter2@proxy:80", "a SOCKS proxy"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_an_error_without_its_password(monkeypatch, proxy, message):
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(Unreachable, match=message) as refused:
        connect("http://label.example.org", "x")
    assert "hunter2" not in f"{refused.value.message} {refused.value.hint}"
