"""The database under Label Studio: is it there, is it fit, and how Label Studio gets it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from annotate.errors import LabelStudioError

if TYPE_CHECKING:
    from psycopg import Connection

EXTENSIONS = ("pg_trgm", "btree_gin")
_PASSWORD = re.compile("://[^:/@]*:(.*)@")
_QUOTED = "@/?#[]"
_OLDEST = 14  # what Label Studio's Django supports


def prepare_database(url: str) -> dict[str, str]:
    """Check that Label Studio can live in the database at `url`, and return the environment that leads it there.

    Args:
        url: `postgresql://user:password@host:port/name`; `?host=/folder` for a unix socket. What is left out comes from
            PostgreSQL's own variables, such as PGPASSWORD.

    Raises:
        LabelStudioError: no answer, no such database, wrong password, too old, or an extension or right is missing.
    """
    import psycopg
    from psycopg.pq import Conninfo

    if (password := _PASSWORD.search(url)) and not set(password[1]).isdisjoint(_QUOTED):
        # PostgreSQL would take a part of it for the host or the port, and say it.
        raise LabelStudioError(
            f"the password in the database's address has one of {_QUOTED}, which are signs of the address itself",
            "set it in PGPASSWORD and leave it out of the address, or write @ as %40 and / as %2F",
        )
    try:
        options = Conninfo.parse(url.encode())
    except psycopg.Error as error:
        raise LabelStudioError(
            f"{without_password(url)} is not an address of a PostgreSQL database",
            "write it as postgresql://user@host:5432/name and set the password in PGPASSWORD",
        ) from error
    try:
        with psycopg.connect(url, connect_timeout=15, autocommit=True) as connection:
            _check(connection, without_password(url))
            info = connection.info
            inherited = {name: value for name, value in os.environ.items() if name.startswith("PG")}
            asked = {option.envvar.decode(): option.val.decode() for option in options if option.envvar and option.val}
            return {
                **inherited,
                **asked,
                "DJANGO_DB": "default",
                "POSTGRE_NAME": info.dbname,
                "POSTGRE_USER": info.user,
                "POSTGRE_PASSWORD": info.password,
                "POSTGRE_HOST": info.host,
                "POSTGRE_PORT": str(info.port),
            }
    except psycopg.OperationalError as error:
        raise _no_connection(url, str(error)) from error


def without_password(url: str) -> str:
    """The address as it may be shown and stored."""
    url = re.sub("://([^:/@]*):.*@", r"://\1@", url)
    return re.sub("([?&])[^=&]*password=[^&]*&?", r"\1", url).rstrip("?&")


def _check(connection: Connection, name: str) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    version = connection.info.server_version // 10000
    if version < _OLDEST:
        raise LabelStudioError(
            f"{name} is PostgreSQL {version}, and Label Studio needs {_OLDEST} or later",
            "use a newer PostgreSQL, or `database: embedded`",
        )
    database = connection.info.dbname
    user = connection.info.user
    for extension in EXTENSIONS:
        try:
            connection.execute(SQL("create extension if not exists {}").format(Identifier(extension)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise LabelStudioError(
                f"{user} may not create the extension {extension} in {name}",
                f"as a superuser of that PostgreSQL: `psql -d {database} -c 'CREATE EXTENSION {extension}'`",
            ) from error
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile) as error:
            raise LabelStudioError(
                f"the PostgreSQL at {name} has no extension {extension}",
                "install its contrib package, for example postgresql-contrib on Debian",
            ) from error
    row = connection.execute("select has_schema_privilege(current_schema(), 'create')").fetchone()
    if not row or not row[0]:
        raise LabelStudioError(
            f"{user} may not create tables in {name}",
            f"make it the owner, as a superuser: `psql -c 'ALTER DATABASE {database} OWNER TO {user}'`",
        )


def _no_connection(url: str, reason: str) -> LabelStudioError:
    # PostgreSQL's client gives a refused connection no code, only this sentence.
    name = without_password(url)
    reason = reason.strip().splitlines()[-1].strip() if reason.strip() else "no answer"
    if missing := re.search('database "(.*)" does not exist', reason):
        database = missing[1]
        return LabelStudioError(
            f"there is no database {database} at {name}",
            f"make one: `createdb --encoding=UTF8 --template=template0 {database}`",
        )
    if "password" in reason or "authentication" in reason or "role" in reason:
        return LabelStudioError(
            f"{name} refuses the sign-in: {reason}", "set the user in `database:` and the password in PGPASSWORD"
        )
    return LabelStudioError(f"no PostgreSQL answers at {name}: {reason}", "is it running, and is the address right?")
