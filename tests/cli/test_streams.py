"""What a terminal, a file and a pipe get of what is printed."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable

from annotate.cli.streams import guard_streams, visible

OBEYED = "a\x1b[31mb\rc\x07\x9b2J\u202e"
SHOWN = "a\\x1b[31mb\\rc\\x07\\x9b2J\\u202e"
PERSONAL = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoi.c2lnbmF0dXJl"


def test_what_a_terminal_would_obey_is_written_out():
    assert visible(f"{OBEYED}\tok\nÄ 中 👩‍👧") == f"{SHOWN}\tok\nÄ 中 👩‍👧"


def written(monkeypatch, speak: Callable[[], None]) -> tuple[str, str]:
    """What is in the pipes behind stdout and stderr after speaking to the guarded streams."""
    pipes = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", pipes[0])
        patch.setattr(sys, "stderr", pipes[1])
        guard_streams()
        speak()
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (pipe.buffer.getvalue().decode() for pipe in pipes)
    return out, err


def test_data_in_a_pipe_stays_as_it_is_and_messages_do_not(monkeypatch):
    def speak():
        for stream in (sys.stdout, sys.stderr):
            print(OBEYED, PERSONAL, file=stream)

    assert written(monkeypatch, speak) == (f"{OBEYED} {PERSONAL}\n", f"{SHOWN} …\n")


def test_a_traceback_keeps_no_secret(monkeypatch):
    def fail():
        try:
            raise ValueError(f"{PERSONAL}\x1b[2J")
        except ValueError:
            sys.__excepthook__(*sys.exc_info())

    assert "ValueError: …\\x1b[2J" in written(monkeypatch, fail)[1]


def test_nothing_that_a_terminal_obeys_is_printed_on_one(tmp_path):
    """The name of a file with an escape sequence, in the message that it is not there."""
    here, there = pty.openpty()
    command = [sys.executable, "-m", "annotate", "split", OBEYED]
    done = subprocess.run(command, cwd=tmp_path, stdin=there, stdout=there, stderr=there, check=False)
    os.close(there)
    said = os.read(here, 10_000).decode().replace("\r\n", "\n")
    os.close(here)
    assert done.returncode == 1
    assert SHOWN in said
    assert not set(said) & set(OBEYED) - set("abc[31m2J")
