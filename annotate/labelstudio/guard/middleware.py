"""The guard: Django's middleware, after all others."""

from __future__ import annotations

import os
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import cut_down, with_json
from .asked import MemberRequest, Refused, check_account, check_query
from .audit import Audit
from .bodies import read_body
from .invitations import Invitations
from .names import ADDRESS, FOLDER
from .origin import is_of_another_site
from .owners import Claimed, OwnersFile, Project
from .signing_in import Tries
from .table import ANONYMOUS, ANYWAY, MEMBERS, NOT_COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_ACCOUNTS_SECONDS = 300
_INVITE, _INVITE_AGAIN = "^api/invite", "^api/invite/reset-token"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not yours</title>
<style>body {{ font: 16px sans-serif; max-width: 34em; margin: 15vh auto; padding: 0 1em; color-scheme: light dark }}
</style><h1>This page is not open to you</h1><p>{why}</p><p><a href="/projects/">Your projects</a></p></html>"""


class Guard:
    """Refuse members and strangers what is not theirs; the administrator may do everything."""

    # Django has two of these in a process: one answers addresses without a slash at their end.
    _tries = Tries()

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        folder = Path(os.environ[FOLDER])
        self._get_response = get_response
        self._owners = OwnersFile(folder / "guard.json")
        self._invitations = Invitations(folder / "invitation.json")
        self._audit = Audit(folder / "refused.jsonl")
        self._accounts = folder / "making-accounts"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the administrator's word on owners, or pass a request on and cut down what comes back."""
        if is_of_another_site(request):
            return self._refused(request, "a page of another site asks for this")
        if request.path_info == f"/{ADDRESS}":
            return self._said(request)
        if self._tries.too_many(request):
            return self._refused(request, "too many attempts to sign in; wait five minutes", 429)
        response = self._get_response(request)
        self._tries.count(request, response)
        route = request.resolver_match.route if request.resolver_match else ""
        if _is_administrator(request):
            if route == _INVITE_AGAIN:
                self._invitations.begin(request.user.active_organization)
        elif response.status_code >= 500:
            # Label Studio shows where in its code it failed.
            return with_json(response, {"detail": "the server could not do this; please tell its administrator"})
        elif response.status_code == 200 and request.user.is_authenticated:
            return cut_down(response, route, request.user, self._owners.owners())
        return response

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, keywords: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what no rule allows; Django calls this for each view that it is about to run."""
        route = request.resolver_match.route if request.resolver_match else ""
        if _is_administrator(request):
            if route == _INVITE:
                self._invitations.hand_out(request.user.active_organization)
            return None
        is_member = request.user.is_authenticated
        rules = (MEMBERS if is_member else ANONYMOUS).get(route, {})
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in rules:
            return self._refused(request, "this is open to the administrator only")
        asked = MemberRequest(request, keywords, self._owners.owners(), self._invitations, self._accounts_are_made())
        try:
            if is_member:
                if route not in ANYWAY:
                    check_account(asked)
                check_query(asked)
            rules[method](asked)
        except Refused as reason:
            return self._refused(request, str(reason))
        return None

    def _said(self, request: HttpRequest) -> HttpResponse:
        """What the administrator says: whose a project is, or that accounts are being made or are done."""
        from django.http import JsonResponse

        if not _is_administrator(request):
            return self._refused(request, "this is open to the administrator only")
        if request.method == "GET":
            return JsonResponse({"format": 1, "projects": sorted(self._owners.owners().projects)})
        try:
            body = read_body(request)
            if "making_accounts" in body:
                self._make_accounts(bool(body["making_accounts"]))
            else:
                people = frozenset(str(email).lower() for email in body["people"])
                self._owners.add(int(body["project"]), Project(str(body["launch"]), people))
        except Claimed as other:
            return JsonResponse({"detail": f"the project belongs to the launch {other}"}, status=409)
        except (Refused, KeyError, TypeError, ValueError) as error:
            return JsonResponse({"detail": f"not understood: {error}"}, status=400)
        return JsonResponse({"format": 1})

    def _make_accounts(self, begin: bool) -> None:
        if begin:
            self._accounts.touch()
        else:
            self._accounts.unlink(missing_ok=True)

    def _accounts_are_made(self) -> bool:
        try:
            return time.time() - self._accounts.stat().st_mtime < _ACCOUNTS_SECONDS
        except OSError:
            return False

    def _refused(self, request: HttpRequest, why: str, status: int = 403) -> HttpResponse:
        from django.http import HttpResponse, JsonResponse

        user = request.user.email if request.user.is_authenticated else ""
        if not request.resolver_match or request.resolver_match.route not in NOT_COUNTED:
            self._audit.add(user, str(request.method), request.path_info, why)
        if request.path_info.startswith("/api/"):
            # A token that has ended is that of a stranger, and clients ask for a new one when they see 401.
            status = 401 if status == 403 and not user else status
            return JsonResponse({"detail": why}, status=status)
        return HttpResponse(_PAGE.format(why=escape(f"{why[:1].upper()}{why[1:]}.")), status=status)


def _is_administrator(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.is_superuser)
