"""The command line, run as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

FORKED = Path(__file__).with_name("forked.py")


class Done(NamedTuple):
    """How a command ended: its exit code, and what it said on stdout and stderr."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def forked() -> Iterator[Callable[..., int]]:
    """Run a command in a process that has made its imports, as keyword arguments for `forked.run`; its exit code."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, FORKED], stdin=pipe, stdout=pipe, text=True, bufsize=1) as parent:
        assert parent.stdin and parent.stdout

        def run(**asked: object) -> int:
            print(json.dumps(asked), file=parent.stdin)
            return int(parent.stdout.readline())

        yield run
        parent.stdin.close()


@pytest.fixture
def annotate(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, forked: Callable[..., int]):
    """Run `annotate ARGUMENTS` in an empty folder; environment variables are keyword arguments."""
    folder = tmp_path_factory.mktemp("streams")
    streams = [folder / name for name in ("stdin", "stdout", "stderr")]

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Done:
        assert not [name for name in environment if name.startswith(("PYTHON", "LC_", "LANG"))], "a fork is too late"
        clean = {key: value for key, value in os.environ.items() if not key.startswith("LABEL_STUDIO")}
        for stream, content in zip(streams, (stdin, "", ""), strict=True):
            stream.write_text(content)
        code = forked(
            arguments=[*map(str, arguments)],
            folder=str(tmp_path),
            environment=clean | {"COLUMNS": "80"} | environment,
            streams=[*map(str, streams)],
        )
        return Done(code, *(stream.read_text() for stream in streams[1:]))

    return run
