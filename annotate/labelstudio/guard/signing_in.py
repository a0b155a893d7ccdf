"""Guessing passwords, slowed down."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TRIES, _SECONDS = 10, 300
_MOST_ACCOUNTS = 10_000
_LONGEST_NAME = 254


class Tries:
    """When wrong passwords were tried for an account, in this process."""

    def __init__(self) -> None:
        self._failed: dict[str, list[float]] = {}

    def too_many(self, request: HttpRequest) -> bool:
        """Whether the account of a sign-in had so many wrong passwords that the next has to wait."""
        return _signs_in(request) and len(self._recent(_who(request))) >= _TRIES

    def count(self, request: HttpRequest, response: HttpResponse) -> None:
        """Remember a wrong password, after which the form comes again, and forget those before a right one."""
        if not _signs_in(request) or response.status_code not in (200, 302):
            return
        who = _who(request)
        tries = self._recent(who)
        if response.status_code == 302 and who != request.user.email.lower():
            # Whoever has signed in before is sent on without a look at the password, also of somebody else.
            return
        self._failed.pop(who, None)
        if response.status_code == 200:
            while len(self._failed) >= _MOST_ACCOUNTS:
                self._failed.pop(next(iter(self._failed)), None)
            self._failed[who] = [*tries, time.monotonic()]

    def _recent(self, who: str) -> list[float]:
        since = time.monotonic() - _SECONDS
        return [moment for moment in self._failed.get(who, ()) if moment > since]


def _signs_in(request: HttpRequest) -> bool:
    return request.method == "POST" and str(request.path_info).startswith("/user/login")


def _who(request: HttpRequest) -> str:
    return str(request.POST.get("email", "")).strip().lower()[:_LONGEST_NAME]
