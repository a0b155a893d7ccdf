from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from annotate.errors import AnnotateError, LabelStudioError, WorkspaceError
from annotate.json_files import read_json
from annotate.labelstudio.server import (
    Wanted,
    application,
    ensure_accounts,
    lifecycle,
    read_credentials,
    start,
    status,
    stop,
)
from annotate.labelstudio.server.postgres import last_line
from annotate.labelstudio.server.roles import passwords_file
from annotate.labelstudio.server.web import authorize, browser

pytestmark = pytest.mark.server

START = """
import pathlib, sys
from annotate.labelstudio.server import start
start(pathlib.Path(sys.argv[1]), progress=lambda message: print(message, flush=True))
"""


@pytest.fixture(scope="module")
def workspace(migrated_copy, tmp_path_factory):
    """A server of this module's own, in a folder with an awkward name, too deep for a unix socket."""
    deep = tmp_path_factory.mktemp("lifecycle") / ("a folder's long name " * 6) / "новости $HOME"
    with migrated_copy(deep) as workspace:
        yield workspace


@pytest.fixture
def two_workers(workspace):
    if start(workspace).workers != 2:
        stop(workspace)
        start(workspace, Wanted(workers=2))
    return workspace


def processes(workspace: Path) -> list[psutil.Process]:
    """Every process that works in the workspace or names it on its command line, but for this one and its parents."""
    ours = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found = []
    for process in psutil.process_iter():
        try:
            mentions = [process.cwd(), *process.cmdline()]
        except psutil.Error:
            continue
        if process.pid not in ours and any(str(workspace) in text for text in mentions):
            found.append(process)
    return found


def connections(process: psutil.Process) -> list[Any]:
    """The process's connections; none if it has ended, as PostgreSQL's own workers do all the time."""
    try:
        return process.net_connections("inet")
    except psutil.NoSuchProcess:
        return []


def label_studio(workspace: Path) -> psutil.Process:
    """The parent of the workers."""
    return application.running(workspace / "server/label-studio")[0]


def postmaster(workspace: Path) -> psutil.Process:
    return psutil.Process(int((workspace / "server/postgres/postmaster.pid").read_text().split()[0]))


def assert_works(workspace: Path) -> None:
    """The server answers, and the token in the credentials file opens it."""
    credentials = read_credentials(workspace / "credentials.json")
    with browser(credentials.url) as client:
        authorize(client, credentials.admin.token)
        assert client.get("api/current-user/whoami").json()["email"] == "admin@localhost"


def test_starting_twice_is_one_server(workspace):
    first = start(workspace)
    before = {process.pid for process in processes(workspace)}
    second = start(workspace)

    assert second == first == status(workspace)
    assert first.running
    assert label_studio(workspace).pid in before
    assert_works(workspace)


def test_two_workspaces_have_two_servers(workspace, server):
    assert start(workspace).url != server.url
    assert_works(workspace)
    assert_works(server.workspace)


def test_it_listens_on_this_machine_only(workspace):
    start(workspace)
    listening = [
        (connection.laddr.ip, process.name())
        for process in processes(workspace)
        for connection in connections(process)
        if connection.status == psutil.CONN_LISTEN
    ]

    assert {ip for ip, _ in listening} == {"127.0.0.1"}, listening


def test_a_running_server_moves_neither_port_nor_database(workspace):
    start(workspace)
    with pytest.raises(LabelStudioError, match="is running at"):
        start(workspace, Wanted(port=1))
    with pytest.raises(LabelStudioError, match="is running on the database embedded"):
        start(workspace, Wanted(database="postgresql://localhost/other"))
    with pytest.raises(LabelStudioError, match="is running with --workers"):
        start(workspace, Wanted(workers=7))


def test_files_with_secrets_are_for_their_owner(workspace):
    info = start(workspace)

    assert stat.S_IMODE(info.credentials.stat().st_mode) == 0o600
    assert stat.S_IMODE((workspace / "server").stat().st_mode) == 0o700


def test_secrets_are_on_no_command_line_and_in_no_log(workspace):
    info = start(workspace)
    ensure_accounts(info.credentials, [("ani", "ani@example.org")])
    credentials = read_credentials(info.credentials)
    accounts = [credentials.admin, *credentials.annotators.values()]
    secrets = [secret for account in accounts for secret in (account.password, account.token)]
    of_database = read_json(passwords_file(workspace / "server/postgres"), "")
    secrets += [of_database["superuser"], of_database["owner"]]
    logs = "".join(path.read_text() for path in (workspace / "server/logs").iterdir())
    command_lines = "".join(path.read_text(errors="replace") for path in readable(Path("/proc").glob("[0-9]*/cmdline")))

    assert "GET /health" in logs
    assert "POST /user/signup/" in logs
    assert "token=" not in logs
    assert str(workspace) in command_lines
    assert not [secret for secret in secrets if secret in logs + command_lines + repr(credentials) + repr(info)]


