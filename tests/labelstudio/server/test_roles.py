"""Who may use the embedded PostgreSQL, and how data of a version without passwords are brought over."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from annotate.errors import LabelStudioError
from annotate.json_files import read_json
from annotate.labelstudio.server import postgres
from annotate.labelstudio.server.database import prepare_database
from annotate.labelstudio.server.roles import passwords_file

OPEN = b"local all all trust\nhost all all 127.0.0.1/32 trust\n"


@pytest.fixture(scope="module")
def data(migrated_copy, tmp_path_factory):
    """The data of a migrated Label Studio that does not run."""
    with migrated_copy(tmp_path_factory.mktemp("roles") / "workspace") as workspace:
        yield workspace / "server" / "postgres"


@contextmanager
def running(data):
    """The address of Label Studio's database, as long as its PostgreSQL runs."""
    address = postgres.start(data, data.with_name("postgresql.log"))
    try:
        yield address
    finally:
        postgres.stop(data)


def as_superuser(data, address):
    """The same database for the superuser."""
    password = read_json(passwords_file(data), "")["superuser"]
    return f"postgresql://postgres:{password}@{address.partition('@')[2]}"


def run(address, *statements):
    with psycopg.connect(address, autocommit=True) as connection:
        return [connection.execute(statement).fetchall() for statement in statements]


OWNERS = "select distinct pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace"
TABLES = "select tablename from pg_tables where schemaname = 'public' order by 1"


def rows(address):
    """How many rows each table has."""
    with psycopg.connect(address) as connection:
        count = SQL("select count(*) from {}")
        return {
            table: connection.execute(count.format(Identifier(table))).fetchall()
            for (table,) in connection.execute(TABLES).fetchall()
        }


def test_label_studio_owns_its_database_and_is_no_superuser(data):
    with running(data) as address:
        prepare_database(address)  # makes the extensions, where they are missing
        asked = "select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        assert run(address, asked, OWNERS) == [[("labelstudio", False, False, False)], [("labelstudio",)]]
        for attack in (
            "copy (select 1) to program 'id'",
            "select pg_read_file('/etc/passwd')",
            "select lo_import('/x')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                run(address, attack)


@pytest.mark.parametrize("user", ["postgres", "labelstudio"])
@pytest.mark.parametrize("password", ["", "guessed"])
def test_nobody_gets_in_without_the_password(data, user, password):
    with running(data) as address:
        [sockets] = parse_qs(urlsplit(address).query)["host"]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=sockets, user=user, password=password, dbname="labelstudio")


def test_data_without_passwords_are_brought_over_with_everything_in_them(data):
    with running(data) as address:
        before = rows(address)
        run_as_before(as_superuser(data, address))
    (data / "pg_hba.conf").write_bytes(OPEN)
    passwords_file(data).unlink()
    for _ in range(2):
        with running(data) as address:
            assert rows(address) == before
            assert run(address, OWNERS) == [[("labelstudio",)]]
            # An extension would not be made again by its own.
            assert run(address, "select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')") == [
                [(2,)]
            ]
        assert b"trust" not in (data / "pg_hba.conf").read_bytes()
    assert before["htx_user"] == [(1,)]


def run_as_before(superuser):
    """Make everything the superuser's, and the owner unknown."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        for statement in (
            "reassign owned by labelstudio to postgres",
            "alter database labelstudio owner to postgres",
            "drop owned by labelstudio",
            "drop role labelstudio",
        ):
            connection.execute(statement)


def test_passwords_that_are_lost_are_set_again(data):
    with running(data) as address:
        before = rows(address)
    passwords_file(data).unlink()
    with running(data) as other:
        assert (rows(other), other.split("@")[0] != address.split("@")[0]) == (before, True)


def test_the_passwords_of_other_data_are_an_error_that_says_what_to_do(data, tmp_path):
    with running(data):
        pass
    file = passwords_file(data)
    kept = file.read_text()
    file.write_text('{"format": 1, "superuser": "other", "owner": "other"}')
    with pytest.raises(LabelStudioError, match="has other passwords") as error, running(data):
        pass
    assert error.value.hint == f"delete {file}; the next start sets new passwords"
    file.write_text(kept)
