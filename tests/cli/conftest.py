"""The command line, run as a user runs it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest


class Done(NamedTuple):
    """How a command ended: its exit code, and what it said on stdout and stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def annotate(tmp_path: Path):
    """Run `annotate ARGUMENTS` in an empty folder; environment variables are keyword arguments."""

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Done:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("LABEL_STUDIO")}
        done = subprocess.run(
            [sys.executable, "-m", "annotate", *map(str, arguments)],
            cwd=tmp_path,
            env=clean | {"COLUMNS": "80"} | environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run
