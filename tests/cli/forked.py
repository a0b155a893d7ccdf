"""Runs commands in forks of one process that has made their imports, which are most of what a short command costs.

A line in is a JSON object: `arguments`, `folder`, `environment`, and the files of `streams` 0, 1 and 2.
A line out is the exit code.
"""

import gc
import importlib
import json
import os
import sys
from pathlib import Path

from annotate.cli import main

IMPORTED = [
    "annotate.agreement",
    "annotate.corpus",
    "annotate.gold",
    "annotate.schema",
    "datasketch",
    "label_studio_sdk",
    "pyarrow.parquet",
    "rich.table",
    "scipy.stats",
    "trafilatura",
]


def run(arguments: list[str], folder: str, environment: dict[str, str], streams: list[str]) -> None:
    """Become that command."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_WRONLY if number else os.O_RDONLY), number)
    sys.stdin = Path("/dev/stdin").open()  # noqa: SIM115
    sys.argv = ["annotate", *arguments]
    main()


if __name__ == "__main__":
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        command = os.fork()
        if not command:
            run(**json.loads(line))
            sys.exit()
        print(os.waitstatus_to_exitcode(os.waitpid(command, 0)[1]), flush=True)
