"""What was refused: one line of JSON each, without queries and bodies, which may have secrets."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

_MOST_BYTES = 5_000_000
_LONGEST = 200


class Audit:
    """A log of refusals; the one before is kept when it is full."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, user: str, method: str, path: str, why: str) -> None:
        """Write down a refusal; a disk that is full does not make the guard let anything through."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"at": now, "user": user, "method": method[:_LONGEST], "path": path[:_LONGEST], "why": why}
        try:
            if self.path.exists() and self.path.stat().st_size > _MOST_BYTES:
                self.path.replace(self.path.with_suffix(".old.jsonl"))
            with open(self.path, "a", encoding="utf-8", errors="backslashreplace", opener=_for_its_owner) as file:
                file.write(json.dumps(row, ensure_ascii=True) + "\n")
        except OSError:
            return


def _for_its_owner(path: str, flags: int) -> int:
    """Open a file that has addresses, so that nobody else reads it when its folder is copied elsewhere."""
    return os.open(path, flags, 0o600)
