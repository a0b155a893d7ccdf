"""Another Unix user of this machine, and `nobody`, as whom root runs PostgreSQL, reach nothing of a running server."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import psycopg
import pytest
from other_user import as_user, needs_root

from annotate.json_files import write_json
from annotate.labelstudio.pull.raw import write_users
from annotate.labelstudio.server import application, start
from annotate.workspace import Workspace

pytestmark = needs_root


@pytest.fixture(scope="module")
def running(migrated_copy):
    """A server in a folder that everybody can enter, in a workspace that others may enter as well."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="open-to-all-") as folder:
        Path(folder).chmod(0o755)
        with migrated_copy(Path(folder) / "workspace") as workspace:
            files = Workspace(workspace)
            write_users(files.raw, {1: "ani@example.org"})
            write_json(files.launch, {})
            said = []
            info = start(workspace, progress=said.append)
            workspace.chmod(0o755)
            yield workspace, info.url, said


def sockets(workspace):
    return Path((workspace / "server/postgres/postmaster.pid").read_text().splitlines()[4])


@pytest.mark.parametrize("user", ["nobody", "daemon"])
def test_no_file_with_texts_addresses_or_secrets_can_be_opened(running, user):
    workspace, *_ = running

    def opened():
        files = []
        for name in ("credentials.json", "launch.json", "raw/users.json", "server/postgres.json", "server/server.json"):
            try:
                files.append((workspace / name).read_bytes())
            except PermissionError:
                continue
        return files

    assert as_user(user, lambda: Path(workspace).is_dir())
    assert as_user(user, opened) == []


@pytest.mark.parametrize("user", ["nobody", "daemon"])
def test_the_database_lets_nobody_in(running, user):
    workspace, *_ = running
    folder = sockets(workspace)

    def admitted():
        reasons = []
        for role in ("postgres", "labelstudio"):
            try:
                psycopg.connect(host=str(folder), user=role, dbname="labelstudio", connect_timeout=5).close()
                reasons.append("admitted")
            except psycopg.OperationalError as error:
                reasons.append("password" if "password" in str(error) else "no way to it")
        return reasons

    # The folder of the socket belongs to `nobody`, so that only the password keeps its other processes out.
    assert as_user(user, admitted) == ["password" if user == "nobody" else "no way to it"] * 2


@pytest.mark.parametrize("user", ["nobody", "daemon"])
def test_nothing_is_learnt_from_the_processes(running, user):
    workspace, *_ = running
    postmaster = (workspace / "server/postgres/postmaster.pid").read_text().split()[0]
    label_studio = [process.pid for process in application.running(workspace / "server" / "label-studio")]
    assert label_studio

    def read():
        answers = []
        for number in (postmaster, *label_studio):
            for name in ("environ", "cwd/pg_hba.conf", f"root{workspace}/credentials.json"):
                try:
                    answers.append(Path(f"/proc/{number}/{name}").read_bytes())
                except PermissionError:
                    continue
        return answers

    assert as_user(user, read) == []


def test_the_server_answers_without_a_token_with_401(running):
    _, url, _ = running

    def answer():
        try:
            return build_opener(ProxyHandler({})).open(f"{url}api/projects/").status
        except HTTPError as error:
            return error.code

    assert as_user("nobody", answer) == 401


def test_root_is_warned(running):
    *_, said = running
    assert [line for line in said if line.startswith("warning: you are root")]
