"""Invitations that end: Label Studio has one token, which is good until somebody makes another."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

DAYS = 7
_SECONDS = DAYS * 86_400


class Invitations:
    """When the token of the invitation was first handed out, in a file without the token."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def is_good(self, token: str) -> bool:
        """Whether the token was handed out, and not too long ago."""
        try:
            noted = json.loads(self._path.read_bytes())
            return bool(noted["token"] == _digest(token) and 0 <= time.time() - noted["at"] < _SECONDS)
        except (OSError, ValueError, TypeError, KeyError):
            return False

    def hand_out(self, organization: Any) -> None:
        """Before Label Studio shows the token: make another one if this has ended, or nobody knows since when it is."""
        if not self.is_good(organization.token):
            organization.reset_token()
            self.begin(organization)

    def begin(self, organization: Any) -> None:
        """Begin the time of a token that was just made."""
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps({"token": _digest(organization.token), "at": time.time()}))
        new.chmod(0o600)
        new.replace(self._path)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
