"""One command in a process of its own, with hostile surroundings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

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


class Done(NamedTuple):
    """How a command ended; `code` is None if it had to be killed, and negative after a signal."""

    code: int | None
    out: bytes
    err: bytes
    seconds: float


def run(line: str, folder: Path, around: Surroundings) -> Done:
    """Run `annotate LINE` in a folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("LABEL_STUDIO")}
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "annotate", *line.split()],
        cwd=folder,
        env=clean | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)} | around.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What a shell runs in the background ignores an interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout
        assert process.stderr
        said: dict[str, bytes] = {"out": b"", "err": b""}
        readers = [
            Thread(target=_read, args=(process.stdout, around.out, said, "out")),
            Thread(target=_read, args=(process.stderr, around.err, said, "err")),
        ]
        for reader in readers:
            reader.start()
        if around.interrupt_after is not None:
            try:
                process.wait(around.interrupt_after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGINT)
        code: int | None = None
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        seconds = time.monotonic() - begun
        for reader in readers:
            reader.join()
    return Done(code, said["out"], said["err"], seconds)


def _read(stream: IO[bytes], at_most: int | None, said: dict[str, bytes], name: str) -> None:
    if at_most is None:
        said[name] = stream.read()
        return
    if at_most:
        said[name] = stream.read(at_most)
    stream.close()
