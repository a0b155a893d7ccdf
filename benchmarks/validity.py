"""Whether what the package claims to know is so, on data whose truth is known.

    python benchmarks/validity.py [--part coverage] [--only WORD] [--sets N] [--processes N]

`--sets 100` is a quick look; in full, with 1,000 data sets a cell, it takes about twenty minutes of one core.
"""

from __future__ import annotations

import argparse
import sys
import time

import forecasts
import intervals
import posteriors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="what to look at; everything by default")
    parser.add_argument("--only", default="", metavar="WORD", help="only measures, designs and rooms with this word")
    parser.add_argument("--sets", type=int, default=1000, metavar="N", help="data sets a cell")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    chosen = parser.parse_args()
    for part in [chosen.part] if chosen.part else PARTS:
        PARTS[part](chosen.only, chosen.sets, chosen.processes)


def coverage(only: str, sets: int, processes: int) -> None:
    """How often 95 % intervals hold the truth."""
    began = time.perf_counter()
    found = []
    for cells in intervals.cover(intervals.tasks(only, sets), processes):
        found += cells
        print(".", end="", flush=True, file=sys.stderr)
    print(f"{sets} data sets a cell, {time.perf_counter() - began:.0f} seconds\n")
    print(intervals.table(found), end="\n\n")
    print("Cells outside 92 to 98 %, or below 90 % with five articles:\n")
    print(intervals.outside(found))


def settling(only: str, sets: int, processes: int) -> None:
    """Whether ties that a model settles are right as often as it claims; on one process, a tenth of the sets."""
    panels = [panel for panel in posteriors.PANELS if only in str(panel)]
    cells = list(posteriors.calibrate(panels, max(1, sets // 10)))
    print(posteriors.table(cells), end="\n\n")
    print(f"Panels too sure by more than five points: {posteriors.too_sure(cells)}\n")


def forecasting(only: str, sets: int, processes: int) -> None:
    """How wide intervals are, over what `push --dry-run` says before; on one process."""
    print(forecasts.table(list(forecasts.compare(sets))), end="\n\n")


PARTS = {"coverage": coverage, "settling": settling, "forecast": forecasting}

if __name__ == "__main__":
    main()
