"""The configurations of docs/production.md, in a real nginx before the real server."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from study import NO_CLAIM

from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.web import authorize, sign_in

PAGE = Path(__file__).parents[3] / "docs" / "production.md"
BLOCKS = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
GUARDED, OTHERS = BLOCKS
FRAME = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{block}
}}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a certificate of one's own and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    subject = ["-subj", "/CN=label.example.org", "-days", "1", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", *subject, *files], check=True, capture_output=True
    )
    both = folder / "both.pem"
    both.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return both


@pytest.fixture
def proxied(tmp_path: Path, server: Any, certificate: Path) -> Iterator[Callable[..., httpx.Client]]:
    """`proxied(block, name)`: a client of an nginx with this block, by that name, before the server."""
    nginx: list[subprocess.Popen[bytes]] = []
    clients: list[httpx.Client] = []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def begin(block: str, name: str = "label.example.org") -> httpx.Client:
        block = re.sub(r"ssl_certificate(_key)? +\S+;", rf"ssl_certificate\1 {certificate};", block)
        block = block.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
        block = block.replace("127.0.0.1:8080", httpx.URL(server.url).netloc.decode())
        (tmp_path / "nginx.conf").write_text(FRAME.format(folder=tmp_path, block=block))
        if not nginx:
            command = ["/usr/sbin/nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
            with (tmp_path / "stderr").open("wb") as log:
                nginx.append(subprocess.Popen(command, stderr=log))
            wait_for(port, tmp_path / "stderr")
        client = httpx.Client(
            base_url=f"https://127.0.0.1:{port}", headers={"Host": name, "Referer": f"https://{name}/"}, verify=False
        )
        client.timeout = httpx.Timeout(60)
        clients.append(client)
        return client

    yield begin
    for client in clients:
        client.close()
    for process in nginx:
        process.terminate()
        process.wait()


def wait_for(port: int, log: Path) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(log.read_text())


def test_annotators_sign_in_through_the_proxy_and_work_until_they_guess_passwords(study, server, proxied):
    study.push()
    browser = proxied(GUARDED)
    account = read_credentials(server.credentials).annotators["ani"]
    sign_in(browser, account.email, account.password)
    cookies = [cookie for cookie in browser.cookies.jar if cookie.name in ("sessionid", "csrftoken")]
    assert len(cookies) == 2 and all(cookie.secure for cookie in cookies)
    task = study.tasks("ani")[0]["id"]
    assert browser.get(f"api/tasks/{task}/").status_code == 200
    assert browser.post(f"api/tasks/{task}/annotations/", json={"result": NO_CLAIM}).status_code == 201
    answers = {browser.post("user/login/", data={"email": f"{n}@example.org"}).status_code for n in range(30)}
    assert 429 in answers


OPEN = [
    ("GET", "projects/", None),
    ("GET", "projects/{project}/data?labeling=1", None),
    ("GET", "api/tasks/{task}/", None),
    ("GET", "api/tasks?project={project}&page=1", None),
    ("POST", "api/dm/actions?id=next_task&tabID=1&project={project}", {}),
    ("POST", "api/tasks/{task}/annotations?project={project}", {"result": NO_CLAIM}),
    ("GET", "static/images/favicon.ico", None),
]
CLOSED = [
    ("GET", "samples/time-series.csv?values=60000", None),
    ("GET", "docs/api/", None),
    ("GET", "trigger500/", None),
    ("GET", "admin/", None),
    ("GET", "api/projects/{project}/export?exportType=JSON", None),
    ("GET", "api/projects/{project}/tasks/", None),
    ("GET", "api/invite", None),
    ("GET", "api//invite", None),
    ("GET", "static/../api/invite", None),
    ("GET", "static/%2e%2e/api/invite", None),
    ("GET", "api/%69nvite", None),
    ("POST", "api/projects/", {"title": "x"}),
    ("PATCH", "api/projects/{project}/", {"title": "x"}),
    ("DELETE", "api/projects/{project}/", None),
    ("DELETE", "api/tasks/{task}/", None),
    ("DELETE", "api/annotations/1/", None),
    ("POST", "api/jwt/settings", {"api_tokens_enabled": False}),
    ("POST", "api/dm/actions?id=delete_tasks&project={project}", {}),
    ("POST", "api/dm/actions?id=next_task&id=delete_tasks&project={project}", {}),
    ("POST", "api/dm/actions/?id=next_task&%69d=delete_tasks&project={project}", {}),
    ("POST", "api/dm//actions/?id=delete_tasks&project={project}", {}),
    ("POST", "api/annotate/guard/", {"making_accounts": True}),
]


def test_a_proxy_before_another_server_closes_to_all_what_no_annotator_needs(study, server, proxied):
    """The administrator's own token is used, whom no guard hinders: what is refused, the proxy refuses."""
    study.push()
    client = proxied(OTHERS)
    with httpx.Client(base_url=server.url, timeout=60) as direct:
        authorize(direct, server.admin.token)
        client.headers["Authorization"] = direct.headers["Authorization"]
    numbers = {"project": study.number_of("ani"), "task": study.tasks("ani")[0]["id"]}

    def status(method: str, path: str, body: Any) -> int:
        # Sent as it is: a client would tidy the address up before the proxy sees it.
        url = httpx.URL(str(client.base_url)).copy_with(raw_path=f"/{path.format(**numbers)}".encode())
        return client.request(method, url, json=body).status_code

    assert [case for case in OPEN if status(*case) not in (200, 201)] == []
    assert [case for case in CLOSED if status(*case) != 403] == []
    assert len(study.tasks("ani")) == 8
    policy = client.get("projects/").headers.get_list("content-security-policy")
    assert any("frame-ancestors 'self'" in each for each in policy)
    # Strangers of the administrator's name are refused, whatever they ask for.
    elsewhere = proxied(OTHERS, "admin.label.example.org")
    assert elsewhere.get("user/login/").status_code == 403
