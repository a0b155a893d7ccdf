"""Starting processes that outlive the command, finding them again, and ending them.

Nothing is remembered in a pid file. A server is found in the process table by what cannot belong to another: Label
Studio by the data folder on its command line, PostgreSQL by its working folder. So a crash, a restart of the machine or
a reused pid leaves nothing to clear up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psutil import Process as Process  # type: ignore[import-untyped]


def spawn(command: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
    """Start `command` in a session of its own, its output in `log`, and return its pid.

    The log of the run before is kept beside it as `NAME.old`.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name(log.name + ".old"))
    output = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    return os.posix_spawn(
        command[0],
        list(command),
        dict(environment),
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), output, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )


def find(is_wanted: Callable[[Process], bool]) -> list[Process]:
    """Running processes for which `is_wanted` is true, oldest first; those we may not look into are left out."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and is_wanted(process):
                found.append((float(process.create_time()), process))
        except psutil.Error:
            continue
    return [process for _, process in sorted(found, key=lambda each: each[0])]


def is_running(pid: int) -> bool:
    """Whether the process is there, and not a zombie."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def leads_a_session(pid: int) -> bool:
    """Whether the process was started by `spawn`, and not by one that was."""
    try:
        return os.getsid(pid) == pid
    except OSError:
        return False


def end(processes: Sequence[Process], *signals: tuple[signal.Signals, float]) -> None:
    """Send each (signal, seconds to wait) in turn to those still running, and last SIGKILL."""
    import psutil

    left = list(processes)
    for number, seconds in (*signals, (signal.SIGKILL, 10.0)):
        for process in left:
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue
        left = psutil.wait_procs(left, timeout=seconds)[1]
        left = [process for process in left if is_running(process.pid)]
        if not left:
            return


def listening_port(pid: int) -> int | None:
    """The TCP port on which the process listens, if it does yet."""
    import psutil

    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return None
    return next((int(each.laddr.port) for each in connections if each.status == psutil.CONN_LISTEN), None)
