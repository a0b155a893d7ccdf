"""A hostile day, seed by seed: cuts, kills, mutants, full disks, closed pipes, Ctrl-C and wrong clocks.

    python benchmarks/campaign.py [--part PART ...] [--from SEED] [--runs N] [--folder FOLDER]

Takes hours; each sitting goes on where the log of the last one ends, and each run of a seed adds a line to it. Prints
the table of the whole log as Markdown. Without --part all parts run, N seeds of each; `--runs 0` only prints. Server,
copies and log (campaign.jsonl) are in FOLDER, work/campaign unless told. Disks are made with `mount`, which needs root,
and the wrong clock with a C compiler. Exits with 1 if anything that the table counts is not zero. docs/safety.md says
what is counted, and has the table of docs/campaign.jsonl, the log of the sittings until then.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "helpers"))

from hostile.conditions import CONDITIONS, under  # noqa: E402
from hostile.disk import in_own_mounts  # noqa: E402
from hostile.field import Field, field  # noqa: E402
from hostile.fired import KILLED, cuts, kills  # noqa: E402
from hostile.mutants import EXPORTS, RESULTS, mutants  # noqa: E402
from hostile.outcome import Outcome, append, read, table  # noqa: E402
from hostile.trials import TRIALS  # noqa: E402

Run = Callable[[int], Outcome]
PARTS: dict[str, Callable[[Callable[[], Field], Path], Run]] = {
    **{name: lambda opened, folder, name=name: mutants(name) for name in (RESULTS, EXPORTS)},
    **{name: lambda opened, folder, name=name: under(opened(), folder, name) for name in CONDITIONS},
    **{name: lambda opened, folder, name=name: cuts(opened(), folder / "trials", name) for name in reversed(TRIALS)},
    **{f"kill {name}": lambda opened, folder, name=name: kills(opened(), folder / "trials", name) for name in KILLED},
}


def main() -> None:
    asked = _asked()
    folder = asked.folder.resolve()
    log = folder / "campaign.jsonl"
    in_own_mounts()
    version = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
    with ExitStack() as stack:
        opened: list[Field] = []

        def open_once() -> Field:
            if not opened:
                opened.append(stack.enter_context(field(folder)))
            return opened[0]

        for part in asked.part or PARTS:
            done = [seed for name, seed in read(log) if name == part]
            first = asked.first if asked.first is not None else max(done, default=-1) + 1
            run = PARTS[part](open_once, folder) if asked.runs else None
            for seed in range(first, first + asked.runs):
                assert run
                outcome = run(seed)
                outcome.version = version
                append(log, outcome)
    outcomes = read(log).values()
    print(table(outcomes))
    sys.exit(not all(outcome.is_clean for outcome in outcomes))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", nargs="+", choices=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--from", dest="first", type=int, metavar="SEED")
    parser.add_argument("--runs", type=int, default=100, metavar="N")
    parser.add_argument("--folder", type=Path, default=Path("work/campaign"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
