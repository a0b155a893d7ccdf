"""What somebody asks, and what no request may say, wherever it goes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .invitations import Invitations
    from .owners import Owners

_LARGEST_NUMBER = 2**31 - 1
"""Of a row in the database."""

_REMOVED = "this account was removed"
_FRESH_SECONDS = 2.0
"""A page asks for ten things at once; that its owner is a member is looked up once for all of them."""
_MEMBERS_UNTIL: dict[int, float] = {}
"""Until when users count as members without another look, by their numbers, in this process."""


class Refused(Exception):
    """The reason why something is refused, in words."""


@dataclass(frozen=True)
class MemberRequest:
    """A request of somebody who is not the administrator."""

    request: HttpRequest
    arguments: Mapping[str, Any]
    owners: Owners
    invitations: Invitations
    making_accounts: bool

    @property
    def user(self) -> Any:
        """The Django user."""
        return self.request.user

    def own(self, project: object) -> int:
        """A project's number.

        Raises:
            Refused: the project is not the member's.
        """
        wanted = number(project)
        if wanted not in self.owners.of(self.user.email):
            raise Refused("this project is not yours")
        return wanted

    def parameter(self, name: str) -> str:
        """A parameter of the query, which must be there once."""
        values = self.request.GET.getlist(name)
        if len(values) != 1:
            raise Refused(f"{name} must be named once")
        return str(values[0])


def check_account(asked: MemberRequest) -> None:
    """The account must not have been removed: Label Studio takes it back as soon as its owner signs in again.

    Raises:
        Refused: it was.
    """
    user = asked.user
    if user.active_organization_id is None:
        _MEMBERS_UNTIL.pop(user.id, None)
        raise Refused(_REMOVED)
    now = time.monotonic()
    if _MEMBERS_UNTIL.get(user.id, now) > now:
        return
    if not rows("organizations", "OrganizationMember").filter(user_id=user.id, deleted_at=None).exists():
        raise Refused(_REMOVED)
    _MEMBERS_UNTIL[user.id] = now + _FRESH_SECONDS


def check_query(asked: MemberRequest) -> None:
    """Projects and views in a query must be the member's, whatever the address does with them.

    Raises:
        Refused: somebody else has one, or it is named twice, and two programs may take two values.
    """
    query = asked.request.GET
    if asked.request.method in ("GET", "HEAD") and asked.request.META.get("CONTENT_LENGTH") not in (None, "", "0"):
        raise Refused("a page is asked for without a body")
    project = asked.own(asked.parameter("project")) if "project" in query else None
    if "view" in query:
        view = rows("data_manager", "View").filter(pk=number(asked.parameter("view"))).first()
        if view is None or asked.own(view.project_id) != (project or view.project_id):
            raise Refused("this view is not of your project")


def number(value: object) -> int:
    """A number of a row, in digits only.

    Raises:
        Refused: it is something else, which two programs may read in two ways.
    """
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_NUMBER))):
        raise Refused("a number is needed")
    if int(text) > _LARGEST_NUMBER:
        raise Refused("there is no such number")
    return int(text)


def rows(app: str, model: str) -> Any:
    """What Label Studio's database has of a model."""
    from django.apps import apps

    return apps.get_model(app, model).objects
