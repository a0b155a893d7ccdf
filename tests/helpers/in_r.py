"""R, with nothing but what Debian has of it: base R and igraph."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path


def tables_in_r(script: str, folder: Path, *names: str) -> list[list[list[str]]]:
    """Run a script in a folder, and return the tables that it leaves under these names; a missing value is NA."""
    save = "".join(f"write.csv({name}, 'table-{name}.csv', row.names = FALSE)\n" for name in names)
    command = ["Rscript", "--vanilla", "-e", f"{script}\n{save}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    tables = []
    for name in names:
        with (folder / f"table-{name}.csv").open(newline="", encoding="utf-8") as file:
            tables.append([*csv.reader(file)])
    return tables
