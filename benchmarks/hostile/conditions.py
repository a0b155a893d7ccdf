"""Every command on a full or read-only disk, into a closed pipe, with Ctrl-C, and with a wrong clock.

Each run has the folder of `places` on a disk of its own. What a command left undone is done by the same command, run
again; afterwards the files have to be those of a command that nobody disturbed.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree

from annotate.labelstudio.server import stop
from annotate.new_project import config_text, schema_contents, write_texts
from hostile.clock import wrong_clock
from hostile.commands import COMMANDS, LAUNCH, SERVER, Command, forgotten
from hostile.disk import disk, full, read_only
from hostile.field import Field, copy
from hostile.outcome import Outcome
from hostile.places import full_place
from hostile.run import Done, Surroundings, run
from hostile.snapshot import Snapshot, amiss, files_in, half_written, snapshot
from hostile.trials import delete_launch, tasks_of

FULL, READ_ONLY, PIPE, CTRL_C, CLOCK = "full disk", "read-only disk", "closed pipe", "Ctrl-C", "wrong clock"
CONDITIONS = {FULL: 2, READ_ONLY: 1, PIPE: 3, CTRL_C: 10, CLOCK: 2}  # so many runs of each command
_CRASHED = re.compile(rb"Traceback \(most recent|Fatal Python error|Exception ignored")
_FILES = re.compile(rb'^  File "([^"]*)"', re.MULTILINE)
_HOUR = 3600
_SMALL, _LARGE = 64, 700  # megabytes, the latter for PostgreSQL


@dataclass
class _Reference:
    """What a command does that nobody disturbs."""

    done: Done
    files: Snapshot
    tasks: int


def under(field: Field, folder: Path, condition: str) -> Callable[[int], Outcome]:
    """What happens at a seed: one command under the condition."""
    assert not forgotten(), forgotten()
    ground = _ground(field, folder)

    def seeded(seed: int) -> Outcome:
        command = COMMANDS[seed % len(COMMANDS)]
        outcome = Outcome(condition, seed, note=command.line)
        begun = time.monotonic()
        ground.hurt(outcome, command, condition)
        outcome.seconds = round(time.monotonic() - begun, 2)
        return outcome

    return seeded


_grounds: dict[Path, _Ground] = {}


def _ground(field: Field, folder: Path) -> _Ground:
    if folder not in _grounds:
        _grounds[folder] = _Ground(field, folder, full_place(folder / "place", field))
    return _grounds[folder]


class _Ground:
    """Where commands are tried; `place` is what each finds."""

    def __init__(self, field: Field, folder: Path, place: Path) -> None:
        self._field, self._folder, self._place = field, folder, place
        self._references: dict[Command, _Reference] = {}
        self._environment = {"LABEL_STUDIO_API_KEY": field.token}
        self._start_seconds = run("--version", folder, Surroundings()).seconds

    def hurt(self, outcome: Outcome, command: Command, condition: str) -> None:
        """Run the command under the condition, and again as its message says, and count."""
        reference = self._reference(command)
        drawn = Random(f"{condition} {outcome.seed}")
        # Every command first, and each of them in another way.
        variant = sum(divmod(outcome.seed, len(COMMANDS))) % CONDITIONS[condition]
        with self._on_disk(command, f"{condition}-{outcome.seed}") as (place, name):
            done = self._first(command, condition, place, reference, (variant, drawn))
            self._judge(outcome, done, reference, place)
            broken = half_written(place)
            outcome.add("lost", len(broken), f"half-written {', '.join(map(str, broken))}")
            if not self._is_done(command, place, name, reference):
                outcome.again += 1
                again = self._run(command, place)
                self._judge(outcome, again, reference, place)
                if again.code != reference.done.code:
                    outcome.add("lost", 1, f"run again, it ended with {again.code}: {_last(again)}")
                elif command.own == LAUNCH:
                    there = tasks_of(self._field.client, name)
                    outcome.add("lost", max(0, reference.tasks - len(there)), "tasks are missing")
                    outcome.add("doubled", len(there) - len(set(there)), "tasks are there twice")
                elif command.own != SERVER:
                    wrong, names = amiss(snapshot(place), reference.files)
                    outcome.add("lost", wrong.lost, f"not as undisturbed: {names}")
                    outcome.add("doubled", wrong.doubled, f"not as undisturbed: {names}")

    def _reference(self, command: Command) -> _Reference:
        if command not in self._references:
            with self._on_disk(command, "reference") as (place, name):
                done = self._run(command, place)
                assert done.code in (0, 1, 3), done
                tasks = len(tasks_of(self._field.client, name)) if command.own == LAUNCH else 0
                self._references[command] = _Reference(done, snapshot(place), tasks)
        return self._references[command]

    @contextmanager
    def _on_disk(self, command: Command, suffix: str) -> Iterator[tuple[Path, str]]:
        """The place as the command finds it, and the name of its launch."""
        name = re.sub(r"\W+", "-", f"{command.line} {suffix}").lower()[:30].strip("-")
        with disk(self._folder / "disk", _LARGE if command.own == SERVER else _SMALL) as mounted:
            place = mounted / "place"
            if command.own == SERVER:
                self._settle_server(place, command)
            else:
                copy(self._place, place)
            for pattern in command.makes:
                for made in sorted(place.glob(pattern)):
                    rmtree(made) if made.is_dir() else made.unlink()
            config = place / "config.yaml"
            if command.own == LAUNCH:
                config.write_text(config.read_text().replace("name: conditions", f"name: {name}"))
            try:
                yield place, name
            finally:
                if command.own == LAUNCH:
                    delete_launch(self._field.client, name)
                if command.own == SERVER:
                    stop(place / "work")
                    stop(place / "work" / "demo")

    def _settle_server(self, place: Path, command: Command) -> None:
        place.mkdir()
        write_texts({place / "config.yaml": config_text("own", "work", ("ani",))} | schema_contents(place))
        copy(self._folder / "migrated", place / ("work/demo" if command.line == "demo" else "work"))
        if command.line == "server stop":
            run("server start", place, Surroundings())

    def _first(
        self, command: Command, condition: str, place: Path, reference: _Reference, chance: tuple[int, Random]
    ) -> Done:
        variant, drawn = chance
        if condition == FULL:
            with full(place.parent, drawn.randrange(1 << 10 * variant + 10) if variant else 0):
                return self._run(command, place)
        if condition == READ_ONLY:
            if command.line == "server stop":
                stop(place / "work")  # what has files open keeps a disk from becoming read-only
            with read_only(place.parent):
                return self._run(command, place)
        if condition == PIPE:
            out, err = (drawn.choice((0, drawn.randrange(2000))) if variant in closed else None for closed in _CLOSED)
            return self._run(command, place, Surroundings(out=out, err=err))
        if condition == CTRL_C:
            after = (self._start_seconds + reference.done.seconds) * (variant + drawn.random()) / CONDITIONS[CTRL_C]
            return self._run(command, place, Surroundings(interrupt_after=after))
        off = _HOUR if variant else -_HOUR
        return self._run(command, place, Surroundings(environment=wrong_clock(self._folder, off)))

    def _run(self, command: Command, place: Path, around: Surroundings | None = None) -> Done:
        around = around or Surroundings()
        own = {} if command.own == SERVER else self._environment
        environment = {**own, **around.environment}
        around = Surroundings(environment, around.interrupt_after, around.out, around.err)
        return run(command.line, place, around, forked=around.is_gentle and command.own != SERVER)

    def _is_done(self, command: Command, place: Path, name: str, reference: _Reference) -> bool:
        if command.own == LAUNCH:
            return False
        if command.own == SERVER:
            return command.line == "server status"
        return amiss(snapshot(place), reference.files)[0] == (0, 0)

    def _judge(self, outcome: Outcome, done: Done, reference: _Reference, place: Path) -> None:
        """Count what must never be in what a command says or writes."""
        said = done.out + done.err
        crashed = bool(_CRASHED.search(said)) or not _ended_in_order(done, reference.done, condition=outcome.part)
        crashed &= not (outcome.part == CTRL_C and _in_pythons_start(said))
        outcome.add("tracebacks", crashed, f"code {done.code}: {_last(done)}")
        outcome.add("hangs", done.code is None, "had to be killed")
        texts = [("output", said), *((str(name), content) for name, content in files_in(place))]
        telling = [name for name, text in texts if self._field.secrets.search(text.decode(errors="replace"))]
        outcome.add("secrets", len(telling), ", ".join(telling))


def _in_pythons_start(said: bytes) -> bool:
    """Whether Python was stopped before it ran a line of ours, which docs/safety.md does not promise to handle."""
    files = _FILES.findall(said)
    # What Python has within it has no path: <frozen site>, <string>.
    return bool(files) and all(file.startswith(b"<") for file in files)


_CLOSED = ((0, 2), (1, 2))  # in which variants stdout and stderr are closed


def _ended_in_order(done: Done, reference: Done, condition: str) -> bool:
    """Whether a command ended as undisturbed, with a sentence, or stopped."""
    if done.code in (reference.code, None, 130):
        return True
    if done.code == -signal.SIGINT:
        # Before Python had started; or, for Ctrl-C in `exec`, it ends by the signal itself. A shell says 130 to both.
        # Or it had said all, and Python was about to end.
        return done.err in (b"", reference.err) or b"annotate: stopped" in done.err
    # A closed pipe needs no sentence: nobody reads on.
    return done.code == 1 and (b"annotate: " in done.err or condition == PIPE)


def _last(done: Done) -> str:
    return done.err.decode(errors="replace").strip()[-300:]
