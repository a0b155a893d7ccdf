"""What a push of conflicts did."""

from __future__ import annotations

from typing import NamedTuple

from annotate.adjudication.standing import Standing
from annotate.json_files import JsonObject
from annotate.labelstudio.push.accounts import Accounts


class PushedConflicts(NamedTuple):
    """What a push did for one adjudicator: how many sentences it sent, and how many wait for a decision now."""

    adjudicator: str
    project: int
    link: str
    sent: int
    waiting: int


class Begun(NamedTuple):
    """A task that is not needed any more and stays, because its adjudicator has begun it."""

    adjudicator: str
    link: str


class ConflictsPushed(NamedTuple):
    """What a push did.

    Attributes:
        pushed: by adjudicator.
        accounts: as for annotators.
        withdrawn: tasks that were taken back, because nothing is open there any more, or something else is.
        begun: those that would have been, and stay.
        standing: what the decisions until then are worth.
        for_nobody: sentences that every adjudicator annotated, or has decided differently from another.
    """

    pushed: list[PushedConflicts]
    accounts: Accounts
    withdrawn: int
    begun: list[Begun]
    standing: Standing
    for_nobody: list[str]

    def to_json(self) -> JsonObject:
        """What `--json` says."""
        without = {"missing": list(self.accounts.missing), "invitation": self.accounts.invitation}
        done = {"projects": [each._asdict() for each in self.pushed], "withdrawn": self.withdrawn}
        return done | {"begun": [each._asdict() for each in self.begun], "for_nobody": self.for_nobody} | without
