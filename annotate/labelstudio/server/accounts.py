"""Accounts for the annotators on the local server, made without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import ConfigError, LabelStudioError, Unauthorized
from annotate.labelstudio.server import web
from annotate.labelstudio.server.credentials import (
    Account,
    Credentials,
    new_password,
    read_credentials,
    write_credentials,
)

if TYPE_CHECKING:
    from httpx import Client


def ensure_accounts(credentials: Path, annotators: Sequence[tuple[str, str]]) -> dict[str, Account]:
    """Make an account for every annotator who has none, and return all of theirs by annotator id.

    Each is in the credentials file before the next is begun, so an interrupted run goes on where it stopped.

    Args:
        credentials: the credentials file of a server that is running.
        annotators: (id, e-mail) of each.

    Raises:
        Unreachable: the server is not running.
        ConfigError: an annotator's e-mail is not the one that the account was made with.
        LabelStudioError: an account is on the server and its password is not in the file.
    """
    kept = read_credentials(credentials)
    with _admin(kept) as client:
        users = web.users(client)
        invitation = web.invitation(client)
        _check(annotators, kept, users, credentials)
        web.let_make_tokens(client, True)
    has_invited = False
    try:
        for annotator, email in annotators:
            account = _account(kept, annotator, email) or Account(email, new_password())
            is_on_server = account.email.lower() in users
            if is_on_server and _is_accepted(kept.url, account):
                continue
            # Kept before it is made: a password that only the server knows cannot be had back.
            kept = _keep(credentials, kept, annotator, account)
            with web.browser(kept.url) as client:
                if is_on_server:
                    web.sign_in(client, account.email, account.password)
                else:
                    has_invited = True
                    web.sign_up(client, invitation, account.email, account.password)
                account = replace(account, token=web.new_token(client), user_id=web.whoami(client))
            kept = _keep(credentials, kept, annotator, account)
    finally:
        with _admin(kept) as client:
            web.let_make_tokens(client, False)
            if has_invited:
                web.revoke_invitation(client)
    return {annotator: kept.annotators[annotator] for annotator, _ in annotators}


@contextmanager
def _admin(kept: Credentials) -> Iterator[Client]:
    with web.browser(kept.url) as client:
        web.authorize(client, kept.admin.token)
        yield client


def _account(kept: Credentials, annotator: str, email: str) -> Account | None:
    account = kept.annotators.get(annotator)
    return account if account and account.email.lower() == email.lower() else None


def _check(annotators: Sequence[tuple[str, str]], kept: Credentials, users: dict[str, int], path: Path) -> None:
    for annotator, email in annotators:
        if _account(kept, annotator, email):
            continue
        old = kept.annotators.get(annotator)
        if old and old.email.lower() in users:
            raise ConfigError(
                f"config.yaml gives {annotator} the address {email}, but the account was made for {old.email}",
                f"write {old.email} again, or give {email} another id",
            )
        if email.lower() in users:
            page = f"{kept.url}admin/users/user/{users[email.lower()]}/password/"
            entry = f'"{annotator}": {{"email": "{email}", "password": "…"}}'
            raise LabelStudioError(
                f"{email} has an account on the server, but its password is not in {path}",
                f"as {kept.admin.email}, set a new one at {page} and add {entry} to the annotators in that file",
            )


def _is_accepted(url: str, account: Account) -> bool:
    if not account.token:
        return False
    with web.browser(url) as client:
        try:
            web.authorize(client, account.token)
        except Unauthorized:
            return False
    return True


def _keep(path: Path, known: Credentials, annotator: str, account: Account) -> Credentials:
    known = replace(known, annotators=known.annotators | {annotator: account})
    write_credentials(path, known)
    return known
