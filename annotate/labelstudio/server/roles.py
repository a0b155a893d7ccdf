"""Who may use the embedded PostgreSQL: its superuser and the owner of Label Studio's database, both by password.

```json
{"format": 1, "superuser": "…", "owner": "…"}
```
is `postgres.json` beside the folder of the data. Before version 0.2.0 there were no passwords, and Label Studio was the
superuser; such data are brought over.
"""

from __future__ import annotations

import secrets
import subprocess
from pathlib import Path
from typing import NamedTuple

from annotate.errors import LabelStudioError
from annotate.formats import read_numbered_json, with_format
from annotate.json_files import write_json
from annotate.labelstudio.server.programs import give_to_ordinary_user, program

SUPERUSER = "postgres"
OWNER = "labelstudio"
DATABASE = "labelstudio"
FORMAT = 1
_RULES = b"""# Written by annotate: nobody gets in without a password, and nobody over a network.
local all all scram-sha-256
"""
# Whatever an extension brought stays the superuser's, and a sequence goes with the table that it numbers.
_TAKE_OVER = f"""
do $$ declare item record; begin
for item in
    select c.oid::regclass as name from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and c.relnamespace = 'public'::regnamespace
    and pg_get_userbyid(c.relowner) <> '{OWNER}'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
loop execute format('alter table %s owner to {OWNER}', item.name);
end loop; end $$
"""


class Passwords(NamedTuple):
    """Those of the superuser, who makes roles and databases, and of the owner, as whom Label Studio connects."""

    superuser: str
    owner: str


def passwords_file(data: Path) -> Path:
    """Where the passwords of the PostgreSQL on the folder `data` are."""
    return data.with_name("postgres.json")


def close_to_others(data: Path) -> Passwords:
    """See that the PostgreSQL on the folder `data`, which is not running, asks everybody for a password.

    Raises:
        LabelStudioError: PostgreSQL refused.
        WorkspaceError: the passwords cannot be read or written.
    """
    file, rules = passwords_file(data), data / "pg_hba.conf"
    if file.exists() and rules.read_bytes() == _RULES:
        content = read_numbered_json(file, f"delete {file}; the next start sets new passwords", FORMAT)
        return Passwords(str(content.get("superuser")), str(content.get("owner")))
    passwords = Passwords(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    write_json(file, with_format(passwords._asdict(), FORMAT))
    _set_password(data, passwords.superuser)
    # Last, so that a start that was interrupted before does it again.
    new = rules.with_suffix(".new")
    new.write_bytes(_RULES)
    give_to_ordinary_user(new)
    new.replace(rules)
    return passwords


def _set_password(data: Path, password: str) -> None:
    """Give the superuser a password, without a server that others could reach meanwhile."""
    command = [*program("postgres"), "--single", "-D", str(data), SUPERUSER]
    statement = f"alter role {SUPERUSER} password '{password}'\n"
    done = subprocess.run(command, input=statement, capture_output=True, text=True, errors="replace", check=False)
    lines = [line for line in done.stderr.splitlines() if "ERROR:" in line or "FATAL:" in line]
    if done.returncode or lines:
        reason = (lines or done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise LabelStudioError(f"PostgreSQL did not take a password in {data}: {reason}", "is the disk full?")


def provide_owner(superuser: str, superuser_there: str, password: str) -> None:
    """Make Label Studio's database and its owner, who is not a superuser, or give the owner what a superuser had.

    Args:
        superuser: how the superuser reaches the database `postgres`.
        superuser_there: how the superuser reaches Label Studio's database.
        password: the owner's.
    """
    import psycopg
    from psycopg.sql import SQL, Identifier, Literal

    owner, database = Identifier(OWNER), Identifier(DATABASE)
    with psycopg.connect(superuser, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone():
            connection.execute(SQL("create role {}").format(owner))
        # The server gets no password in clear, which it could write to its log.
        stored = connection.pgconn.encrypt_password(password.encode(), OWNER.encode(), b"scram-sha-256").decode()
        rights = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
        connection.execute(SQL("alter role {} " + rights + " password {}").format(owner, Literal(stored)))
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            connection.execute(SQL("alter database {} owner to {}").format(database, owner))
        else:
            connection.execute(SQL("create database {} owner {}").format(database, owner))
    with psycopg.connect(superuser_there, autocommit=True) as connection:
        connection.execute(_TAKE_OVER)
