"""What the guard of a server of ours is told: whose each project is. Other servers have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotate.errors import NotFound
from annotate.labelstudio.guard import ADDRESS
from annotate.labelstudio.wire.client import Client, get_json, post_json


class Owned(NamedTuple):
    """A project and the people who work there.

    Attributes:
        project: its number.
        people: their e-mail addresses.
    """

    project: int
    people: tuple[str, ...]


def is_guarded(client: Client) -> bool:
    """Whether members of the server reach only what is theirs."""
    try:
        return isinstance(get_json(client, ADDRESS, {}).get("projects"), list)
    except NotFound:
        return False


def tell_owners(client: Client, launch: str, projects: Iterable[Owned]) -> None:
    """Say whose projects are, as often as you like; a server without a guard is told nothing.

    Args:
        client: the administrator's.
        launch: the name of the launch that has them; another one cannot take them.
        projects: all of the launch, or some.

    Raises:
        UnexpectedAnswer: another launch has one of the projects.
    """
    if not is_guarded(client):
        return
    for owned in projects:
        body = {"project": owned.project, "people": list(owned.people), "launch": launch}
        post_json(client, ADDRESS, {}, body)