def readable(paths: Iterator[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            path.read_bytes()
        except OSError:
            continue
        yield path


def test_no_one_signs_up_without_an_invitation(workspace):
    url = start(workspace).url
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.get("user/signup/")
        form = {
            "email": "stranger@example.org",
            "password": "a-long-password",
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }
        assert client.post("user/signup/", data=form).status_code == 403


@pytest.mark.parametrize(("forwarded", "answer"), [({"X-Forwarded-Proto": "https"}, 302), ({}, 403)])
def test_the_page_signs_in_behind_a_proxy_that_says_it_speaks_tls(server, forwarded, answer):
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        client.get("user/login/")
        form = {"email": server.admin.email, "password": server.admin.password}
        sent = client.post(
            "user/login/",
            data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]},
            headers={"Host": "label.example.org", "Origin": "https://label.example.org"} | forwarded,
        )

        assert sent.status_code == answer


def test_nothing_is_reported_to_anybody(workspace):
    start(workspace)
    environment = label_studio(workspace).environ()

    assert environment["COLLECT_ANALYTICS"] == environment["LATEST_VERSION_CHECK"] == "False"
    assert environment["SENTRY_DSN"] == environment["FRONTEND_SENTRY_DSN"] == ""
    assert environment["GIT_DIR"] == os.devnull


def test_it_starts_again_after_label_studio_was_killed(workspace):
    before = start(workspace)
    label_studio(workspace).kill()
    assert status(workspace).problem == "Label Studio is not running"

    # Another test's server may have taken its port meanwhile.
    assert start(workspace)._replace(url=before.url) == before
    assert_works(workspace)


def test_a_worker_that_is_killed_is_replaced(two_workers):
    [parent, *workers] = application.running(two_workers / "server/label-studio")
    assert len(workers) == 2
    workers[0].kill()
    while len(application.running(two_workers / "server/label-studio")) < 3 or workers[0].is_running():
        assert_works(two_workers)

    assert application.running(two_workers / "server/label-studio")[0] == parent
    assert status(two_workers).running


def test_workers_whose_parent_was_killed_are_no_server(two_workers):
    [parent, *workers] = application.running(two_workers / "server/label-studio")
    for worker in workers:
        worker.suspend()
    parent.kill()
    parent.wait()
    assert status(two_workers).problem == "Label Studio is not running"
    for worker in workers:
        worker.resume()

    assert start(two_workers).workers == status(two_workers).workers == 2
    assert not any(worker.is_running() for worker in workers)
    assert_works(two_workers)


def test_it_starts_again_after_postgresql_was_killed_and_its_pid_given_to_another(workspace):
    start(workspace)
    lock = workspace / "server/postgres/postmaster.pid"
    postmaster(workspace).kill()
    assert status(workspace).problem == "Label Studio is running without its database"
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    start(workspace)
    assert_works(workspace)


def test_lost_credentials_are_made_again(workspace):
    info = start(workspace)
    ensure_accounts(info.credentials, [("ani", "ani@example.org")])
    stop(workspace)
    info.credentials.unlink()

    start(workspace)
    assert_works(workspace)


def test_credentials_lost_while_it_runs_are_made_again_and_it_says_so(workspace):
    info = start(workspace)
    info.credentials.unlink()
    with pytest.raises(WorkspaceError, match=r"credentials\.json") as caught:
        read_credentials(info.credentials)
    assert "`annotate server start` writes a new one" in caught.value.hint

    said = []
    again = start(workspace, progress=said.append)
    assert again._replace(url=info.url) == info
    # Another server on this machine may take the port before this one listens again.
    assert again.url == info.url or any(line.startswith(f"{info.url} is taken by another program") for line in said)
    assert f"{info.credentials} is gone" in said[0]
    assert_works(workspace)


def test_credentials_lost_while_it_runs_on_a_database_of_ones_own_stop_nothing(workspace, monkeypatch):
    own = start(workspace)._replace(database="postgresql://me@host/label", credentials=workspace / "gone.json")
    monkeypatch.setattr(lifecycle, "status", lambda _: own)
    with pytest.raises(LabelStudioError, match=r"gone\.json is gone") as caught:
        start(workspace, Wanted(database="postgresql://me:secret@host/label"))
    assert "backup" in caught.value.hint
    monkeypatch.undo()
    assert status(workspace).running


