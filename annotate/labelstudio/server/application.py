"""The Label Studio processes of one workspace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import LabelStudioError
from annotate.labelstudio.server.credentials import Account
from annotate.labelstudio.server.postgres import last_line
from annotate.labelstudio.server.processes import end, find, is_running, leads_a_session, listening_port, spawn
from annotate.labelstudio.server.web import is_healthy

if TYPE_CHECKING:
    from annotate.labelstudio.server.processes import Process

HOST = "127.0.0.1"
FIRST_PORT = 8080
START_SECONDS = 900
_SERVING = Path(__file__).with_name("serving.py")


def launch(data: Path, log: Path, port: int, workers: int, variables: Mapping[str, str]) -> int:
    """Start Label Studio with so many worker processes and return the pid of their parent; it is not ready yet.

    `variables` name its database and perhaps its first account. Secrets travel in the environment, which other users
    cannot read, and not on the command line.
    """
    data.mkdir(parents=True, exist_ok=True)
    options = ["--no-browser", "--internal-host", HOST, "--port", str(port), "--data-dir", str(data)]
    return spawn([sys.executable, "-P", str(_SERVING), str(workers), "start", *options], _environment(variables), log)


def first_account(admin: Account) -> dict[str, str]:
    """The variables with which Label Studio makes the administrator's account as it starts, if there is none."""
    return {"LABEL_STUDIO_USERNAME": admin.email, "LABEL_STUDIO_PASSWORD": admin.password}


def wait_until_ready(pid: int, log: Path) -> int:
    """Wait for Label Studio to answer and return the port on which it does, which may be a later one than asked for.

    Raises:
        LabelStudioError: it ended, or took longer than START_SECONDS.
    """
    deadline = time.monotonic() + START_SECONDS
    while is_running(pid):
        port = listening_port(pid)
        if port and is_healthy(f"http://{HOST}:{port}/"):
            return port
        if time.monotonic() > deadline:
            raise LabelStudioError(f"Label Studio was not ready after {START_SECONDS} s", f"its log is {log}")
        time.sleep(0.1)
    raise LabelStudioError(f"Label Studio did not start: {last_line(log)}", f"its log is {log}")


def running(data: Path) -> list[Process]:
    """Label Studio's processes on the folder `data`, the parent of the workers first."""

    def is_ours(process: Process) -> bool:
        command = process.cmdline()
        # By its name, as another installation of annotate may have started it.
        return str(data) in command and any(Path(part).name == _SERVING.name for part in command)

    return find(is_ours)


def is_led(processes: Sequence[Process]) -> bool:
    """Whether the parent of the workers is among Label Studio's processes; without it they end by themselves, soon."""
    return any(leads_a_session(process.pid) for process in processes)


def stop(data: Path) -> None:
    """End the Label Studio on the folder `data`, if it runs."""
    # The parent lets its workers finish what they are answering; those of one that was killed end here.
    end(running(data)[:1], (signal.SIGTERM, 15))
    end(running(data), (signal.SIGTERM, 5))


def port_is_free(port: int) -> bool:
    """Whether nobody listens on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """The first free port from FIRST_PORT on."""
    return next(port for port in range(FIRST_PORT, 65536) if port_is_free(port))


def reset_password(data: Path, account: Account, database: Mapping[str, str]) -> None:
    """Give an existing account the password in `account`, with Label Studio's own command.

    Raises:
        LabelStudioError: Label Studio refused.
    """
    options = ["--username", account.email, "--data-dir", str(data)]
    # Without a terminal, which a new session does not have, Label Studio reads the password from its standard input.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "label_studio.server", "reset_password", *options],
        input=account.password + "\n",
        env=_environment(database),
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        raise LabelStudioError(f"Label Studio did not accept a new password for {account.email}: {reason[0]}")


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    # Label Studio also reads variables as common as PORT, DEBUG and CI, so it gets none but these.
    inherited = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in inherited if name in os.environ} | {
        "COLLECT_ANALYTICS": "False",
        "LATEST_VERSION_CHECK": "False",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "false",
        # Label Studio shows strangers the last commit of the repository in whose folder it is installed, as its own.
        "GIT_DIR": os.devnull,
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
