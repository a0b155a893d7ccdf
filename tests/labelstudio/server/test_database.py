"""Label Studio on a PostgreSQL that somebody else installed: Debian's, on a unix socket, with a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from annotate.errors import LabelStudioError
from annotate.labelstudio.server import Wanted, read_credentials, start, status, stop
from annotate.labelstudio.server.database import prepare_database, without_password
from annotate.labelstudio.server.web import authorize, browser

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/apt-get install postgresql"))
PASSWORD = "only-for-tests"

pytestmark = pytest.mark.server


class Cluster(NamedTuple):
    """A running PostgreSQL: the folder of its socket, and a workspace that is kept as long as its data."""

    sockets: Path
    workspace: Path

    def address(self, database: str, user: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@/{database}?host={self.sockets}"

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture(scope="module")
def cluster(kept_between_runs):
    """Debian's PostgreSQL, its data kept between runs."""
    as_postgres = []
    if os.geteuid() == 0:
        # The capability lets the user reach pytest's cache, wherever it is.
        capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *capability]
    with (
        kept_between_runs(f"debian-{PROGRAMS.parent.name}") as folder,
        tempfile.TemporaryDirectory(dir="/tmp") as sockets,
    ):
        data = folder / "postgres"
        if not data.exists():
            shutil.rmtree(folder / "workspace", ignore_errors=True)
            unfinished = folder / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            password = folder / "password"
            password.write_text(PASSWORD)
            give_to_postgres(unfinished)
            options = ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--username=postgres"]
            subprocess.run([*as_postgres, PROGRAMS / "initdb", "-D", unfinished, *options], check=True)
            unfinished.rename(data)
        give_to_postgres(Path(sockets))
        (data / "postmaster.pid").unlink(missing_ok=True)
        command = [*as_postgres, PROGRAMS / "postgres", "-D", data, "-k", sockets, "-c", "listen_addresses="]
        with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as postgres:
            try:
                ready = [PROGRAMS / "pg_isready", "-h", sockets, "-q"]
                while subprocess.run(ready, check=False).returncode:
                    assert postgres.poll() is None, (folder / "log").read_text()
                yield Cluster(Path(sockets), folder / "workspace")
            finally:
                postgres.terminate()
                postgres.wait(timeout=60)


def give_to_postgres(folder):
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


@pytest.fixture
def visitor(cluster):
    """A role that owns nothing, and a database `theirs` of somebody else."""
    clean = ("drop database if exists theirs", "drop role if exists visitor")
    cluster.run(*clean, f"create role visitor login password '{PASSWORD}'", "create database theirs")
    yield "visitor"
    cluster.run(*clean)


def test_label_studio_runs_on_debians_postgresql(cluster):
    if not cluster.workspace.exists():
        cluster.run("drop database if exists labelstudio", "drop role if exists labelstudio")
        cluster.run(
            f"create role labelstudio login password '{PASSWORD}'", "create database labelstudio owner labelstudio"
        )
    try:
        info = start(cluster.workspace, Wanted(database=cluster.address("labelstudio", "labelstudio")))
        with browser(info.url) as client:
            authorize(client, read_credentials(info.credentials).admin.token)
            assert client.get("api/current-user/whoami").json()["email"] == "admin@localhost"

        assert status(cluster.workspace) == info
        assert info.database == f"postgresql://labelstudio@/labelstudio?host={cluster.sockets}"
        assert not (cluster.workspace / "server/postgres").exists()
        written = [path for path in cluster.workspace.rglob("*") if path.is_file()]
        assert not [path for path in written if PASSWORD in path.read_text(errors="replace")]
        assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if PASSWORD in command_line(path)]
    finally:
        assert stop(cluster.workspace)
    cluster.run("select 1")


def command_line(path):
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def test_a_database_of_another_workspace_is_refused(cluster, tmp_path):
    assert cluster.workspace.exists(), "the database is made by the test before"
    with pytest.raises(LabelStudioError, match="belongs to another workspace"):
        start(tmp_path, Wanted(database=cluster.address("labelstudio", "labelstudio")))

    assert not status(tmp_path).running


def test_a_missing_database_is_an_error_that_says_how_to_make_one(cluster, tmp_path):
    with pytest.raises(LabelStudioError, match="there is no database nowhere") as caught:
        start(tmp_path, Wanted(database=cluster.address("nowhere")))

    assert "createdb" in caught.value.hint
    assert PASSWORD not in caught.value.message + caught.value.hint
    assert not status(tmp_path).running


def test_a_wrong_password_is_an_error(cluster):
    with pytest.raises(LabelStudioError, match=r"refuses the sign-in: .*password") as caught:
        prepare_database(cluster.address("postgres", password="not-the-password"))

    assert "not-the-password" not in caught.value.message


def test_an_extension_that_may_not_be_made_is_an_error_that_says_who_can(cluster, visitor):
    with pytest.raises(LabelStudioError, match="visitor may not create the extension pg_trgm") as caught:
        prepare_database(cluster.address("theirs", visitor))

    assert "CREATE EXTENSION pg_trgm" in caught.value.hint


def test_a_user_who_may_not_create_tables_is_an_error(cluster, visitor):
    prepare_database(cluster.address("theirs"))
    with pytest.raises(LabelStudioError, match="visitor may not create tables"):
        prepare_database(cluster.address("theirs", visitor))


def test_the_password_may_come_from_the_environment(cluster, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    environment = prepare_database(f"postgresql://postgres@/postgres?host={cluster.sockets}&application_name=label")

    assert environment["POSTGRE_PASSWORD"] == PASSWORD
    assert environment["POSTGRE_HOST"] == str(cluster.sockets)
    assert environment["PGAPPNAME"] == "label"


def test_a_database_that_does_not_answer_is_an_error():
    with pytest.raises(LabelStudioError, match=r"no PostgreSQL answers at postgresql://me@127\.0\.0\.1:9/db"):
        prepare_database("postgresql://me:secret@127.0.0.1:9/db")


@pytest.mark.parametrize("url", ["postgresql://me:secret@[host/db", "mysql://me:secret@host/db", "postgresql://%"])
def test_an_address_that_is_none_is_an_error_without_the_password(url):
    with pytest.raises(LabelStudioError, match="is not an address of a PostgreSQL database") as caught:
        prepare_database(url)

    assert "secret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:p@ss@host:5432/db", "postgresql://me@host:5432/db"),
        ("postgresql://host/db?user=me&password=secret", "postgresql://host/db?user=me"),
        ("postgresql://host/db?sslpassword=secret&user=me", "postgresql://host/db?user=me"),
        ("postgresql:///db?host=/var/run", "postgresql:///db?host=/var/run"),
        ("embedded", "embedded"),
    ],
)
def test_addresses_are_shown_without_passwords(url, shown):
    assert without_password(url) == shown