def test_a_lost_password_is_set_again_as_the_hint_says(workspace):
    info = start(workspace)
    ensure_accounts(info.credentials, [("budi", "budi@example.org")])
    value = json.loads(info.credentials.read_text())
    del value["annotators"]["budi"]
    info.credentials.write_text(json.dumps(value))
    with pytest.raises(LabelStudioError, match="its password is not in") as caught:
        ensure_accounts(info.credentials, [("budi", "budi@example.org")])

    [page] = [word for word in caught.value.hint.split() if word.startswith(info.url)]
    with httpx.Client(trust_env=False, follow_redirects=True) as client:
        client.get(f"{info.url}user/login/")
        form = {"email": "admin@localhost", "password": value["admin"]["password"]}
        client.post(f"{info.url}user/login/", data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        client.get(page)
        form = {"password1": "kata-sandi-baru", "password2": "kata-sandi-baru"}
        client.post(page, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"], "usable_password": "true"})
    value["annotators"]["budi"] = {"email": "budi@example.org", "password": "kata-sandi-baru"}
    info.credentials.write_text(json.dumps(value))

    assert ensure_accounts(info.credentials, [("budi", "budi@example.org")])["budi"].token


def test_a_start_that_fails_says_why_and_leaves_nothing_running(workspace):
    stop(workspace)
    media = workspace / "server/label-studio/media"
    shutil.rmtree(media)
    media.write_text("in the way")
    try:
        with pytest.raises(LabelStudioError, match="Label Studio did not start: FileExistsError") as caught:
            start(workspace)
    finally:
        media.unlink()

    assert str(workspace / "server/logs/label-studio.log") in caught.value.hint
    assert processes(workspace) == []


def test_ctrl_c_during_a_start_leaves_nothing_running(workspace):
    stop(workspace)
    with subprocess.Popen(
        [sys.executable, "-c", START, workspace], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert b"starting PostgreSQL" in run.stdout.readline()
        assert b"starting Label Studio" in run.stdout.readline()
        run.send_signal(signal.SIGINT)
        assert b"KeyboardInterrupt" in run.communicate(timeout=60)[1]

    assert processes(workspace) == []


def test_stop_ends_every_process_and_may_be_repeated(workspace):
    sockets = Path((start(workspace) and workspace / "server/postgres/postmaster.pid").read_text().splitlines()[4])

    assert stop(workspace)
    assert processes(workspace) == []
    assert not sockets.exists()
    assert not stop(workspace)
    assert not status(workspace).running


def test_without_its_guard_a_server_is_as_open_as_label_studio_and_a_start_with_it_says_so(workspace):
    stop(workspace)
    url = start(workspace, Wanted(guarded=False)).url
    assert not status(workspace).guarded
    assert httpx.get(f"{url}samples/time-series.csv?values=2").status_code == 200
    with pytest.raises(LabelStudioError, match="running without its guard"):
        start(workspace)
    stop(workspace)


def test_what_postgresql_says_of_a_failure_is_not_its_detail(tmp_path):
    log = tmp_path / "postgresql.log"
    log.write_text(
        "2026-01-01 10:00:00 UTC [7] FATAL:  data directory has invalid permissions\n"
        "2026-01-01 10:00:00 UTC [7] DETAIL:  Permissions should be u=rwx (0700).\n"
    )
    assert "invalid permissions" in last_line(log)


def test_a_broken_credentials_file_is_said_before_anything_is_started(tmp_path):
    (tmp_path / "credentials.json").write_text("{")
    with pytest.raises(AnnotateError, match=r"credentials\.json"):
        start(tmp_path)
    assert not (tmp_path / "server/postgres").exists()


def test_a_taken_port_is_refused(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LabelStudioError, match=r"port \d+ is taken") as caught:
            start(tmp_path, Wanted(port=other.getsockname()[1]))

    assert "--port" in caught.value.hint
    assert processes(tmp_path) == []


def test_a_port_that_is_taken_while_it_starts_is_left_for_the_next(workspace, monkeypatch):
    stop(workspace)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))  # and does not listen, which is how Label Studio would notice
        taken = other.getsockname()[1]
        monkeypatch.setattr(application, "free_port", lambda: taken)
        old = f"http://127.0.0.1:{taken}/"
        (workspace / "server/server.json").write_text(json.dumps({"url": old}))
        said: list[str] = []
        info = start(workspace, progress=said.append)

    assert info.running
    assert f"{old} is taken by another program; links that you sent out need the new address, {info.url}" in said
    assert urlsplit(info.url).port > taken
    assert_works(workspace)


def test_importing_it_loads_nothing_heavy():
    code = "import sys, annotate.labelstudio.server; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not {"label_studio", "label_studio_sdk", "httpx", "psycopg", "psutil"} & set(loaded)


def test_a_workspace_never_started_is_not_running(tmp_path):
    info = status(tmp_path)

    assert (info.running, info.url, info.problem) == (False, "", "Label Studio is not running")
    assert not stop(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_hint_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(lifecycle, "find_spec", lambda name: None)
    with pytest.raises(LabelStudioError) as caught:
        start(tmp_path)

    assert caught.value.hint == 'pip install "claim-annotate[server]"'


def test_a_full_disk_is_seen_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 3_000_000))
    with pytest.raises(LabelStudioError, match="no space left for the server: 3 MB are free"):
        start(tmp_path)


def test_a_workspace_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot write"):
        start(tmp_path / "file")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_starts_it(migrated_copy):
    with migrated_copy(Path("/tmp") / f"annotate-test-{os.getpid()}") as workspace:
        subprocess.run(["chown", "-R", "nobody", workspace], check=True)
        # The capability is for reaching a Python under root's home; the user is still not root.
        capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        as_nobody = ["setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups", *capability]
        subprocess.run([*as_nobody, sys.executable, "-c", START, workspace], check=True)

        assert {process.username() for process in processes(workspace)} == {"nobody"}
        assert_works(workspace)
