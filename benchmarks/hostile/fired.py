"""Cuts of a command's connection, and kills under it, at seeded bytes of what it sends and gets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from proxy import DOWN, UP

from annotate.errors import Unreachable
from hostile.field import DATABASE, SERVER, Field
from hostile.outcome import Outcome
from hostile.trials import TRIALS, Trial
from hostile.watched import watched

LAST_TRIES = 5


def cuts(field: Field, folder: Path, command: str) -> Callable[[int], Outcome]:
    """What happens at a seed: one cut of the command, on the way up or down."""
    fire = _Fire(field, folder, command)

    def run(seed: int) -> Outcome:
        outcome = Outcome(command, seed)
        fire.at(outcome, lambda: None, lambda: None)
        return outcome

    return run


def kills(field: Field, folder: Path, what: str) -> Callable[[int], Outcome]:
    """What happens at a seed: one kill under one of the four commands in turn.

    The server is started again while the command is still trying, or, every fourth round, after it gave up.
    """
    fires: dict[str, _Fire] = {}
    names = list(TRIALS)

    def run(seed: int) -> Outcome:
        command = names[seed % len(names)]
        if command not in fires:
            fires[command] = _Fire(field, folder, command)
        outcome = Outcome(f"kill {what}", seed, note=command)
        starting: list[threading.Thread] = []
        dead = threading.Event()

        def kill() -> None:
            field.kill(what)
            dead.set()
            if seed // len(names) % 4:
                starting.append(threading.Thread(target=field.start_again))
                starting[0].start()

        def revive() -> None:
            for thread in starting:
                thread.join()
            if dead.is_set() and not starting:
                field.start_again()

        fires[command].at(outcome, kill, revive)
        return outcome

    return run


KILLED = (SERVER, DATABASE)


class _Fire:
    """A command whose traffic is measured, and broken at a seeded byte."""

    def __init__(self, field: Field, folder: Path, command: str) -> None:
        self._field, self._command = field, command
        # The name of the launch too, which no earlier sitting had.
        name = f"{command.replace(' ', '-')}-{int(time.time()):x}"
        self._trial: Trial = TRIALS[command](field, folder / name)
        self._sent = dict.fromkeys((UP, DOWN), 0)
        for seed in (0, 1):  # a full and an incremental pull
            self._measure(seed)

    def _measure(self, seed: int) -> None:
        line = self._field.line
        self._trial.ready(seed)
        before = dict(line.passed)
        self._trial.run(self._field.through, lambda said: None)
        self._sent = {way: max(self._sent[way], line.passed[way] - before[way]) for way in (UP, DOWN)}
        self._trial.clear()

    def at(self, outcome: Outcome, meanwhile: Callable[[], None], revive: Callable[[], None]) -> None:
        """Break the command at the outcome's seed, run it again until it ends well, and count."""
        field, trial, begun = self._field, self._trial, time.monotonic()
        drawn = Random(f"{outcome.part} {outcome.seed}")
        way = drawn.choice((UP, DOWN))
        after = drawn.randrange(self._sent[way])
        outcome.note = f"{outcome.note} {way} {after}".strip()
        trial.ready(outcome.seed)
        cuts = field.line.cuts
        field.line.cut(way, after, meanwhile)
        ended_well = watched(outcome, field.secrets, lambda progress: trial.run(field.through, progress))
        field.line.cut_no_more()
        outcome.runs = field.line.cuts - cuts
        revive()
        for _ in range(LAST_TRIES):
            if ended_well:
                break
            outcome.again += 1
            ended_well = watched(outcome, field.secrets, lambda progress: trial.run(field.through, progress))
        if not ended_well:
            outcome.add("hangs", 1, f"not done after {LAST_TRIES} more tries")
        try:
            amiss = trial.amiss()
        except Unreachable:  # this client's connection was to the server that died
            amiss = trial.amiss()
        outcome.add("lost", amiss.lost, "what should be there is not")
        outcome.add("doubled", amiss.doubled, "something is there more than once")
        trial.clear()
        outcome.seconds = round(time.monotonic() - begun, 2)
