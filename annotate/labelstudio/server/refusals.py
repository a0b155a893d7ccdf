"""What the guard refused on the server of a workspace, counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from annotate.counting import count

STRANGERS = "strangers"
"""Whoever is not signed in; a page that asks again after its token ended is one too."""
_UNREADABLE = "somebody"


class Refusals(NamedTuple):
    """How many requests were refused, by the e-mail address of who asked, and when the first and the last was."""

    times: Counter[str]
    since: str
    last: str

    def sentence(self, names: Mapping[str, str]) -> str:
        """What a person reads; `names` are annotators by e-mail address."""
        whose = ", ".join(f"{times} of {names.get(who, who)}" for who, times in self.times.most_common())
        return f"the guard refused {count(self.times.total(), 'request')} since {_moment(self.since)}: {whose}"


def refused_file(workspace: Path) -> Path:
    """Where the guard writes what it refuses."""
    return workspace / "server" / "refused.jsonl"


def read_refusals(workspace: Path) -> Refusals | None:
    """What was refused, as far as the log and the one before it reach back; None if nothing was."""
    times: Counter[str] = Counter()
    moments = []
    file = refused_file(workspace)
    for log in (file.with_suffix(".old.jsonl"), file):
        for line in log.read_bytes().splitlines() if log.exists() else ():
            try:
                row = json.loads(line)
                who, moment = str(row["user"]) or STRANGERS, str(row["at"])
            except (ValueError, KeyError, TypeError):  # being written, or cut short when the disk was full
                who, moment = _UNREADABLE, ""
            times[who] += 1
            moments += [moment] if moment else []
    return Refusals(times, min(moments, default=""), max(moments, default="")) if times else None


def _moment(written: str) -> str:
    try:
        return f"{datetime.fromisoformat(written).astimezone():%d %b %H:%M}"
    except ValueError:
        return "the first start"
