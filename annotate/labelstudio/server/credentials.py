"""The credentials file: who may enter the local Label Studio, and with what.

```json
{"format": 1, "url": "http://127.0.0.1:8080/",
 "admin": {"email": "admin@localhost", "password": "…", "token": "…", "user_id": 1},
 "annotators": {"ani": {"email": "ani@example.org", "password": "…", "token": "…", "user_id": 2}}}
```
`token` is a personal access token. It is empty, and `user_id` 0, while an account is still being made.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_json, with_format
from annotate.json_files import write_json

ADMIN_EMAIL = "admin@localhost"
FORMAT = 1


@dataclass(frozen=True)
class Account:
    """One person's way in; the secrets stay out of its repr."""

    email: str
    password: str = field(repr=False)
    token: str = field(default="", repr=False)
    user_id: int = 0


@dataclass(frozen=True)
class Credentials:
    """The whole file: `url` ends with a slash, `annotators` goes by annotator id."""

    url: str
    admin: Account
    annotators: dict[str, Account] = field(default_factory=dict)


def credentials_path(workspace: Path) -> Path:
    """Where a workspace keeps its credentials."""
    return workspace / "credentials.json"


def read_credentials(path: Path) -> Credentials:
    """Read the credentials that `annotate server start` and `annotate push` wrote.

    Raises:
        WorkspaceError: the file is missing, or is not a credentials file.
    """
    hint = "`annotate server start` writes a new one, with another password for the administrator"
    if path.exists():
        hint = f"restore a copy of it; or delete it, and {hint}"
    value = read_numbered_json(path, hint, FORMAT)
    try:
        annotators = {annotator: Account(**account) for annotator, account in value["annotators"].items()}
        return Credentials(value["url"], Account(**value["admin"]), annotators)
    except (AttributeError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path} is not a credentials file", hint) from error


def write_credentials(path: Path, credentials: Credentials) -> None:
    """Write the file whole, readable by its owner only."""
    write_json(path, with_format(asdict(credentials), FORMAT))


def new_password() -> str:
    """A password of 63 random bits that can be read out and typed: `kobe-raju-pilo-vemi-sagu`."""
    groups = ("".join(secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou") for _ in range(2)) for _ in range(5))
    return "-".join(groups)
