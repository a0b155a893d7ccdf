"""One command in a process of its own, with hostile surroundings."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Thread
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds


@dataclass(frozen=True)
class Surroundings:
    """What is around a command.

    Attributes:
        interrupt_after: seconds until Ctrl-C.
        out, err: after how many bytes the reader of stdout and stderr goes away.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    interrupt_after: float | None = None
    out: int | None = None
    err: int | None = None

    @property
    def is_gentle(self) -> bool:
        """Whether a command that has made its imports will do as well as one that starts."""
        return self.interrupt_after is None and "LD_PRELOAD" not in self.environment


class Done(NamedTuple):
    """How a command ended; `code` is None if it had to be killed, and negative after a signal."""

    code: int | None
    out: bytes
    err: bytes
    seconds: float


def run(line: str, folder: Path, around: Surroundings, *, forked: bool = False) -> Done:
    """Run `annotate LINE` in a folder; `forked` where its start does not matter, which is most of its time."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("LABEL_STUDIO")}
    environment = clean | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)} | around.environment
    said: dict[str, bytes] = {}
    pipes = {"out": os.pipe(), "err": os.pipe()}
    at_most = {"out": around.out, "err": around.err}
    readers = [Thread(target=_read, args=(pipes[name][0], at_most[name], said, name)) for name in pipes]
    for reader in readers:
        reader.start()
    begun = time.monotonic()
    ends = [pipe[1] for pipe in pipes.values()]
    try:
        code = (_fork if forked else _start)(line, folder, environment, ends, around.interrupt_after)
    finally:
        for end in ends:
            os.close(end)
    seconds = time.monotonic() - begun
    for reader in readers:
        reader.join()
    return Done(code, said["out"], said["err"], seconds)


def _start(line: str, folder: Path, environment: Mapping[str, str], ends: list[int], after: float | None) -> int | None:
    with subprocess.Popen(
        [sys.executable, "-m", "annotate", *line.split()],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=ends[0],
        stderr=ends[1],
        start_new_session=True,
        # What a shell runs in the background ignores an interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        if after is not None:
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGINT)
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None


def _fork(line: str, folder: Path, environment: Mapping[str, str], ends: list[int], after: float | None) -> int | None:
    """As `_start`, in a fork of a process that has made the imports."""
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    streams = [os.devnull, *(f"/proc/{os.getpid()}/fd/{end}" for end in ends)]
    asked = {"arguments": line.split(), "folder": str(folder), "environment": environment, "streams": streams}
    print(json.dumps(asked), file=parent.stdin, flush=True)
    if not select.select([parent.stdout], [], [], PATIENCE)[0]:
        os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()
        _parent.cache_clear()
        return None
    return int(parent.stdout.readline())


@cache
def _parent() -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, ROOT / "tests" / "cli" / "forked.py"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,  # a pipe as that of the commands will be: Python asks once whether a stream can be sought in
        text=True,
        start_new_session=True,
    )


def _read(end: int, at_most: int | None, said: dict[str, bytes], name: str) -> None:
    with open(end, "rb", buffering=0) as stream:
        said[name] = stream.readall() if at_most is None else stream.read(at_most) if at_most else b""
