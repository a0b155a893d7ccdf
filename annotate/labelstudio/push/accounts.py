"""Accounts for the annotators: made on a local server, invited to a server of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from annotate.config import LOCAL
from annotate.labelstudio.server import credentials_path, ensure_accounts
from annotate.labelstudio.wire.client import Client, get_json, read_users
from annotate.project import Project


class Accounts(NamedTuple):
    """Where the passwords are (local server), or which e-mail addresses must be invited, and with which link."""

    credentials: Path | None = None
    missing: tuple[str, ...] = ()
    invitation: str = ""


def provide_accounts(client: Client, project: Project) -> Accounts:
    """Make the accounts that are missing on a local server, or say for whom one is missing on any other."""
    annotators = project.config.annotators
    if project.config.server == LOCAL:
        credentials = credentials_path(project.files.root)
        ensure_accounts(credentials, [(annotator.id, annotator.email) for annotator in annotators])
        return Accounts(credentials)
    present = read_users(client).values()
    missing = tuple(annotator.email for annotator in annotators if annotator.email not in present)
    if not missing:
        return Accounts()
    answer = get_json(client, "api/invite", {})
    return Accounts(missing=missing, invitation=f"{client.url.rstrip('/')}{answer.get('invite_url', '')}")
