"""Agreement on a table of 2.4 million rows beside csv and pandas with the krippendorff package, each in a process.

    python benchmarks/table.py [ROUNDS]

Each reader takes its turn in each round. Seconds are those of the whole process, the best of all rounds; memory is its
peak. Ours alone has intervals, by articles, and also computes three other measures.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

UNITS, PER_ARTICLE = 800_000, 20
LABELS = ("pro", "con", "neutral", "mixed", "unclear")


def write_table(file: Path) -> None:
    """Three annotators, right in 7 of 10 units each."""
    draw = random.Random(1)
    with file.open("w") as table:
        table.write("unit,annotator,value,article\n")
        for unit in range(UNITS):
            truth = draw.choice(LABELS)
            for name in ("ani", "budi", "citra"):
                label = truth if draw.random() < 0.7 else draw.choice(LABELS)
                table.write(f"u{unit},{name},{label},a{unit // PER_ARTICLE}\n")


def ours(file: Path) -> float:
    """Alpha with its interval, and the other measures of the level."""
    from annotate.agreement import measure_table, read_table

    row = measure_table(read_table(file))[0].agreement
    assert row.interval is not None
    return row.value or 0.0


def with_csv(file: Path) -> float:
    """Alpha as a reader of the package's page would compute it."""
    import krippendorff

    units: dict[str, int] = {}
    annotators: dict[str, int] = {}
    labels: dict[str, int] = {}
    rows = []
    with file.open(newline="") as table:
        for row in csv.DictReader(table):
            unit = units.setdefault(row["unit"], len(units))
            annotator = annotators.setdefault(row["annotator"], len(annotators))
            rows.append((annotator, unit, labels.setdefault(row["value"], len(labels))))
    return _alpha(np.array(rows), len(annotators), len(units), krippendorff.alpha)


def with_pandas(file: Path) -> float:
    """The same with pandas."""
    import krippendorff
    import pandas

    table = pandas.read_csv(file)
    codes = [pandas.factorize(table[name])[0] for name in ("annotator", "unit", "value")]
    return _alpha(np.column_stack(codes), codes[0].max() + 1, codes[1].max() + 1, krippendorff.alpha)


def _alpha(rows: np.ndarray, annotators: int, units: int, alpha: Callable[..., float]) -> float:
    data = np.full((annotators, units), np.nan)
    data[rows[:, 0], rows[:, 1]] = rows[:, 2]
    return float(alpha(data, level_of_measurement="nominal"))


READERS = {"annotate": ours, "csv + krippendorff": with_csv, "pandas + krippendorff": with_pandas}


def in_this_process(reader: str, file: Path) -> None:
    """Print the value and the megabytes of one reader."""
    value = READERS[reader](file)
    print(value, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def main() -> None:
    if len(sys.argv) > 2:
        in_this_process(sys.argv[1], Path(sys.argv[2]))
        return
    best: dict[str, tuple[float, float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        write_table(file)
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
            for reader in READERS:
                command = [sys.executable, __file__, reader, str(file)]
                began = time.perf_counter()
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                seconds = time.perf_counter() - began
                value, megabytes = map(float, done.stdout.split())
                before = best.get(reader, (value, np.inf, np.inf))
                best[reader] = (value, min(seconds, before[1]), min(megabytes, before[2]))
    peer = best["csv + krippendorff"][1]
    print("| reader | alpha | seconds | times csv's | MB |\n|---|---|---|---|---|")
    for reader, (value, seconds, megabytes) in best.items():
        print(f"| {reader} | {value:.6f} | {seconds:.2f} | {seconds / peer:.2f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
