"""Sessions in the database: they end when somebody signs out, and are not written at each request, or for strangers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

_WRITTEN_EVERY = timedelta(minutes=10)


class SessionStore(DatabaseStore):  # type: ignore[misc]
    """A session, which Label Studio prolongs at each request; that alone is written every ten minutes only."""

    _stored: Any = None

    def is_empty(self) -> bool:
        """Whether nobody has signed in: such a session is not kept, or each look at a page would add a row for ever."""
        read = getattr(self, "_session_cache", None)
        return bool(super().is_empty() or (read is not None and SESSION_KEY not in read))

    def _get_session_from_db(self) -> Any:
        self._stored = super()._get_session_from_db()
        return self._stored

    def save(self, must_create: bool = False) -> None:
        """Write the session, unless all of it is stored, and for nearly as long: a write waits for the disk."""
        if must_create or not self._is_stored():
            super().save(must_create)

    def _is_stored(self) -> bool:
        stored = self._stored
        if stored is None or stored.session_key != self.session_key:
            return False
        ends = stored.expire_date + _WRITTEN_EVERY
        return bool(ends > self.get_expiry_date() and self.decode(stored.session_data) == self._get_session())
