"""The addresses of a server and of a database in config.yaml: no message repeats what may be a secret in them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PAGE = re.compile(r"/(projects(/\d+.*)?|user/.*|organization(/.*)?|api(/.*)?)/?$")
_HOST = r"(\[[^]]*\]|[^][:/?,]*)(:\d*)?"
_HOSTS = re.compile(rf"{_HOST}(,{_HOST})*([/?].*)?")


def server_address(server: str) -> str:
    """The address of a Label Studio, with a slash at its end.

    Raises:
        ValueError: it is none, has a name or password, or is the address of a page.
    """
    # The part before an @ may be a password, which no message repeats and no file keeps.
    if "@" in server:
        raise ValueError(
            "the address must not contain a name or password; put a token into `LABEL_STUDIO_API_KEY` instead"
        )
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, server)):
        # Not repeated, nor is a query: both may be a token in the wrong place.
        raise ValueError("is neither `local` nor an address like https://label.example.org")
    page = _PAGE.search(parts.path)
    if page or parts.query or parts.fragment:
        above = parts.path[: page.start()] if page else parts.path
        address = f"{parts.scheme}://{parts.netloc}{above.rstrip('/')}/"
        raise ValueError(f"this is the address of a page; write that of the server, {address}")
    return server.rstrip("/") + "/"


def database_address(database: str) -> str:
    """The address of a PostgreSQL database.

    Raises:
        ValueError: it is none.
    """
    scheme, _, rest = database.partition("://")
    if scheme not in ("postgresql", "postgres") or not ("@" in rest or _HOSTS.fullmatch(rest)):
        # Not repeated: it may hold a password, as in postgresql://user:password.
        raise ValueError("is neither `embedded` nor an address like postgresql://user@host/name")
    return database
