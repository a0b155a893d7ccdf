"""Accounts for the annotators: made on a local server, invited to a server of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotate.config import LOCAL, Annotator
from annotate.labelstudio.server import credentials_path, ensure_accounts
from annotate.labelstudio.wire.client import Client, get_json, read_users
from annotate.project import Project


class Accounts(NamedTuple):
    """Where the passwords are (local server), or which e-mail addresses must be invited, and with which link."""

    credentials: Path | None = None
    missing: tuple[str, ...] = ()
    invitation: str = ""


def provide_accounts(client: Client, project: Project, people: Sequence[Annotator]) -> Accounts:
    """Make the accounts that these people lack on a local server, or say who lacks one on any other."""
    if project.config.server == LOCAL:
        credentials = credentials_path(project.files.root)
        ensure_accounts(credentials, [(person.id, person.email) for person in people])
        return Accounts(credentials)
    present = read_users(client).values()
    missing = tuple(person.email for person in people if person.email not in present)
    if not missing:
        return Accounts()
    answer = get_json(client, "api/invite", {})
    return Accounts(missing=missing, invitation=f"{client.url.rstrip('/')}{answer.get('invite_url', '')}")
